/** Reads what was found on a photo: the network decides between readings, and what are digits. */
import { mostProbable } from '../inkling/most-probable.js';
import { digitsOnly } from './digits-only.js';
import { printedAmong } from './printed.js';
import { quarterTurns } from './upright.js';

/**
 * @typedef {import('./worker/read.js').Found} Found
 * @typedef {import('../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Recognized
 * @property {Found} found the reading of a sheet, or of the whole photo
 * @property {Mark[]} marks its digits; of a page with handwriting, the handwritten ones
 * @property {Mark[]} printed the other digits
 * @property {number} leftOut how many other marks it has
 * @property {number} turns the quarter turns, clockwise, that make the photo upright
 */

/** A network is this sure of most digits, and of little else. */
const DIGIT = 0.9;

/** If this share of the digits is printed, the page is print, and that is what is to be read. */
const PRINT = 0.9;

/** How many more marks are digits than are not. @param {Mark[]} marks @param {(ink: Float32Array) => Float32Array} read */
const score = (marks, read) =>
  marks.reduce((sum, { ink }) => sum + (Math.max(...read(ink)) >= DIGIT ? 1 : -1), 0);

/**
 * @param {Found} found
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @returns {Recognized}
 */
export function recognize(found, read) {
  const { whole } = found;
  if (whole && score(whole.marks, read) > score(found.marks, read)) return recognize(whole, read);
  const digits = digitsOnly(found.marks, read);
  const print = printedAmong(digits.map((mark) => ({ mark, digit: mostProbable(read(mark.ink)) })));
  const printed = print.size < PRINT * digits.length ? [...print] : [];
  return {
    found,
    marks: digits.filter((mark) => !printed.includes(mark)),
    printed,
    leftOut: found.marks.length - digits.length,
    turns: quarterTurns(found.marks, read),
  };
}
