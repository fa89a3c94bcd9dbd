/** How well a photo reads: how many of its marks are likely to be digits, and how many are none. */
import { mostProbable } from '../inkling/most-probable.js';

/** A network is this sure of most digits, and of little else. */
const LIKELY = 0.9;
const ONE = 1;
/** Every mark that is left out counts against a reading: beside the paper, or on its side, much more is no digit. */
const LEFT_OUT = 0.25;

/**
 * How many more are likely digits than are not. 1s count for nothing: edges and texture look like them.
 * @param {import('../inkling/pages.js').Mark[]} marks
 * @param {import('./digits-only.js').Network} read
 */
const likelyDigits = (marks, read) =>
  marks.reduce((sum, { ink }) => {
    const probabilities = read(ink);
    const digit = mostProbable(probabilities);
    return sum + (probabilities[digit] < LIKELY ? -1 : Number(digit !== ONE));
  }, 0);

/**
 * @param {import('../inkling/pages.js').Mark[]} digits of a reading
 * @param {number} leftOut how many other marks it has
 * @param {import('./digits-only.js').Network} read
 */
export const scoreOf = (digits, leftOut, read) => likelyDigits(digits, read) - LEFT_OUT * leftOut;
