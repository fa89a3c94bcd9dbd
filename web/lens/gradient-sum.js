/** The sums behind the gradients of a layer with weights, term by term. */

/**
 * @typedef {import('./lens.js').LayerView} LayerView
 * @typedef {import('./lens.js').TracedView} TracedView
 *
 * @typedef {object} GradientTerm
 * @property {number} output index in the layer's output
 * @property {number} weight index in the layer's weights
 * @property {number} dy the gradient of the output
 * @property {number} w
 * @property {number} product dy times w
 *
 * @typedef {object} WeightGradientTerm
 * @property {number} input index in the layer's input; -1 in the zero padding
 * @property {number} output index in the layer's output
 * @property {number} x
 * @property {number} dy
 */

/**
 * The gradient of one input: one term for each output that it contributes to, in the order of the weights.
 * @param {LayerView} layer with weights
 * @param {ArrayLike<number>} dy the gradient of the loss with respect to its output
 * @param {number} index of the input
 * @returns {GradientTerm[]}
 */
export function gradientTerms(layer, dy, index) {
  const { weights, kernel, padding, stride, input, output } = layer;
  const channel = index % input.channels;
  const place = (index - channel) / input.channels;
  const [row, column] = [Math.floor(place / input.width), place % input.width];
  /** @type {GradientTerm[]} */
  const terms = [];
  for (let i = 0; i < kernel.height; i++) {
    for (let j = 0; j < kernel.width; j++) {
      const [r, c] = [(row - i + padding) / stride, (column - j + padding) / stride];
      // A kernel that skips positions does not reach every input with every weight.
      if (!Number.isInteger(r) || !Number.isInteger(c)) continue;
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

/**
 * The gradient of one weight of a convolution: one term for each position of its kernel.
 * @param {TracedView} layer
 * @param {number} index of the weight
 * @returns {WeightGradientTerm[]}
 */
export function weightGradientTerms({ x, dy, kernel, padding, stride, input, output }, index) {
  const o = index % output.channels;
  const n = (index - o) / output.channels;
  const k = n % input.channels;
  const place = (n - k) / input.channels;
  const [i, j] = [Math.floor(place / kernel.width), place % kernel.width];
  return Array.from({ length: output.height * output.width }, (_, position) => {
    const r = Math.floor(position / output.width) * stride + i - padding;
    const c = (position % output.width) * stride + j - padding;
    const inside = r >= 0 && c >= 0 && r < input.height && c < input.width;
    const from = inside ? (r * input.width + c) * input.channels + k : -1;
    const to = position * output.channels + o;
    return { input: from, output: to, x: inside ? x[from] : 0, dy: dy[to] };
  });
}
