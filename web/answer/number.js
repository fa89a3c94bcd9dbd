/**
 * Reads a drawing as a number. The core proposes groups of strokes and what they cost, the network says
 * how much each looks like a digit, and the cheapest grouping wins. Loaded with a drawing's second stroke.
 */

import { boxOf, heightOf, widthOf } from '../data/box.js';
import { SURE } from '../data/sureness.js';
import { cutStrokes } from './cut.js';
import { cutAlongPath } from './cut-path.js';
import { isHatching } from './scribble.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../inkling/groups.js').Glyph} Glyph
 * @typedef {import('../inkling/groups.js').GroupCandidate} GroupCandidate
 *
 * @typedef {object} Part a digit, minus, or decimal point of a number
 * @property {Stroke[]} strokes in the order drawn; pieces of them if it was cut from its neighbor
 * @property {Stroke[]} of the strokes on the pad that it is made of
 * @property {Glyph} glyph
 * @property {number} line of text, counted from 0 at the top
 * @property {boolean} touches whether it touches the part on its left
 *
 * @typedef {object} Fixes what the visitor said about the grouping
 * @property {Stroke[][]} joined strokes that belong to one digit
 * @property {Stroke[][]} apart strokes that do not
 * @property {Stroke[][]} whole strokes that must not be cut
 */

/** Ink closer than this, relative to the height of the line, touches. */
const TOUCHING = 0.08;

/** The smallest ratio of width to height of two digits that touch, and of two written in one stroke. */
const WIDE = 0.9;
const LEAST_WIDE = 0.5;

/** The least height of both, relative to the whole: less is the end of a stroke. */
const TALL = 0.65;

/** How often strokes may lead from one to the other. Strokes of a single digit cross any line more often. */
const MAX_CROSSINGS = 2;

/** The height of the smallest comma, relative to the tallest digit: less is a point. */
const COMMA = 0.18;

/** How sure the network has to be of both digits. */
const SURE_OF_HALVES = 0.9;

/** A number whose parts all touch may as well be a letter, a row of 1s hatching, and two minus signs an equals sign: its sureness is multiplied by this. */
const MAY_BE_NONE = 0.55;
/** But not if it is at least this sure, and its digits can't be the strokes of a letter. */
const SURE_OF_ALL = 0.9;

/**
 * What may be on the pad.
 * @typedef {object} Reading
 * @property {boolean} signs whether a stroke may be a minus or a decimal point
 * @property {boolean} cuts whether touching digits are cut
 */

/** @type {Reading} */
const OF_NUMBERS = { signs: true, cuts: true };

/** @type {Fixes} */
export const NO_FIXES = { joined: [], apart: [], whole: [] };

/** @param {Stroke[]} all @param {Stroke[]} some */
const includesAll = (all, some) => some.every((stroke) => all.includes(stroke));

/**
 * Removes the candidates that the visitor has ruled out, and adds those that they asked for.
 * @param {GroupCandidate[]} candidates
 * @param {number[]} order
 * @param {Stroke[]} strokes
 * @param {Pick<Fixes, 'joined' | 'apart'>} fixes
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

/** @param {Stroke[]} some @param {Stroke[]} others */
const sameStrokes = (some, others) => some.length === others.length && includesAll(some, others);

/**
 * Cuts digits that touch, or were written without lifting the pen: those that the network is not sure of while
 * it is of their parts.
 * @param {import('../inkling/module.js').Inkling} inkling
 * @param {Part} part
 * @param {(strokes: Stroke[]) => Float32Array} read
 * @param {Fixes} fixes
 * @returns {Part[]}
 */
function takeApart(inkling, part, read, { apart, whole }) {
  const { strokes, of } = part;
  const sureOf = (/** @type {Stroke[]} */ some) => Math.max(...read(some));
  const forced = strokes === of && apart.some((set) => sameStrokes(set, of));
  if (part.glyph !== 'digit' || whole.some((set) => sameStrokes(set, of))) return [part];
  const box = boxOf(strokes);
  const height = heightOf(box);
  const width = widthOf(box);
  if (!forced && (width < LEAST_WIDE * height || sureOf(strokes) >= SURE)) return [part];
  const digits = cutAlongPath(strokes, read);
  if (digits)
    return digits.map((some, i) => ({ ...part, strokes: some, touches: i > 0 || part.touches }));
  if (!forced && width < WIDE * height) return [part];
  const halves = cutStrokes(strokes, inkling.cutOf(strokes));
  if (halves.some((half) => !half.length)) return [part];
  const pieces = halves.flat().length - strokes.length;
  const likely = (/** @type {Stroke[]} */ half) =>
    heightOf(boxOf(half)) >= TALL * height && sureOf(half) >= SURE_OF_HALVES;
  if (!forced && (pieces > MAX_CROSSINGS || !halves.every(likely))) return [part];
  return halves.map((half, i) => ({ ...part, strokes: half, touches: i > 0 || part.touches }));
}

/**
 * The parts of a number in reading order; a single part for a single digit.
 * @param {import('../inkling/module.js').Inkling} inkling any build that groups strokes
 * @param {Stroke[]} strokes
 * @param {(strokes: Stroke[]) => Float32Array} read the class probabilities
 * @param {Fixes} [fixes]
 * @param {Reading} [reading]
 * @returns {Part[]}
 */
export function partsOf(inkling, strokes, read, fixes = NO_FIXES, { signs, cuts } = OF_NUMBERS) {
  const there = fixes.apart.filter((set) => includesAll(strokes, set));
  const known = {
    joined: fixes.joined.filter((set) => includesAll(strokes, set)),
    apart: there.filter((set) => set.length > 1),
  };
  const groups = groupsOf(inkling, strokes, read, known, signs);
  if (!cuts) return groups;
  return groups.flatMap((part) => takeApart(inkling, part, read, { ...fixes, apart: there }));
}

/**
 * @param {import('../inkling/module.js').Inkling} inkling
 * @param {Stroke[]} strokes
 * @param {(strokes: Stroke[]) => Float32Array} read
 * @param {Pick<Fixes, 'joined' | 'apart'>} fixes
 * @param {boolean} signs
 * @returns {Part[]}
 */
function groupsOf(inkling, strokes, read, fixes, signs) {
  /** @type {Part} */
  const whole = { strokes, of: strokes, glyph: 'digit', line: 0, touches: false };
  if (strokes.length < 2) return [whole];
  const { order, candidates } = inkling.groupCandidates(strokes);
  /** @param {GroupCandidate} candidate */
  const strokesOf = ({ first, count }) =>
    order
      .slice(first, first + count)
      .sort((a, b) => a - b)
      .map((i) => strokes[i]);
  const allowed = candidates.filter(({ glyph }) => signs || glyph === 'digit');
  const possible = withFixes(allowed, order, strokes, fixes);
  const doubted = possible.map((candidate) => {
    if (candidate.glyph !== 'digit') return candidate;
    const cost = candidate.cost + inkling.groupDoubt(read(strokesOf(candidate)));
    return { ...candidate, cost };
  });
  const chosen = inkling.chooseGroups(doubted, strokes.length);
  if (!chosen.some(({ glyph }) => glyph === 'digit')) return [whole];
  if (chosen.length === 1) return [whole];
  return chosen.map((candidate) => {
    const own = strokesOf(candidate);
    const { glyph, line, gap } = candidate;
    return { strokes: own, of: own, glyph, line, touches: gap < TOUCHING };
  });
}

/**
 * Whether digits that were cut apart can't be the strokes of a letter: those are straight, like a 1, or above each
 * other.
 * @param {Part[]} parts
 * @param {{ label: string }[]} digits
 */
const areNoLetter = (parts, digits) =>
  digits.every(({ label }) => label !== '1') &&
  parts.every(({ strokes, of }) => strokes !== of) &&
  parts.slice(1).every(({ strokes }, i) => boxOf(parts[i].strokes).right < boxOf(strokes).left);

/**
 * Whether a minus follows another sign, as in the strokes of an equals or a division sign.
 * @param {Part[]} parts
 */
const isOperation = (parts) =>
  parts.some(({ glyph, line }, i) => {
    const before = parts[i - 1];
    return glyph === 'minus' && before?.line === line && before.glyph !== 'digit';
  });

/**
 * How sure a number is, given its digits.
 * @param {Part[]} parts
 * @param {{ label: string, probability: number }[]} digits
 */
export function surenessOf(parts, digits) {
  const sure = digits.reduce((product, { probability }) => product * probability, 1);
  const inner = parts.filter(({ line }, i) => i > 0 && line === parts[i - 1].line);
  const together = inner.length > 0 && inner.every(({ touches }) => touches);
  const letter = together && !(sure >= SURE_OF_ALL && areNoLetter(parts, digits));
  const none = letter || isOperation(parts) || isHatching(parts.flatMap(({ strokes }) => strokes));
  return none ? MAY_BE_NONE * sure : sure;
}

/**
 * How signs are shown.
 * @typedef {{ point?: string, comma?: string, minus?: string }} Signs
 */

/**
 * A part of a number as text; empty for a digit.
 * @param {Part} part @param {Part[]} parts @param {Signs} [signs]
 */
export function signText(part, parts, { point = '.', comma = point, minus = '−' } = {}) {
  if (part.glyph !== 'point') return part.glyph === 'minus' ? minus : '';
  const heights = parts.map(({ strokes }) => heightOf(boxOf(strokes)));
  return heights[parts.indexOf(part)] < COMMA * Math.max(...heights) ? point : comma;
}

/**
 * The number as text, one line of text per line.
 * @param {Part[]} parts
 * @param {string[]} digits one per digit
 * @param {Signs} [signs]
 */
export function numberText(parts, digits, signs) {
  let next = 0;
  return parts
    .map((part, i) => {
      const start = i > 0 && part.line !== parts[i - 1].line ? '\n' : '';
      return start + (part.glyph === 'digit' ? digits[next++] : signText(part, parts, signs));
    })
    .join('');
}

/**
 * What the visitor said about the grouping as text: digits, commas, and brackets.
 * @param {Stroke[]} strokes on the pad
 * @param {Fixes} fixes
 */
export function packFixes(strokes, { joined, apart, whole }) {
  const places = (/** @type {Stroke[][]} */ sets) =>
    sets
      .filter((set) => includesAll(strokes, set))
      .map((set) => set.map((stroke) => strokes.indexOf(stroke)));
  const lengths = strokes.map(({ length }) => length);
  return JSON.stringify([lengths, places(joined), places(apart), places(whole)]);
}

/**
 * The reverse, if the strokes are the same; more may have been added.
 * @param {Stroke[]} strokes
 * @param {string | null} text
 * @returns {Fixes}
 */
export function unpackFixes(strokes, text) {
  try {
    const [lengths, ...sets] = JSON.parse(text ?? '');
    if (
      lengths.every(
        (/** @type {number} */ length, /** @type {number} */ i) => strokes[i].length === length,
      )
    ) {
      const [joined, apart, whole] = sets.map((/** @type {number[][]} */ all) =>
        all.map((/** @type {number[]} */ set) => set.map((place) => strokes[place])),
      );
      const fixes = { joined, apart, whole };
      const valid = Object.values(fixes).every((all) => includesAll(strokes, all.flat()));
      if (valid) return fixes;
    }
  } catch {
    // There is none, or it belongs to another drawing.
  }
  return NO_FIXES;
}
