/** Notices a picture that lies on its side or upside down: its digits read better when turned. */

/** @typedef {import('../inkling/pages.js').Mark} Mark */

/** Reading this many marks tells. */
const ENOUGH = 120;
/** Fewer marks may be anything. */
const LEAST = 3;
/** How much better another turn must read, on average, and how well. */
const BETTER = 0.1;
const WELL = 0.6;
/**
 * A mark shows which way is up if only one turn reads it well. Among words and print, the average tells little, but
 * LEAST of these marks do, if they are MORE times as many as those that are upright.
 */
const CLEAR = 0.9;
const UNCLEAR = 0.6;
const MORE = 2;
const SIDE = 28;

/** A network's image after quarter turns, clockwise. @param {Float32Array} ink @param {number} quarters */
export function turned(ink, quarters) {
  let from = ink;
  for (let turn = 0; turn < quarters; turn++) {
    const to = new Float32Array(ink.length);
    for (let at = 0; at < ink.length; at++) {
      const [row, column] = [Math.floor(at / SIDE), at % SIDE];
      to[column * SIDE + SIDE - 1 - row] = from[at];
    }
    from = to;
  }
  return from;
}

/**
 * @param {Mark[]} marks
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @param {Mark[]} [digits] those that are digits if the picture is upright; by default all
 * @returns {number} the quarter turns, clockwise, that make the picture upright
 */
export function quarterTurns(marks, read, digits = marks) {
  if (marks.length < LEAST) return 0;
  /** How well marks read, in all. @param {Mark[]} list @param {number} quarters */
  const sureness = (list, quarters) =>
    list.reduce((sum, { ink }) => sum + Math.max(...read(turned(ink, quarters))), 0);
  const step = Math.max(1, Math.floor(marks.length / ENOUGH));
  const some = marks.filter((_, i) => i % step === 0);
  const scores = [0, 0, 0, 0];
  const votes = [0, 0, 0, 0];
  for (const { ink } of some) {
    const reads = scores.map((_, quarters) => Math.max(...read(turned(ink, quarters))));
    const [first, second] = [...reads].sort((a, b) => b - a);
    if (first >= CLEAR && second < UNCLEAR) votes[reads.indexOf(first)]++;
    for (const [quarters, sure] of reads.entries()) scores[quarters] += sure / some.length;
  }
  const elected = votes.indexOf(Math.max(...votes));
  if (votes[elected] >= LEAST && votes[elected] > MORE * votes[0]) return elected;
  const best = scores.indexOf(Math.max(...scores));
  if (scores[best] < Math.max(WELL, scores[0] + BETTER) || votes[best] < votes[0]) return 0;
  // Letters may look more like digits when turned. Digits beside them would then read worse.
  const worse = sureness(digits, 0) - sureness(digits, best) > BETTER * digits.length;
  return worse ? 0 : best;
}
