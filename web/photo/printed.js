/**
 * Tells printed digits from handwritten ones, as in a half-filled sudoku: print repeats itself. The same
 * digit has the same size and shape each time, and all digits have the same height and stroke width.
 */
import { glyphOf, likeness, near, sameSize } from './glyph.js';
import { median } from './measure.js';

/**
 * @typedef {import('./glyph.js').Mark} Mark
 * @typedef {import('./glyph.js').Read} Read
 * @typedef {import('./glyph.js').Glyph} Glyph
 */

/** Anyone's 1s are alike. */
const ONE = 1;
/** Sizes of print, on an even page, differ by at most this share, or by a pixel. */
const SIZE = 0.06;
/** Two copies are at least this similar. */
const SAME_SHAPE = 0.92;
/**
 * Careful writers get that close now and then; print does so often. It has at least PAIRS pairs closer than this, of at
 * least CLASSES classes, and they are at least SHARE of the pairs of the same class and size that look roughly alike.
 * Copies of large digits are closer: their edges are fine.
 */
const closeShape = (/** @type {Glyph} */ { mark }) =>
  Math.max(0.93, 0.98 - 1.2 / (mark.bottom - mark.top));
const PAIRS = 12;
const CLASSES = 3;
const SHARE = 0.3;
/** Or fewer pairs, if nearly all that look roughly alike are that close. */
const FEW_PAIRS = 5;
const MOST = 0.8;
/**
 * Two handwritten digits may happen to be alike. But print is as tall as AS_TALL copies of other classes, or there are
 * REPEATED of its own.
 */
const AS_TALL = 5;
const REPEATED = 5;
/** Other digits are printed if they are about the size of a copy of their class, and look roughly like it. */
const LIKE_SIZE = 0.12;
const LIKE_SHAPE = 0.88;
/** If their class has no copies, they must be as tall and bold as this many copies nearby. */
const NEARBY = 3;
const STROKE = 0.15;
/**
 * On a page seen at an angle, the logarithm of the size changes about evenly. Given LEAST pairs of copies, slopes up to
 * STEPS * STEP across the page are tried. The one that explains the most pairs counts if it explains GAIN times as many
 * as no slope does. A pair that is off by MISFIT isn't explained.
 */
const STEPS = 20;
const STEP = 0.05;
const LEAST = 8;
const GAIN = 1.3;
const MISFIT = 0.08;

/** @param {Glyph[]} glyphs @returns {[Glyph, Glyph][]} two of the same class each */
const pairsOf = (glyphs) =>
  glyphs.flatMap((a, i) =>
    glyphs
      .slice(0, i)
      .filter((b) => a.digit === b.digit && a.digit !== ONE)
      .map((b) => /** @type {[Glyph, Glyph]} */ ([a, b])),
  );

/** Undoes the perspective of a page seen at an angle. @param {Glyph[]} glyphs */
function leveled(glyphs) {
  const pairs = pairsOf(glyphs)
    .filter(
      ([a, b]) => near((a.wide * b.high) / a.high, b.wide, SIZE) && likeness(a, b) >= SAME_SHAPE,
    )
    .map(([a, b]) => ({ x: a.x - b.x, y: a.y - b.y, ratio: Math.log(a.high / b.high) }));
  if (pairs.length < LEAST) return glyphs;
  const [xs, ys] = [glyphs.map(({ x }) => x), glyphs.map(({ y }) => y)];
  const span = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const explained = (/** @type {number} */ right, /** @type {number} */ down) =>
    pairs.reduce(
      (sum, { x, y, ratio }) =>
        sum + Math.max(0, 1 - ((ratio - right * x - down * y) / MISFIT) ** 2),
      0,
    );
  let best = { right: 0, down: 0, sum: GAIN * explained(0, 0) };
  for (let i = -STEPS; i <= STEPS; i++) {
    for (let j = -STEPS; j <= STEPS; j++) {
      const [right, down] = [(i * STEP) / span, (j * STEP) / span];
      const sum = explained(right, down);
      if (sum > best.sum) best = { right, down, sum };
    }
  }
  const [middle, center] = [median(xs), median(ys)];
  return glyphs.map((glyph) => {
    const scale = Math.exp(best.right * (middle - glyph.x) + best.down * (center - glyph.y));
    const { wide, high, stroke } = glyph;
    return { ...glyph, wide: wide * scale, high: high * scale, stroke: stroke * scale };
  });
}

/** The digits that look the same as another; none if that may be chance. @param {Glyph[]} glyphs */
function copiesAmong(glyphs) {
  const rough = pairsOf(glyphs)
    .filter(([a, b]) => sameSize(a, b, SIZE))
    .map(([a, b]) => ({ a, b, alike: likeness(a, b) }))
    .filter(({ alike }) => alike >= LIKE_SHAPE);
  const close = rough.filter(({ a, alike }) => alike >= closeShape(a));
  const classes = new Set(close.map(({ a }) => a.digit));
  const enough = (/** @type {number} */ pairs, /** @type {number} */ share) =>
    close.length >= pairs && close.length >= share * rough.length;
  if (classes.size < CLASSES || !(enough(PAIRS, SHARE) || enough(FEW_PAIRS, MOST))) {
    return [];
  }
  const pairs = rough.filter(({ alike }) => alike >= SAME_SHAPE);
  const copies = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  return copies.filter(({ digit, high }) => {
    const tall = copies.filter((other) => near(other.high, high, SIZE));
    const same = tall.filter((other) => other.digit === digit).length;
    return same >= REPEATED || tall.length - same >= AS_TALL;
  });
}

/** @param {Glyph} glyph @param {Glyph[]} copies */
function isLikePrint(glyph, copies) {
  const { digit, x, y, high, stroke } = glyph;
  const similar = copies.filter((copy) => near(copy.high, high, LIKE_SIZE));
  const same = similar.filter((copy) => copy.digit === digit);
  if (same.length) {
    return same.some(
      (copy) => sameSize(copy, glyph, LIKE_SIZE) && likeness(copy, glyph) >= LIKE_SHAPE,
    );
  }
  const away = (/** @type {Glyph} */ other) => Math.hypot(x - other.x, y - other.y);
  const nearby = similar.sort((a, b) => away(a) - away(b)).slice(0, NEARBY);
  if (nearby.length < NEARBY) return false;
  const usual = median(nearby.map((copy) => copy.stroke));
  return (
    near(high, median(nearby.map((copy) => copy.high)), SIZE) &&
    Math.abs(stroke - usual) <= STROKE * usual
  );
}

/** @param {Read[]} reads @returns {Set<Mark>} those that are printed */
export function printedAmong(reads) {
  const glyphs = leveled(reads.map(glyphOf));
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
