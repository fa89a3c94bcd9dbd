/** When an answer counts as one. */

/**
 * An answer whose probability is below this is "not sure": what was drawn may be no digit at all.
 * tests/wasm/not-sure.test.mjs holds it against scribbles, letters and digits.
 */
export const SURE = 0.6;

/** Whether the most probable digit is probable enough. @param {ArrayLike<number>} probabilities */
export const isSure = (probabilities) => Math.max(...Array.from(probabilities)) >= SURE;
