/**
 * Reads a drawing as a number. The core proposes groups of strokes and what they cost, the network says
 * how much each looks like a digit, and the cheapest grouping wins. Loaded with a drawing's second stroke.
 */

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../inkling/groups.js').Glyph} Glyph
 * @typedef {import('../inkling/groups.js').GroupCandidate} GroupCandidate
 *
 * @typedef {object} Part a digit, minus, or decimal point of a number
 * @property {Stroke[]} strokes in the order drawn
 * @property {Glyph} glyph
 * @property {number} line of text, counted from 0 at the top
 * @property {boolean} touches whether it touches the part on its left
 *
 * @typedef {object} Fixes what the visitor said about the grouping
 * @property {Stroke[][]} joined strokes that belong to one digit
 * @property {Stroke[][]} apart strokes that do not
 */

/** Ink closer than this, relative to the height of the line, touches. */
const TOUCHING = 0.08;

/** A number whose parts all touch may as well be a letter: how sure it can be at most. */
const ALL_TOUCH = 0.55;

/** @type {Fixes} */
const NO_FIXES = { joined: [], apart: [] };

/** @param {Stroke[]} all @param {Stroke[]} some */
const includesAll = (all, some) => some.every((stroke) => all.includes(stroke));

/**
 * Removes the candidates that contradict the visitor, and adds those that they asked for.
 * @param {GroupCandidate[]} candidates
 * @param {number[]} order
 * @param {Stroke[]} strokes
 * @param {Fixes} fixes
 */
function withFixes(candidates, order, strokes, { joined, apart }) {
  const placed = order.map((i) => strokes[i]);
  /** @param {GroupCandidate} candidate */
  const strokesOf = ({ first, count }) => placed.slice(first, first + count);
  const allowed = candidates.filter((candidate) => {
    const has = strokesOf(candidate);
    return (
      joined.every((set) => includesAll(has, set) || !set.some((stroke) => has.includes(stroke))) &&
      !apart.some((set) => includesAll(has, set))
    );
  });
  const like = { line: 0, glyph: /** @type {const} */ ('digit'), gap: 1, cost: 0 };
  for (const set of joined) {
    const places = set.map((stroke) => placed.indexOf(stroke));
    const first = Math.min(...places);
    const count = Math.max(...places) - first + 1;
    const { line } = candidates.find((candidate) => candidate.first === first) ?? like;
    if (count === set.length && first >= 0) allowed.push({ ...like, line, first, count });
  }
  for (const set of apart) {
    for (const stroke of set) {
      const first = placed.indexOf(stroke);
      const { line } = candidates.find((candidate) => candidate.first === first) ?? like;
      if (first >= 0) allowed.push({ ...like, line, first, count: 1 });
    }
  }
  return allowed;
}

/**
 * The parts of a number in reading order; a single part for a single digit.
 * @param {import('../inkling/index.js').Inkling} inkling any build that groups strokes
 * @param {Stroke[]} strokes
 * @param {(strokes: Stroke[]) => Float32Array} read the class probabilities
 * @param {Fixes} [fixes]
 * @returns {Part[]}
 */
export function partsOf(inkling, strokes, read, fixes = NO_FIXES) {
  const there = (/** @type {Stroke[]} */ set) => includesAll(strokes, set);
  const { joined, apart } = fixes;
  return groupsOf(inkling, strokes, read, {
    joined: joined.filter(there),
    apart: apart.filter((set) => set.length > 1 && there(set)),
  });
}

/**
 * @param {import('../inkling/index.js').Inkling} inkling
 * @param {Stroke[]} strokes
 * @param {(strokes: Stroke[]) => Float32Array} read
 * @param {Fixes} fixes
 * @returns {Part[]}
 */
function groupsOf(inkling, strokes, read, fixes) {
  /** @type {Part} */
  const whole = { strokes, glyph: 'digit', line: 0, touches: false };
  if (strokes.length < 2) return [whole];
  const { order, candidates } = inkling.groupCandidates(strokes);
  /** @param {GroupCandidate} candidate */
  const strokesOf = ({ first, count }) =>
    order
      .slice(first, first + count)
      .sort((a, b) => a - b)
      .map((i) => strokes[i]);
  const possible = withFixes(candidates, order, strokes, fixes);
  const doubted = possible.map((candidate) => {
    if (candidate.glyph !== 'digit') return candidate;
    const cost = candidate.cost + inkling.groupDoubt(read(strokesOf(candidate)));
    return { ...candidate, cost };
  });
  const chosen = inkling.chooseGroups(doubted, strokes.length);
  if (!chosen.some(({ glyph }) => glyph === 'digit')) return [whole];
  if (chosen.length === 1) return [whole];
  return chosen.map((candidate) => ({
    strokes: strokesOf(candidate),
    glyph: candidate.glyph,
    line: candidate.line,
    touches: candidate.gap < TOUCHING,
  }));
}

/**
 * How sure a number is, given how sure each of its digits is.
 * @param {Part[]} parts
 * @param {number[]} confidences of its digits
 */
export function surenessOf(parts, confidences) {
  const sure = confidences.reduce((product, confidence) => product * confidence, 1);
  const inner = parts.filter(({ line }, i) => i > 0 && line === parts[i - 1].line);
  return inner.length && inner.every(({ touches }) => touches) ? ALL_TOUCH * sure : sure;
}

/**
 * The number as text, one line of text per line.
 * @param {Part[]} parts
 * @param {string[]} digits one per digit
 * @param {string} [mark] the decimal mark
 */
export function numberText(parts, digits, mark = '.') {
  let next = 0;
  return parts
    .map(({ glyph, line }, i) => {
      const start = i > 0 && line !== parts[i - 1].line ? '\n' : '';
      return start + (glyph === 'minus' ? '−' : glyph === 'point' ? mark : digits[next++]);
    })
    .join('');
}
