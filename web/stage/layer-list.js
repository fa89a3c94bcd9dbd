/** Edits of a list of layers, as pure functions. */

/**
 * @typedef {import('../inkling/index.js').LayerInfo} LayerInfo
 *
 * @typedef {object} Group layers that the picture shows as one column, as stagesOf folds them
 * @property {number} first
 * @property {number} last
 */

/** The shape of the image. */
const IMAGE = { height: 28, width: 28, channels: 1 };

/** In the notation of the core. @param {string[]} layers */
export const listOf = (layers) => layers.join(', ');

/** @param {LayerInfo[]} info of each layer @returns {Group[]} */
export function groupsOf(info) {
  /** @type {Group[]} */
  const groups = [];
  let before = IMAGE;
  for (const [i, layer] of info.entries()) {
    const same =
      (layer.parameters === 0 || layer.parameters === 2 * layer.channels) &&
      layer.height === before.height &&
      layer.width === before.width &&
      layer.channels === before.channels;
    if (same && groups.length) groups[groups.length - 1].last = i;
    else groups.push({ first: i, last: i });
    before = layer;
  }
  return groups;
}

/**
 * Moves layers.
 * @param {string[]} layers @param {number} from @param {number} count
 * @param {number} to the place, in the list as it is, that they move before
 */
export function moved(layers, from, count, to) {
  const rest = [...layers.slice(0, from), ...layers.slice(from + count)];
  const at = to > from ? to - count : to;
  return [...rest.slice(0, at), ...layers.slice(from, from + count), ...rest.slice(at)];
}

/**
 * The next larger or smaller width of a layer: in steps of an eighth, and of 1 for few units.
 * @param {number} units @param {1 | -1} way
 */
export function nextWidth(units, way) {
  const from = way > 0 ? units : units - 1;
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(from, 1))) - 3);
  return way > 0 ? (Math.floor(units / step) + 1) * step : (Math.ceil(units / step) - 1) * step;
}

/**
 * Positions along a line, as close to the wanted ones as the widths allow; null if there is no room.
 * @param {number[]} wanted centers, ascending
 * @param {number[]} widths
 * @param {number} gap between two
 * @param {number} room
 */
export function spread(wanted, widths, gap, room) {
  const apart = (/** @type {number} */ i) => (widths[i - 1] + widths[i]) / 2 + gap;
  const last = wanted.length - 1;
  const needed = widths.reduce((sum, width) => sum + width, 0) + gap * last;
  if (needed > room) return null;
  const centers = wanted.slice();
  for (let i = 0; i <= last; i++) {
    centers[i] = Math.max(centers[i], i ? centers[i - 1] + apart(i) : widths[0] / 2);
  }
  centers[last] = Math.min(centers[last], room - widths[last] / 2);
  for (let i = last; i > 0; i--) centers[i - 1] = Math.min(centers[i - 1], centers[i] - apart(i));
  return centers;
}
