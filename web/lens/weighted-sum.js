/** The weighted sum behind one output of a layer with weights, term by term. */

/**
 * @typedef {import('./lens.js').LayerView} LayerView
 *
 * @typedef {object} Term
 * @property {number} input index in the layer's input; -1 in the zero padding
 * @property {number} weight index in the layer's weights
 * @property {number} x
 * @property {number} w
 * @property {number} product x times w
 *
 * @typedef {object} WeightedSum
 * @property {Term[]} terms in the order of the weights
 * @property {number} sum of all products, without the bias
 * @property {number} bias
 * @property {number} total sum + bias
 */

/** The row, column and channel of an output. @param {LayerView} layer @param {number} index */
export function placeOf({ output }, index) {
  const channel = index % output.channels;
  const place = (index - channel) / output.channels;
  return { row: Math.floor(place / output.width), column: place % output.width, channel };
}

/**
 * The inputs in the pooling window of one output, without those outside the image.
 * @param {LayerView} layer @param {number} index of the output
 */
export function windowOf(layer, index) {
  const { size, stride, padding, input } = layer;
  const { row, column, channel } = placeOf(layer, index);
  // A layer without a size pools the whole image.
  const [height, width] = size > 1 ? [size, size] : [input.height, input.width];
  const [top, left] = [row * stride - padding, column * stride - padding];
  /** @type {number[]} */
  const inputs = [];
  for (let r = Math.max(top, 0); r < Math.min(top + height, input.height); r++) {
    for (let c = Math.max(left, 0); c < Math.min(left + width, input.width); c++) {
      inputs.push((r * input.width + c) * input.channels + channel);
    }
  }
  return inputs;
}

/** @param {LayerView} layer @param {number} index of the output @returns {[number, number][]} input, weight */
function pairs({ kernel, padding, stride, input, output }, index) {
  const { row, column, channel } = placeOf(/** @type {LayerView} */ ({ output }), index);
  return Array.from({ length: kernel.height * kernel.width * input.channels }, (_, n) => {
    const k = n % input.channels;
    const place = (n - k) / input.channels;
    const r = row * stride + Math.floor(place / kernel.width) - padding;
    const c = column * stride + (place % kernel.width) - padding;
    const inside = r >= 0 && c >= 0 && r < input.height && c < input.width;
    return [
      inside ? (r * input.width + c) * input.channels + k : -1,
      n * output.channels + channel,
    ];
  });
}

/**
 * @param {LayerView} layer
 * @param {ArrayLike<number>} x the layer's input
 * @param {number} index of the output
 * @returns {WeightedSum}
 */
export function weightedSum(layer, x, index) {
  const terms = pairs(layer, index).map(([input, weight]) => {
    const value = input < 0 ? 0 : x[input];
    const w = layer.weights[weight];
    return { input, weight, x: value, w, product: value * w };
  });
  const sum = terms.reduce((all, { product }) => all + product, 0);
  const bias = layer.bias[index % layer.output.channels];
  return { terms, sum, bias, total: sum + bias };
}

/**
 * The terms with the largest products by absolute value.
 * @template {{ product: number }} T
 * @param {T[]} terms @param {number} count
 */
export const strongest = (terms, count) =>
  [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, count);

/** The index of the largest absolute value. @param {ArrayLike<number>} values */
export function argmaxAbs(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
  }
  return best;
}
