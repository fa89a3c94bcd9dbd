/** Writes single layers in the notation of layer lists, which the core reads. */

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').LayerKind} LayerKind
 * @typedef {import('../inkling/types.js').Layer} Layer
 * @typedef {import('../inkling/types.js').LayerNumber} LayerNumber
 */

/** The padding that keeps the size; 0 if there is none. @param {number} size */
const keepingSize = (size) => (size % 2 ? (size - 1) / 2 : 0);

/** A number of a layer. @param {Layer} layer @param {LayerNumber['name']} name */
export const numberOf = (layer, name) =>
  // The core's fractions have 32 bits: 0.2, not 0.20000000298.
  Number((layer[name] ?? 0).toPrecision(7));

/** @param {LayerKind} kind @param {Layer} layer */
export function layerText({ word, numbers }, layer) {
  const has = (/** @type {LayerNumber['name']} */ name) =>
    numbers.some((number) => number.name === name);
  const kernel = has('size') && has('units');
  const words = numbers.map(({ name, zero, start }) => {
    const value = numberOf(layer, name);
    if (kernel && name === 'size') return `${value}x${value}x${layer.units}`;
    if (kernel && name === 'units') return '';
    if (name === 'padding') {
      if (value === 0) return '';
      return kernel && value === keepingSize(layer.size ?? 0) ? 'same' : `pad ${value}`;
    }
    if (name === 'stride') return value > start ? `stride ${value}` : '';
    if (name === 'inverted' || name === 'ceil') return value ? name : '';
    return zero && value === 0 ? 'global' : String(value);
  });
  return [word, ...words].filter(Boolean).join(' ');
}

/** The kind of a layer, and its numbers. @param {Inkling} inkling @param {string} text of one layer */
export function readLayer(inkling, text) {
  const [layer] = inkling.parseLayers(text);
  const kind = inkling.layerKinds.find(({ name }) => name === layer.type);
  return { layer, kind: /** @type {LayerKind} */ (kind) };
}

/**
 * A layer with another number.
 * @param {Inkling} inkling @param {string} text of one layer
 * @param {LayerNumber['name']} name @param {number} value
 */
export function withNumber(inkling, text, name, value) {
  const { layer, kind } = readLayer(inkling, text);
  const { size = 0, padding = 0 } = layer;
  const changed = { ...layer, [name]: value };
  // "same" stays "same".
  if (kind.name === 'conv2d' && name === 'size' && padding > 0 && padding === keepingSize(size)) {
    changed.padding = keepingSize(value);
  }
  return layerText(kind, changed);
}
