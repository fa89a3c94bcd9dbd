/** Why a model from elsewhere can't be read. */

/**
 * The texts are elsewhere.<reason>, each with what to do about it.
 * @typedef {'unknown' | 'damaged' | 'pointer' | 'missingWeights' | 'operator' | 'branches' | 'recurrent'
 *   | 'classes' | 'inputSize' | 'quantized' | 'tooLarge' | 'pickled' | 'noLayers' | 'shapes' | 'pooling'
 *   | 'tflite' | 'tooLong' | 'format'} Reason
 */

/** Names come from the file: a damaged one may have any length. @param {string | number} value */
const short = (value) =>
  typeof value === 'string' ? value.replace(/^(.{150}).+$/su, '$1…') : value;

export class ReadError extends Error {
  /** @param {Reason} reason @param {Record<string, string | number>} [values] for the text */
  constructor(reason, values = {}) {
    const shown = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, short(value)]),
    );
    super([reason, ...Object.values(shown)].join(': '));
    this.name = 'ReadError';
    this.reason = reason;
    this.values = shown;
  }
}

/** @param {unknown} condition @param {Reason} reason @param {Record<string, string | number>} [values] */
export function need(condition, reason, values) {
  if (!condition) throw new ReadError(reason, values);
}
