/** Reads what was found on a photo: the network decides between readings, and what are digits. */
import { mostProbable } from '../inkling/most-probable.js';
import { digitsOnly } from './digits-only.js';
import { printedAmong } from './printed.js';
import { isBetter } from './score.js';

/**
 * @typedef {import('./worker/read.js').Found} Found
 * @typedef {import('../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Recognized
 * @property {Found} found the reading of a sheet, or of the whole photo
 * @property {Mark[]} marks its digits; of a page with handwriting, the handwritten ones
 * @property {Mark[]} printed the other digits
 * @property {number} leftOut how many other marks it has
 * @property {number} letters how many of those stand in words
 * @property {number} turns by how many quarter turns, clockwise, the photo was turned before
 */

/** If this share of the digits is printed, it is the print that is to be read. */
const PRINT = 0.9;

/** Remembers what was read. @param {(ink: Float32Array) => Float32Array} read */
function remembering(read) {
  /** @type {Map<Float32Array, Float32Array>} */
  const known = new Map();
  return (/** @type {Float32Array} */ ink) => {
    const probabilities = known.get(ink) ?? read(ink);
    known.set(ink, probabilities);
    return probabilities;
  };
}

/**
 * @param {Found} found
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @returns {Recognized}
 */
export function recognize(found, read) {
  const known = remembering(read);
  const reading = (/** @type {Found} */ all) => {
    const { digits, letters } = digitsOnly(all.marks, known);
    return { all, digits, letters, leftOut: all.marks.length - digits.length };
  };
  const sheet = reading(found);
  const whole = found.whole && reading(found.whole);
  const best = whole && isBetter(whole, sheet, known) ? whole : sheet;
  const { all, digits, letters, leftOut } = best;
  const print = printedAmong(
    digits.map((mark) => ({ mark, digit: mostProbable(known(mark.ink)) })),
  );
  const printed = print.size < PRINT * digits.length ? [...print] : [];
  return {
    found: all,
    marks: digits.filter((mark) => !printed.includes(mark)),
    printed,
    leftOut,
    letters,
    turns: 0,
  };
}
