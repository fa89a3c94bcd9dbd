/** Lists of layers, on their way into the core. */
import { InklingError, STATUS } from './errors.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').LayerInfo} LayerInfo
 */

/** @type {Record<Layer['type'], number>} as InkLayerType */
const LAYER_TYPE = { dense: 1, relu: 2, conv2d: 3, maxpool: 4, dropout: 5 };
/** The name of a type, by its number. */
const TYPE_NAME = new Map(
  Object.entries(LAYER_TYPE).map(([name, type]) => [type, /** @type {Layer['type']} */ (name)]),
);

export const LAYER_BYTES = 20;
const MAX_LAYERS = 32;

/**
 * Runs use with the address of the layers as InkLayerSpec, and their count.
 * @template T
 * @param {Core} core
 * @param {Layer[] | string} layers
 * @param {(specs: number, count: number) => T} use
 */
export function withLayers(core, layers, use) {
  if (typeof layers === 'string') {
    const text = new TextEncoder().encode(`${layers}\0`);
    return core.borrow([text.length, MAX_LAYERS * LAYER_BYTES, 4], (at, specs, count) => {
      core.u8(at, text.length).set(text);
      const status = core.call.ink_layers_parse(at, specs, count);
      const [parsed] = core.i32(count, 1);
      if (STATUS[status] === 'BAD_LAYER_TEXT') {
        const wrong = layers.split(',')[parsed]?.trim();
        throw new InklingError(
          'BAD_LAYER_TEXT',
          wrong ? `“${wrong}”: ${core.message(status)}` : core.message(status),
        );
      }
      core.check(status);
      return use(specs, parsed);
    });
  }
  return core.borrow([layers.length * LAYER_BYTES], (specs) => {
    layers.forEach(({ type, units = 0, size = 0, padding = 0, rate = 0 }, i) => {
      const at = specs + i * LAYER_BYTES;
      core.i32(at, 4).set([LAYER_TYPE[type] ?? 0, units, size, padding]);
      core.f32(at + 16, 1)[0] = rate;
    });
    return use(specs, layers.length);
  });
}

/**
 * The layer of an InkLayerSpec; what its type does not name means nothing.
 * @param {Core} core
 * @param {number} address
 * @returns {Layer}
 */
export function readLayer(core, address) {
  const [type, units, size, padding] = core.i32(address, 4);
  const [rate] = core.f32(address + 16, 1);
  return { type: TYPE_NAME.get(type) ?? 'dense', units, size, padding, rate };
}

/**
 * What a list of layers comes to; as Inkling.checkLayers.
 * @param {Core} core
 * @param {Layer[] | string} layers
 * @returns {{ info: LayerInfo[], failure: InklingError | null }}
 */
export function checkLayers(core, layers) {
  /** @type {LayerInfo[]} */
  const info = [];
  try {
    withLayers(core, layers, (specs, count) =>
      core.borrow([count * 16], (address) => {
        const status = core.call.ink_layers_check(specs, count, address);
        for (let i = 0; i < count; i++) {
          const [height, width, channels, parameters] = core.i32(address + 16 * i, 4);
          if (height === 0) break;
          info.push({ height, width, channels, parameters });
        }
        core.check(status);
      }),
    );
  } catch (error) {
    if (!(error instanceof InklingError)) throw error;
    return { info, failure: error };
  }
  return { info, failure: null };
}
