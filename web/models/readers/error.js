/** Why a model from elsewhere can't be read. */

/**
 * The texts are elsewhere.<reason>, each with what to do about it.
 * @typedef {'unknown' | 'damaged' | 'pointer' | 'missingWeights' | 'operator' | 'branches' | 'recurrent'
 *   | 'classes' | 'inputSize' | 'quantized' | 'tooLarge' | 'pickled' | 'noLayers' | 'shapes' | 'pooling'
 *   | 'tflite' | 'tooLong' | 'format'} Reason
 */

export class ReadError extends Error {
  /** @param {Reason} reason @param {Record<string, string | number>} [values] for the text */
  constructor(reason, values = {}) {
    super([reason, ...Object.values(values)].join(': '));
    this.name = 'ReadError';
    this.reason = reason;
    this.values = values;
  }
}

/** @param {unknown} condition @param {Reason} reason @param {Record<string, string | number>} [values] */
export function need(condition, reason, values) {
  if (!condition) throw new ReadError(reason, values);
}
