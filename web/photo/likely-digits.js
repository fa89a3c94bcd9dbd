/** How many of the marks on a photo are likely to be digits. */
import { mostProbable } from '../inkling/most-probable.js';

/** A network is this sure of most digits, and of little else. */
const LIKELY = 0.9;
const ONE = 1;

/**
 * How many more are likely digits than are not. 1s count for nothing: edges and texture look like them.
 * @param {import('../inkling/pages.js').Mark[]} marks
 * @param {import('./digits-only.js').Network} read
 */
export const likelyDigits = (marks, read) =>
  marks.reduce((sum, { ink }) => {
    const probabilities = read(ink);
    const digit = mostProbable(probabilities);
    return sum + (probabilities[digit] < LIKELY ? -1 : Number(digit !== ONE));
  }, 0);
