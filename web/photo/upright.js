/** Notices a photo that lies on its side or upside down: its digits read better when it is turned. */
import { LEFT_OUT, likelyDigits } from './score.js';

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 * @typedef {import('./recognize.js').Recognized} Recognized
 * @typedef {import('./digits-only.js').Network} Network
 */

/** Fewer marks may be anything. */
const LEAST = 3;
/** Looking at this many marks tells which turns to try. */
const ENOUGH = 120;
/** A mark may be a digit if it reads this well. */
const SURE = 0.95;
/** A turn is tried if after it, at least this share as many marks may be digits as before. */
const RIVAL = 0.6;
/** None is tried if so large a share of the marks are likely digits that the photo must be upright. */
const UPRIGHT = 0.7;
/** A mark shows which way is up if only one turn reads it well. */
const CLEAR = 0.9;
const UNCLEAR = 0.6;
/** Another turn must be better by this many digits. */
const BETTER = 3.5;
/** And this share of its digits must show it: letters upside down look like digits, too. */
const SHOWING = 0.5;
const SIDE = 28;
const TURNS = [0, 1, 2, 3];

/** A network's image after quarter turns, clockwise. @param {Float32Array} ink @param {number} quarters */
function turned(ink, quarters) {
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

/** How well a mark reads after each number of quarter turns. @param {Mark} mark @param {Network} read */
const afterTurns = ({ ink }, read) => TURNS.map((turns) => Math.max(...read(turned(ink, turns))));

/** 1 for a mark that reads well only as it is, -1 for one that reads well only turned. @param {Mark} mark @param {Network} read */
function vote(mark, read) {
  const [own, ...others] = afterTurns(mark, read);
  const other = Math.max(...others);
  return Number(own >= CLEAR && other < UNCLEAR) - Number(own < UNCLEAR && other >= CLEAR);
}

/**
 * How well a photo reads, and whether only this way up. clear: whether most of its digits show that.
 * @param {Recognized} recognized @param {Network} read
 */
function uprightScore({ marks, printed, leftOut, letters }, read) {
  const digits = [...marks, ...printed];
  const votes = digits.reduce((sum, mark) => sum + vote(mark, read), 0);
  const shown = likelyDigits(digits, read) + votes;
  // Words stand in lines only the right way up.
  return { score: shown - LEFT_OUT * (leftOut - letters), clear: shown >= SHOWING * digits.length };
}

/** The quarter turns after which a photo may read better, the likeliest first. @param {Mark[]} marks @param {Network} read */
function rivals(marks, read) {
  const step = Math.max(1, Math.floor(marks.length / ENOUGH));
  const sure = TURNS.map(() => 0);
  for (const mark of marks.filter((_, i) => i % step === 0)) {
    for (const [turns, best] of afterTurns(mark, read).entries())
      sure[turns] += Number(best >= SURE);
  }
  return TURNS.slice(1)
    .filter((turns) => sure[0] < LEAST || sure[turns] >= RIVAL * sure[0])
    .sort((a, b) => sure[b] - sure[a]);
}

/**
 * The best reading of a photo.
 * @param {(turns: number) => Recognized} recognizeTurned after quarter turns, clockwise
 * @param {Network} read
 * @returns {Recognized}
 */
export function recognizeUpright(recognizeTurned, read) {
  const asTaken = recognizeTurned(0);
  const isUpright = (/** @type {Recognized} */ { found: { marks } }, /** @type {number} */ score) =>
    score >= UPRIGHT * marks.length;
  const { marks } = asTaken.found;
  const own = uprightScore(asTaken, read).score;
  if (marks.length < LEAST || isUpright(asTaken, own)) return asTaken;
  let [best, most] = [asTaken, own + BETTER];
  for (const turns of rivals(marks, read)) {
    const other = recognizeTurned(turns);
    const { score, clear } = uprightScore(other, read);
    if (!clear || score < most) continue;
    [best, most] = [{ ...other, turns }, score];
    if (isUpright(other, score)) break;
  }
  return best;
}
