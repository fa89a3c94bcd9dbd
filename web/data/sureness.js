/** When an answer is confident enough to show as one. */

/**
 * Below this probability the page says "not sure": the drawing may not be a digit at all.
 * tests/wasm/not-sure.test.mjs checks the threshold against scribbles, letters, and digits.
 */
export const SURE = 0.6;

/** @param {ArrayLike<number>} probabilities */
export const isSure = (probabilities) => Math.max(...Array.from(probabilities)) >= SURE;
