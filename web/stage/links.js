/**
 * What flows from column to column: the links that contribute most to what comes next. Pure.
 *
 * The contribution of a link is activation x weight, the part that the unit before has in the sum of
 * the unit behind:
 * - dense: the products of all values of a map, or of the one of a neuron, added up;
 * - a convolution: a sum at each place, so the size of all products (the sum of |x w|), with the sign
 *   of their sum where the map behind is active;
 * - pooling: each map goes on into its own, as strongly as it is active.
 * Before the last column the mean over all classes is subtracted: what raises all logits alike changes
 * no answer. And what flows into a unit that stays silent, because its relu stops it, is of little
 * interest: links count less, the less active the unit behind is.
 */

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('./layout.js').Stage} Stage
 *
 * @typedef {object} Link
 * @property {number} from where its unit stands in the order of the column before
 * @property {number} to where its unit stands in the order of the column behind
 * @property {number} value the contribution; above 0 it speaks for the unit behind
 * @property {number} share of the strongest in its gap, 0 to 1
 *
 * @typedef {object} Seen
 * @property {LayerView[]} layers
 * @property {Stage[]} stages
 * @property {number[][]} orders the units drawn of each stage
 * @property {Float32Array} image
 * @property {Float32Array[]} outputs of each layer
 */

/** Links of one gap that are drawn at most. */
export const MOST_LINKS = 120;
/** What is weaker, beside the strongest, is not seen anyway. */
const LEAST_SHARE = 0.02;

/**
 * What a stage passes on.
 * @param {Stage} stage @param {Float32Array} image @param {Float32Array[]} outputs
 */
export const valuesOf = ({ last }, image, outputs) => (last < 0 ? image : outputs[last]);

/**
 * Contributions of each map or neuron of the input to the outputs asked for.
 * @param {LayerView} layer dense
 * @param {ArrayLike<number>} x its input, [height][width][channels]
 * @param {number[]} from channels of the input
 * @param {number[]} to outputs
 * @returns {Float32Array} [from][to]
 */
export function denseContributions({ weights, input, output }, x, from, to) {
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
 * What each kernel weight meets as it slides over a map, added up.
 * @param {LayerView} layer @param {ArrayLike<number>} x @param {number} channel @param {number} r @param {number} c
 */
function metBy({ input, output, padding }, x, channel, r, c) {
  let much = 0;
  const lastRow = Math.min(input.height, output.height + r - padding);
  const lastColumn = Math.min(input.width, output.width + c - padding);
  for (let row = Math.max(0, r - padding); row < lastRow; row++) {
    for (let column = Math.max(0, c - padding); column < lastColumn; column++) {
      much += Math.abs(x[(row * input.width + column) * input.channels + channel]);
    }
  }
  return much;
}

/**
 * The sum of the products at those places where a map of the output is active.
 * @param {LayerView} layer @param {ArrayLike<number>} x @param {ArrayLike<number>} y the output, behind
 *   what is folded into the layer
 * @param {number[]} from @param {number} to a channel of the output
 * @returns {Float32Array} [from]
 */
function whereActive({ weights, input, output, size, padding }, x, y, from, to) {
  const sums = new Float32Array(from.length);
  for (let place = 0; place < output.height * output.width; place++) {
    if (y[place * output.channels + to] === 0) continue;
    const top = Math.floor(place / output.width) - padding;
    const left = (place % output.width) - padding;
    for (let r = Math.max(0, -top); r < Math.min(size, input.height - top); r++) {
      for (let c = Math.max(0, -left); c < Math.min(size, input.width - left); c++) {
        const pixel = ((top + r) * input.width + left + c) * input.channels;
        const kernel = (r * size + c) * input.channels;
        for (let f = 0; f < from.length; f++) {
          const value = x[pixel + from[f]];
          if (value !== 0) sums[f] += value * weights[(kernel + from[f]) * output.channels + to];
        }
      }
    }
  }
  return sums;
}

/**
 * @param {LayerView} layer a convolution
 * @param {ArrayLike<number>} x [height][width][channels]
 * @param {ArrayLike<number>} y the output, behind what is folded into the layer
 * @param {number[]} from channels of the input
 * @param {number[]} to channels of the output
 * @returns {Float32Array} [from][to]
 */
export function convContributions(layer, x, y, from, to) {
  const { weights, input, output, size } = layer;
  const found = new Float32Array(from.length * to.length);
  for (const [f, channel] of from.entries()) {
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < size; c++) {
        const much = metBy(layer, x, channel, r, c);
        if (much === 0) continue;
        const at = ((r * size + c) * input.channels + channel) * output.channels;
        for (let o = 0; o < to.length; o++) {
          found[f * to.length + o] += Math.abs(weights[at + to[o]]) * much;
        }
      }
    }
  }
  for (let o = 0; o < to.length; o++) {
    const sums = whereActive(layer, x, y, from, to[o]);
    for (let f = 0; f < from.length; f++) if (sums[f] < 0) found[f * to.length + o] *= -1;
  }
  return found;
}

/**
 * How active each channel is: the mean of |value|.
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
 * The contributions across one gap.
 * @param {Seen} seen @param {number} gap between the stages gap and gap + 1
 * @returns {{ found: Float32Array, straight: boolean }} [from][to], or [from] where it is straight:
 *   each unit goes on into its own
 */
export function contributions({ layers, stages, orders, image, outputs }, gap) {
  const [before, behind] = [stages[gap], stages[gap + 1]];
  const [from, to] = [orders[gap], orders[gap + 1]];
  const layer = layers[behind.layer];
  const x = valuesOf(before, image, outputs);
  if (!behind.weighted) {
    const y = outputs[behind.layer];
    return { found: activity(y, behind.count, to), straight: true };
  }
  const found =
    layer.type === 'dense'
      ? denseContributions(layer, x, from, to)
      : convContributions(layer, x, valuesOf(behind, image, outputs), from, to);
  if (behind.kind === 'output') centerRows(found, to.length);
  return { found, straight: false };
}

/** Of a link into a unit that is silent, so much is left. */
const SILENT = 0.12;

/**
 * How much links into each unit of a column count, 0 to 1.
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
 * The strongest links of each gap, the weakest of them first, as they are painted.
 * @param {Seen} seen
 * @param {number} [most] of a gap
 * @returns {Link[][]}
 */
export function linksOf(seen, most = MOST_LINKS) {
  return seen.stages.slice(1).map((_, gap) => {
    const { found, straight } = contributions(seen, gap);
    const gain = gains(seen, gap + 1);
    const columns = gain.length;
    const strengths = found.map((value, i) => Math.abs(value) * gain[i % columns]);
    const largest = strengths.reduce((a, b) => Math.max(a, b), 0);
    if (!(largest > 0) || !Number.isFinite(largest)) return [];
    /** @type {Link[]} */
    const links = [];
    for (const [i, value] of found.entries()) {
      const share = strengths[i] / largest;
      if (share < LEAST_SHARE) continue;
      const [from, to] = straight ? [i, i] : [Math.floor(i / columns), i % columns];
      links.push({ from, to, value, share });
    }
    links.sort((a, b) => a.share - b.share);
    return links.slice(-most);
  });
}

/**
 * The links of one unit, the weakest first: what comes to it, and what it passes on.
 * @param {Seen} seen @param {number} column @param {number} at where it stands in its column's order
 * @param {number} [most] to each side
 * @returns {Link[][]} by gap, as linksOf; their share is of the unit's own largest to that side
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
    return links.filter(({ share }) => share >= LEAST_SHARE).slice(-most);
  });
}

/**
 * Ways of the signal from the image to a class, along strong links: for each way, the links it takes
 * of every gap.
 * @param {Link[][]} gaps @param {number} to where the class stands in the last column @param {number} count
 * @returns {Link[][]} ways that begin at the first column
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
      // The first way takes the strongest links, others turn off to weaker ones.
      const turn = gap === gaps.length - 1 ? n : n >> (gap % 3);
      const link = incoming[incoming.length - 1 - (turn % Math.min(incoming.length, 5))];
      way.unshift(link);
      at = link.from;
    }
    if (way.length === gaps.length) ways.push(way);
  }
  return ways;
}
