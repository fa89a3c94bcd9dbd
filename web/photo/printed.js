/**
 * Tells printed digits from handwritten ones, as in a half-filled sudoku: print repeats itself. The same
 * digit has the same size and shape each time, and all digits have the same height and stroke width.
 */
import { median } from './measure.js';

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 * @typedef {{ mark: Mark, digit: number }} Read
 *
 * @typedef {object} Glyph
 * @property {Mark} mark
 * @property {number} digit
 * @property {number} wide
 * @property {number} high
 * @property {number} stroke its average stroke width, in pixels of the photo
 */

const SIDE = 28;
/** The longer side of a digit in a network's image. */
const FITTED = 20;
/** Anyone's 1s are alike. */
const ONE = 1;
/** Two copies differ in size by at most this share, or by a pixel, and their images are at least this similar. */
const SAME_SIZE = 0.05;
const SAME_SHAPE = 0.92;
/**
 * Careful writers get that close now and then; print does so often. It has at least PAIRS pairs closer than this, of at
 * least CLASSES classes, and they are at least SHARE of all pairs of the same class and size.
 */
const CLOSE_SHAPE = 0.95;
const PAIRS = 8;
const CLASSES = 3;
const SHARE = 0.15;
/** Other digits are printed if they are about the size of a copy of their class, and look roughly like it. */
const LIKE_SIZE = 0.12;
const LIKE_SHAPE = 0.8;
/** If their class has no copies, they must be as tall and bold as this many copies nearby. */
const NEARBY = 3;
const HEIGHT = 0.06;
const STROKE = 0.15;

/** Twice the area over the outline's length. @param {Float32Array} ink */
function strokeWidth(ink) {
  let [area, outline] = [0, 0];
  for (let at = 0; at < ink.length - SIDE; at++) {
    area += ink[at];
    outline += Math.hypot(ink[at + 1] - ink[at], ink[at + SIDE] - ink[at]);
  }
  return outline ? (2 * area) / outline : 0;
}

/** @param {Read} read @returns {Glyph} */
function glyphOf({ mark, digit }) {
  const [wide, high] = [mark.right - mark.left, mark.bottom - mark.top];
  const stroke = (strokeWidth(mark.ink) * Math.max(wide, high)) / FITTED;
  return { mark, digit, wide, high, stroke };
}

/** @param {number} a @param {number} b @param {number} share */
const near = (a, b, share) => Math.abs(a - b) <= Math.max(1, share * Math.max(a, b));

/** @param {Glyph} a @param {Glyph} b @param {number} share */
const sameSize = (a, b, share) => near(a.wide, b.wide, share) && near(a.high, b.high, share);

/** The cosine of two images. @param {Glyph} a @param {Glyph} b */
function likeness({ mark: { ink: a } }, { mark: { ink: b } }) {
  let [both, first, second] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    both += a[at] * b[at];
    first += a[at] * a[at];
    second += b[at] * b[at];
  }
  return both / Math.sqrt(first * second || 1);
}

/** The digits that look the same as another; none if that may be chance. @param {Glyph[]} glyphs */
function copiesAmong(glyphs) {
  /** @type {Set<Glyph>} */
  const copies = new Set();
  /** @type {Set<number>} */
  const classes = new Set();
  let [pairs, close] = [0, 0];
  for (const [i, a] of glyphs.entries()) {
    for (const b of glyphs.slice(0, i)) {
      if (a.digit !== b.digit || a.digit === ONE || !sameSize(a, b, SAME_SIZE)) continue;
      pairs++;
      const alike = likeness(a, b);
      if (alike < SAME_SHAPE) continue;
      copies.add(a).add(b);
      if (alike < CLOSE_SHAPE) continue;
      close++;
      classes.add(a.digit);
    }
  }
  const enough = close >= PAIRS && classes.size >= CLASSES && close >= SHARE * pairs;
  return enough ? [...copies] : [];
}

/** @param {Glyph} glyph @param {Glyph[]} copies */
function isLikePrint(glyph, copies) {
  const { mark, digit, high, stroke } = glyph;
  const similar = copies.filter((copy) => near(copy.high, high, LIKE_SIZE));
  const same = similar.filter((copy) => copy.digit === digit);
  if (same.length) {
    return same.some(
      (copy) => sameSize(copy, glyph, LIKE_SIZE) && likeness(copy, glyph) >= LIKE_SHAPE,
    );
  }
  const away = (/** @type {Glyph} */ { mark: other }) =>
    Math.hypot(mark.left - other.left, mark.top - other.top);
  const nearby = similar.sort((a, b) => away(a) - away(b)).slice(0, NEARBY);
  if (nearby.length < NEARBY) return false;
  const usual = median(nearby.map((copy) => copy.stroke));
  return (
    near(high, median(nearby.map((copy) => copy.high)), HEIGHT) &&
    Math.abs(stroke - usual) <= STROKE * usual
  );
}

/** @param {Read[]} reads @returns {Set<Mark>} those that are printed */
export function printedAmong(reads) {
  const glyphs = reads.map(glyphOf);
  const copies = copiesAmong(glyphs);
  const likely = copies.length
    ? glyphs.filter((glyph) => copies.includes(glyph) || isLikePrint(glyph, copies))
    : [];
  // Once more, now that there are more to compare with.
  const printed = likely.filter((glyph) =>
    isLikePrint(
      glyph,
      likely.filter((other) => other !== glyph),
    ),
  );
  return new Set(printed.map(({ mark }) => mark));
}
