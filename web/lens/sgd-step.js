/** A training step on one sample, computed on a copy of the parameters. */

/**
 * The parameters after a step of plain SGD.
 * @param {Float32Array} parameters
 * @param {import('./lens.js').Traced} traced its gradients
 * @param {number} learningRate
 */
export function afterStep(parameters, { layers }, learningRate) {
  const after = parameters.slice();
  let at = 0;
  for (const gradient of layers.flatMap(({ dw, db }) => [dw, db])) {
    for (let i = 0; i < gradient.length; i++) after[at + i] -= learningRate * gradient[i];
    at += gradient.length;
  }
  return after;
}
