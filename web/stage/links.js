/**
 * The links between columns that contribute most, as pure functions.
 *
 * The contribution of a link is activation x weight, the source unit's share of the target unit's sum:
 * - a layer that sees its whole input (dense): the sum of the products over all values of a map, or
 *   the one product of a neuron;
 * - any other layer with weights (a convolution): the sum of |x w| over all positions, with the sign
 *   of the sum of x w where the target map is active;
 * - pooling: each map links to its own, as strongly as it is active.
 * In the last gap, the mean over the classes is subtracted, because what raises all logits alike does
 * not change the answer. Links into inactive units, such as those silenced by relu, are weakened.
 */
import { seesAll } from '../lens/lens.js';
import { atOnce } from '../messenger/slices.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('./layout.js').Stage} Stage
 *
 * @typedef {object} Link
 * @property {number} from the source unit's position in its column's order
 * @property {number} to the target unit's position in its column's order
 * @property {number} value the contribution; positive values raise the target
 * @property {number} share how strongly it is drawn, 0 to 1; 1 for the strongest link of its gap
 *
 * @typedef {object} Seen
 * @property {LayerView[]} layers
 * @property {Stage[]} stages
 * @property {number[][]} orders the units drawn, by stage
 * @property {Float32Array} image
 * @property {Float32Array[]} outputs of each layer
 */

/** The most links drawn per gap. */
export const MAX_LINKS = 120;
/** Weaker links would not be visible. */
const MIN_SHARE = 0.02;
/** The largest sum of squared shares in a gap: beyond it, links would cover each other. */
const CROWDED = 9;
const STEEPEST = 5;

/**
 * The output of a stage.
 * @param {Stage} stage @param {Float32Array} image @param {Float32Array[]} outputs
 */
export const valuesOf = ({ last }, image, outputs) => (last < 0 ? image : outputs[last]);

/**
 * What is shown of a stage: of the input, the ink, however it is scaled on its way in.
 * @type {typeof valuesOf}
 */
export const shownOf = (stage, image, outputs) =>
  stage.layer < 0 ? image : valuesOf(stage, image, outputs);

/**
 * The contributions of input maps or neurons to some of the outputs.
 * @param {LayerView} layer one that sees its whole input
 * @param {ArrayLike<number>} x its input, [height][width][channels]
 * @param {number[]} from channels of the input
 * @param {number[]} to outputs
 * @returns {Float32Array} [from][to]
 */
function denseContributions({ weights, input, output }, x, from, to) {
  const found = new Float32Array(from.length * to.length);
  const places = input.height * input.width;
  for (const [f, channel] of from.entries()) {
    for (let place = 0; place < places; place++) {
      const i = place * input.channels + channel;
      const value = x[i];
      if (value === 0) continue;
      const row = i * output.channels;
      for (let o = 0; o < to.length; o++) found[f * to.length + o] += value * weights[row + to[o]];
    }
  }
  return found;
}

/**
 * The sum of |x| that one kernel weight meets as it slides over a map.
 * @param {LayerView} layer @param {ArrayLike<number>} x @param {number} channel @param {number} r @param {number} c
 */
function metBy({ input, output, padding, stride }, x, channel, r, c) {
  let much = 0;
  const lastRow = Math.min(input.height, output.height * stride + r - padding);
  const lastColumn = Math.min(input.width, output.width * stride + c - padding);
  const inside = (/** @type {number} */ at) =>
    at >= 0 ? at : at + stride * Math.ceil(-at / stride);
  for (let row = inside(r - padding); row < lastRow; row += stride) {
    for (let column = inside(c - padding); column < lastColumn; column += stride) {
      much += Math.abs(x[(row * input.width + column) * input.channels + channel]);
    }
  }
  return much;
}

/**
 * The sums of products at the positions where an output map is active.
 * @param {LayerView} layer @param {ArrayLike<number>} x @param {ArrayLike<number>} y the output, after
 *   the layers folded into this one
 * @param {number[]} from @param {number} to a channel of the output
 * @returns {Float32Array} [from]
 */
function whereActive(
  { weights, input, output, kernel: { height, width }, padding, stride },
  x,
  y,
  from,
  to,
) {
  const sums = new Float32Array(from.length);
  for (let place = 0; place < output.height * output.width; place++) {
    if (y[place * output.channels + to] === 0) continue;
    const top = Math.floor(place / output.width) * stride - padding;
    const left = (place % output.width) * stride - padding;
    for (let r = Math.max(0, -top); r < Math.min(height, input.height - top); r++) {
      for (let c = Math.max(0, -left); c < Math.min(width, input.width - left); c++) {
        const pixel = ((top + r) * input.width + left + c) * input.channels;
        const weight = (r * width + c) * input.channels;
        for (let f = 0; f < from.length; f++) {
          const value = x[pixel + from[f]];
          if (value !== 0) sums[f] += value * weights[(weight + from[f]) * output.channels + to];
        }
      }
    }
  }
  return sums;
}

/**
 * @param {LayerView} layer a convolution
 * @param {ArrayLike<number>} x [height][width][channels]
 * @param {ArrayLike<number>} y the output, after the layers folded into this one
 * @param {number[]} from channels of the input
 * @param {number[]} to channels of the output
 * @returns {Generator<void, Float32Array>} [from][to]; yields after each channel
 */
function* convContributions(layer, x, y, from, to) {
  const { weights, input, output, kernel } = layer;
  const found = new Float32Array(from.length * to.length);
  for (const [f, channel] of from.entries()) {
    for (let r = 0; r < kernel.height; r++) {
      for (let c = 0; c < kernel.width; c++) {
        const much = metBy(layer, x, channel, r, c);
        if (much === 0) continue;
        const at = ((r * kernel.width + c) * input.channels + channel) * output.channels;
        for (let o = 0; o < to.length; o++) {
          found[f * to.length + o] += Math.abs(weights[at + to[o]]) * much;
        }
      }
    }
    yield;
  }
  for (let o = 0; o < to.length; o++) {
    const sums = whereActive(layer, x, y, from, to[o]);
    for (let f = 0; f < from.length; f++) if (sums[f] < 0) found[f * to.length + o] *= -1;
    yield;
  }
  return found;
}

/**
 * The activity of channels: the mean of |value|.
 * @param {ArrayLike<number>} x [places][channels] @param {number} channels @param {number[]} which
 */
function activity(x, channels, which) {
  return Float32Array.from(which, (channel) => {
    let sum = 0;
    for (let i = channel; i < x.length; i += channels) sum += Math.abs(x[i]);
    return (sum * channels) / x.length;
  });
}

/** Subtracts each row's mean over the classes, in place. @param {Float32Array} rows @param {number} classes */
export function centerRows(rows, classes) {
  for (let at = 0; at < rows.length; at += classes) {
    const row = rows.subarray(at, at + classes);
    const mean = row.reduce((sum, value) => sum + value, 0) / classes;
    for (let c = 0; c < classes; c++) row[c] -= mean;
  }
}

/**
 * @typedef {{ found: Float32Array, straight: boolean }} Contributions [from][to], or [from] if straight,
 *   that is, if each unit links only to its own
 */

/** The contributions across one gap. @param {Seen} seen @param {number} gap between the stages gap and gap + 1 */
export const contributions = (seen, gap) => atOnce(contributionsInParts(seen, gap));

/** @param {Seen} seen @param {number} gap @returns {Generator<void, Contributions>} */
function* contributionsInParts({ layers, stages, orders, image, outputs }, gap) {
  const [before, behind] = [stages[gap], stages[gap + 1]];
  const [from, to] = [orders[gap], orders[gap + 1]];
  const layer = layers[behind.layer];
  const x = valuesOf(before, image, outputs);
  if (!behind.weighted) {
    const y = outputs[behind.layer];
    return { found: activity(y, behind.count, to), straight: true };
  }
  const found = seesAll(layer)
    ? denseContributions(layer, x, from, to)
    : yield* convContributions(layer, x, valuesOf(behind, image, outputs), from, to);
  if (behind.kind === 'output') centerRows(found, to.length);
  return { found, straight: false };
}

/** The weight of links into an inactive unit. */
const SILENT = 0.12;

/**
 * The weight of links into each unit of a column, 0 to 1.
 * @param {Seen} seen @param {number} column
 * @returns {Float32Array}
 */
export function gains({ stages, orders, image, outputs }, column) {
  const stage = stages[column];
  const active = activity(valuesOf(stage, image, outputs), stage.count, orders[column]);
  const most = active.reduce((a, b) => Math.max(a, b), 0);
  return active.map((much) =>
    stage.kind === 'output' || !stage.weighted || !(most > 0)
      ? 1
      : SILENT + ((1 - SILENT) * much) / most,
  );
}

/**
 * The power that their shares are raised to so that a few strong links stand out. 1 where few are
 * strong; more where many are about as strong as the strongest, as between convolutions.
 * @param {Link[]} links
 */
function steepness(links) {
  const crowd = (/** @type {number} */ power) =>
    links.reduce((sum, { share }) => sum + share ** (2 * power), 0);
  if (crowd(1) <= CROWDED) return 1;
  let [low, high] = [1, STEEPEST];
  for (let i = 0; i < 6; i++) {
    const middle = (low + high) / 2;
    if (crowd(middle) > CROWDED) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The strongest links of each gap, in painting order: weakest first.
 * @param {Seen} seen
 * @param {number} [most] per gap
 * @returns {Link[][]}
 */
export const linksOf = (seen, most) =>
  seen.stages.slice(1).map((_, gap) => atOnce(linksAcross(seen, gap, most)));

/**
 * The same for one gap. Yields between parts: a phone takes 70 ms the first time.
 * @param {Seen} seen @param {number} gap @param {number} [most] @returns {Generator<void, Link[]>}
 */
export function* linksAcross(seen, gap, most = MAX_LINKS) {
  const { found, straight } = yield* contributionsInParts(seen, gap);
  const gain = gains(seen, gap + 1);
  const columns = gain.length;
  const strengths = found.map((value, i) => Math.abs(value) * gain[i % columns]);
  const largest = strengths.reduce((a, b) => Math.max(a, b), 0);
  if (!(largest > 0) || !Number.isFinite(largest)) return [];
  /** @type {Link[]} */
  const links = [];
  for (const [i, value] of found.entries()) {
    const share = strengths[i] / largest;
    if (share < MIN_SHARE) continue;
    const [from, to] = straight ? [i, i] : [Math.floor(i / columns), i % columns];
    links.push({ from, to, value, share });
  }
  links.sort((a, b) => a.share - b.share);
  const strongest = links.slice(-most);
  const power = steepness(strongest);
  for (const link of strongest) link.share **= power;
  return strongest;
}

/**
 * The incoming and outgoing links of one unit, weakest first.
 * @param {Seen} seen @param {number} column @param {number} at its position in the column's order
 * @param {number} [most] per side
 * @returns {Link[][]} by gap, as in linksOf; share is relative to the unit's strongest link on that side
 */
export function linksThrough(seen, column, at, most = 24) {
  return seen.stages.slice(1).map((_, gap) => {
    if (gap !== column - 1 && gap !== column) return [];
    const { found, straight } = contributions(seen, gap);
    const columns = seen.orders[gap + 1].length;
    const incoming = gap === column - 1;
    /** @type {Link[]} */
    const links = [];
    let largest = 0;
    for (const [i, value] of found.entries()) {
      const [from, to] = straight ? [i, i] : [Math.floor(i / columns), i % columns];
      if ((incoming ? to : from) !== at || !Number.isFinite(value)) continue;
      largest = Math.max(largest, Math.abs(value));
      links.push({ from, to, value, share: Math.abs(value) });
    }
    for (const link of links) link.share = largest > 0 ? link.share / largest : 0;
    links.sort((a, b) => a.share - b.share);
    return links.filter(({ share }) => share >= MIN_SHARE).slice(-most);
  });
}

/**
 * Paths of the signal from the image to a class along strong links: for each path, one link per gap.
 * @param {Link[][]} gaps @param {number} to the class's position in the last column @param {number} count
 * @returns {Link[][]} complete paths only
 */
export function waysTo(gaps, to, count) {
  /** @type {Link[][]} */
  const ways = [];
  for (let n = 0; n < count; n++) {
    let at = to;
    /** @type {Link[]} */
    const way = [];
    for (let gap = gaps.length - 1; gap >= 0; gap--) {
      const incoming = gaps[gap].filter((link) => link.to === at && link.value > 0);
      if (!incoming.length) break;
      // The first path takes the strongest links, the others branch off to weaker ones.
      const turn = gap === gaps.length - 1 ? n : n >> (gap % 3);
      const link = incoming[incoming.length - 1 - (turn % Math.min(incoming.length, 5))];
      way.unshift(link);
      at = link.from;
    }
    if (way.length === gaps.length) ways.push(way);
  }
  return ways;
}
