/** The sum behind the gradient of one input of a layer with weights, term by term. */

/**
 * @typedef {import('./lens.js').LayerView} LayerView
 *
 * @typedef {object} GradientTerm
 * @property {number} output index in the layer's output
 * @property {number} weight index in the layer's weights
 * @property {number} dy the gradient of the output
 * @property {number} w
 * @property {number} product dy times w
 */

/**
 * One term for each output that the input contributes to, in the order of the weights.
 * @param {LayerView} layer with weights
 * @param {ArrayLike<number>} dy the gradient of the loss with respect to its output
 * @param {number} index of the input
 * @returns {GradientTerm[]}
 */
export function gradientTerms(layer, dy, index) {
  const { weights, kernel, padding, input, output } = layer;
  const channel = index % input.channels;
  const place = (index - channel) / input.channels;
  const [row, column] = [Math.floor(place / input.width), place % input.width];
  /** @type {GradientTerm[]} */
  const terms = [];
  for (let i = 0; i < kernel.height; i++) {
    for (let j = 0; j < kernel.width; j++) {
      const [r, c] = [row - i + padding, column - j + padding];
      if (r < 0 || c < 0 || r >= output.height || c >= output.width) continue;
      for (let o = 0; o < output.channels; o++) {
        const at = (r * output.width + c) * output.channels + o;
        const weight = ((i * kernel.width + j) * input.channels + channel) * output.channels + o;
        const w = weights[weight];
        terms.push({ output: at, weight, dy: dy[at], w, product: dy[at] * w });
      }
    }
  }
  return terms;
}
