/**
 * Finds marks that the network reads as digits, but that would be odd ones: letters in equations, creases, and
 * corners of the paper. The network sees each scaled to the same size, without its surroundings.
 */
import { heightOf } from '../data/box.js';
import { median } from './measure.js';

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 * @typedef {import('./digits-only.js').Read} Read
 */

/** Of 1,000 digits that people write, 995 are at most this wide, relative to their height. */
const WIDEST = [1.55, 1, 1.8, 1.35, 1.25, 1.65, 1.25, 1.45, 1.35, 1.1];
/** A photo may show digits this much wider. */
const STRETCHED = 1.05;
const ONE = 1;
/** A stroke this wide is no 1, however much it looks like one. */
const LYING = 1.15;
/** Beside FEW other digits or more, a 1 that is this much taller is an edge or a fold. */
const TALL = 1.7;
const FEW = 2;
/** Even a wider mark counts if it is read with at least this probability. */
const CLEAR = 0.95;
/** One that hangs from its line needs this. */
const CLEARER = 0.99;
/** Marks are compared only with likely digits: those read with at least this probability. */
const LIKELY = 0.9;
/** In equations and by themselves, digits need at least this probability. */
const DOUBTFUL = 0.8;
/** Neighbors are at most this many heights away. */
const NEXT = 1.5;
/** A mark hangs if both its ends are this much lower than those of its neighbors, relative to its height. */
const HANGS = 0.35;
/** A mark is by itself if all likely digits are further away than this many of their heights. */
const ALONE = 4;
/** Among this many likely digits, a mark alone on its line and shorter than SPECK of their height is a speck. */
const ENOUGH = 8;
const SPECK = 0.4;
/** And a 1 whose height, relative to theirs, isn't within these is an edge or a crease. */
const STROKE = { least: 0.7, most: 1.5 };

/** The gap between two marks, in pixels, across and down; negative where they overlap. @param {Mark} a @param {Mark} b */
const gap = (a, b) => ({
  across: Math.max(a.left, b.left) - Math.min(a.right, b.right),
  down: Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom),
});

/** @param {Read} read */
function isTooWide({ mark, digit, sure }) {
  const ratio = (mark.right - mark.left) / heightOf(mark);
  return (digit === ONE && ratio > LYING) || (sure < CLEAR && ratio > STRETCHED * WIDEST[digit]);
}

/** Whether a stroke is much taller than the other digits of its line. @param {Read} read @param {Read[]} digits */
function isTooTall({ mark, digit }, digits) {
  const others = digits.filter((other) => other.mark.line === mark.line && other.digit !== ONE);
  return (
    digit === ONE &&
    others.length >= FEW &&
    heightOf(mark) > TALL * median(others.map((other) => heightOf(other.mark)))
  );
}

/** Whether a mark hangs from its line, as the letter y does. @param {Read} read @param {Mark[]} others */
function hangs({ mark, sure }, others) {
  if (sure >= CLEARER) return false;
  const height = heightOf(mark);
  const neighbors = others.filter((other) => {
    const { across, down } = gap(mark, other);
    return other !== mark && down < 0 && across < NEXT * height;
  });
  const low = HANGS * height;
  return (
    neighbors.length > 0 &&
    neighbors.every(({ top, bottom }) => mark.top - top >= low && mark.bottom - bottom >= low)
  );
}

/** @param {Mark} mark @param {Mark[]} others @param {number} height of most marks */
const isAlone = (mark, others, height) =>
  others.every((other) => {
    const { across, down } = gap(mark, other);
    return other === mark || Math.max(across, down) > ALONE * height;
  });

/**
 * @param {Read[]} digits of a page
 * @param {boolean} equations whether there are plus signs among them: then there may be letters, too
 * @returns {Set<Read>}
 */
export function oddAmong(digits, equations) {
  const likely = digits.filter(({ sure }) => sure >= LIKELY).map(({ mark }) => mark);
  const height = median(likely.map(heightOf));
  /** Whether a mark that is alone on its line differs too much in height. @param {Read} read */
  const isOffSize = ({ mark, digit }) => {
    if (likely.length < ENOUGH) return false;
    const relative = heightOf(mark) / height;
    const isStroke = digit === ONE && (relative < STROKE.least || relative > STROKE.most);
    return relative < SPECK || isStroke;
  };
  const isOdd = (/** @type {Read} */ read) => {
    const { mark, sure } = read;
    const doubtful = sure < DOUBTFUL && (equations || isAlone(mark, likely, height));
    const alone = digits.filter((other) => other.mark.line === mark.line).length === 1;
    return (
      doubtful ||
      isTooWide(read) ||
      isTooTall(read, digits) ||
      hangs(read, likely) ||
      (alone && isOffSize(read))
    );
  };
  return new Set(digits.filter((read) => !read.mark.cell && likely.length > 0 && isOdd(read)));
}
