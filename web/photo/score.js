/** How well a photo reads: how many of its marks are likely to be digits, and how many are none. */
import { mostProbable } from '../inkling/most-probable.js';

/** A network is this sure of most digits, and of little else. */
const LIKELY = 0.9;
const ONE = 1;
/** Every mark that is left out counts against a reading: beside the paper, or on its side, much more is no digit. */
export const LEFT_OUT = 0.25;
/** But text beside digits is no reason to lose them: of a whole photo, no more than this counts. */
const MOST_LEFT_OUT = 4;

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

/**
 * Whether the whole photo reads better than a sheet in it.
 * @typedef {{ digits: import('../inkling/pages.js').Mark[], leftOut: number }} Reading
 * @param {Reading} whole @param {Reading} sheet @param {import('./digits-only.js').Network} read
 */
export function isBetter(whole, sheet, read) {
  const more = LEFT_OUT * (whole.leftOut - sheet.leftOut);
  const least = sheet.digits.length ? Math.max(0, Math.min(more, MOST_LEFT_OUT)) : 0;
  return likelyDigits(whole.digits, read) > likelyDigits(sheet.digits, read) + least;
}
