/** Reads what was found on a photo: the network decides between readings, and what are digits. */
import { digitsOnly } from './digits-only.js';
import { quarterTurns } from './upright.js';

/**
 * @typedef {import('./worker/read.js').Found} Found
 * @typedef {import('../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Recognized
 * @property {Found} found the reading of a sheet, or of the whole photo
 * @property {Mark[]} marks its digits
 * @property {number} leftOut how many other marks it has
 * @property {number} turns the quarter turns, clockwise, that make the photo upright
 */

/** A network is this sure of most digits, and of little else. */
const DIGIT = 0.9;

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
  const marks = digitsOnly(found.marks, read);
  return {
    found,
    marks,
    leftOut: found.marks.length - marks.length,
    turns: quarterTurns(found.marks, read),
  };
}
