/**
 * Links of a training step, as pure functions: how the gradient flows back from unit to unit, and how
 * the weights between two units change.
 *
 * - back: the gradient of the target times the weight, the target's share of the source's gradient. For
 *   maps: the sum of absolute values, with the sign of the sum;
 * - change: the largest change of any weight between two units.
 */
import { MAX_LINKS } from './links.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('../lens/lens.js').TracedView} TracedView
 * @typedef {import('./layout.js').Stage} Stage
 * @typedef {import('./links.js').Link} Link
 *
 * @typedef {object} Flow what runs across a gap
 * @property {Float32Array} found [from][to], or [from] if straight
 * @property {number} columns to
 * @property {boolean} straight whether each unit is linked only to its own
 */

/** Weaker links would not be visible. */
const MIN_SHARE = 0.02;

/**
 * The sum of each channel, and the sum of its absolute values.
 * @param {ArrayLike<number>} values [places][channels] @param {number} channels
 */
function sumsOf(values, channels) {
  const sums = new Float32Array(channels);
  const sizes = new Float32Array(channels);
  for (let i = 0; i < values.length; i++) {
    sums[i % channels] += values[i];
    sizes[i % channels] += Math.abs(values[i]);
  }
  return { sums, sizes };
}

/**
 * The gradient that flows back from outputs to input maps or neurons.
 * @param {LayerView} layer with weights
 * @param {ArrayLike<number>} dy the gradient of its output
 * @param {number[]} from channels of the input @param {number[]} to channels of the output
 * @returns {Float32Array} [from][to]
 */
export function gradientFlow(layer, dy, from, to) {
  const { weights, input, output, kernel } = layer;
  const { height, width } = kernel;
  const { sums, sizes } = sumsOf(dy, output.channels);
  const found = new Float32Array(from.length * to.length);
  for (const [f, channel] of from.entries()) {
    for (const [t, o] of to.entries()) {
      if (sizes[o] === 0) continue;
      let sum = 0;
      let size = 0;
      for (let place = 0; place < height * width; place++) {
        const w = weights[(place * input.channels + channel) * output.channels + o];
        sum += w;
        size += Math.abs(w);
      }
      found[f * to.length + t] = size * sizes[o] * (sum * sums[o] < 0 ? -1 : 1);
    }
  }
  return found;
}

/**
 * The weight between two units with the largest gradient.
 * @param {TracedView} layer with weights @param {number} from a channel of the input
 * @param {number} to a channel of the output
 * @returns {number} its index in the layer's weights
 */
export function steepest(layer, from, to) {
  const { dw, input, output, kernel } = layer;
  const { height, width } = kernel;
  let best = from * output.channels + to;
  for (let place = 1; place < height * width; place++) {
    const at = (place * input.channels + from) * output.channels + to;
    if (Math.abs(dw[at]) > Math.abs(dw[best])) best = at;
  }
  return best;
}

/**
 * The change of the weights between units.
 * @param {TracedView} layer with weights @param {number} rate the learning rate
 * @param {number[]} from @param {number[]} to
 * @returns {Float32Array} [from][to]
 */
const weightChanges = (layer, rate, from, to) =>
  Float32Array.from({ length: from.length * to.length }, (_, i) => {
    const at = steepest(layer, from[Math.floor(i / to.length)], to[i % to.length]);
    return -rate * layer.dw[at];
  });

/**
 * What flows back across one gap.
 * @param {Stage[]} stages @param {number[][]} orders @param {TracedView[]} layers
 * @param {number} gap between the stages gap and gap + 1
 * @returns {Flow}
 */
export function flowBack(stages, orders, layers, gap) {
  const [before, behind] = [stages[gap], stages[gap + 1]];
  const [from, to] = [orders[gap], orders[gap + 1]];
  const layer = layers[behind.layer];
  const columns = to.length;
  if (behind.weighted) {
    return { found: gradientFlow(layer, layer.dy, from, to), columns, straight: false };
  }
  // The first layer does not compute the gradient of the image.
  const { sums, sizes } = sumsOf(layer.dx ?? layer.dy, (layer.dx ? before : behind).count);
  const found = Float32Array.from(to, (unit) => (sums[unit] < 0 ? -1 : 1) * sizes[unit]);
  return { found, columns, straight: true };
}

/**
 * How the weights of one gap change.
 * @param {Stage[]} stages @param {number[][]} orders @param {TracedView[]} layers
 * @param {number} gap @param {number} rate the learning rate
 * @returns {Flow}
 */
export function changeAcross(stages, orders, layers, gap, rate) {
  const { weighted, layer } = stages[gap + 1];
  const [from, to] = [orders[gap], orders[gap + 1]];
  const found = weighted
    ? weightChanges(layers[layer], rate, from, to)
    : new Float32Array(from.length * to.length);
  return { found, columns: to.length, straight: false };
}

/**
 * The strongest links of a flow, in painting order: weakest first.
 * @param {Flow} flow
 * @param {(link: { from: number, to: number }) => boolean} [wanted] by default, all
 * @param {number} [most]
 * @returns {Link[]}
 */
export function strongestOf({ found, columns, straight }, wanted = () => true, most = MAX_LINKS) {
  /** @type {Link[]} */
  const links = [];
  let largest = 0;
  for (const [i, value] of found.entries()) {
    const [from, to] = straight ? [i, i] : [Math.floor(i / columns), i % columns];
    if (value === 0 || !Number.isFinite(value) || !wanted({ from, to })) continue;
    largest = Math.max(largest, Math.abs(value));
    links.push({ from, to, value, share: Math.abs(value) });
  }
  for (const link of links) link.share /= largest;
  links.sort((a, b) => a.share - b.share);
  return links.filter(({ share }) => share >= MIN_SHARE).slice(-most);
}
