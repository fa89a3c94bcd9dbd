/** Passes layer lists to the core, and reads the kinds of layers that it has. */

import { InklingError, STATUS } from './errors.js';
import { refuse, requireKinds, requireNumbers } from './guard.js';
import { MAX_LAYERS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').LayerInfo} LayerInfo
 * @typedef {import('./types.js').LayerKind} LayerKind
 * @typedef {import('./types.js').LayerNumber} LayerNumber
 */

// InkLayerSpec, InkLayerInfo, InkLayerNumber; src/wasm.c asserts these sizes.
const LAYER_BYTES = 36;
const INFO_BYTES = 16;
const NUMBER_BYTES = 32;

/** @typedef {LayerNumber & { offset: number }} Field with its offset in an InkLayerSpec */
/** @typedef {Omit<LayerKind, 'numbers'> & { type: number, numbers: Field[] }} Kind */

/** @type {WeakMap<Core, Kind[]>} */
const kindsOf = new WeakMap();

/** @param {Core} core @param {number} address of an InkLayerNumber @returns {Field} */
function readNumber(core, address) {
  const [name, offset, whole, optional, zero] = core.i32(address, 5);
  // Rounds 32-bit floats to what was meant: 0.9, not 0.8999999762.
  const [start, min, max] = Array.from(core.f32(address + 20, 3), (value) =>
    Number(value.toPrecision(7)),
  );
  return {
    name: /** @type {Field['name']} */ (core.text(name)),
    offset,
    whole: Boolean(whole),
    optional: Boolean(optional),
    zero: Boolean(zero),
    start,
    min,
    max,
  };
}

/** The kinds of layers that the core has. @param {Core} core */
export function layerKinds(core) {
  let kinds = kindsOf.get(core);
  if (!kinds) {
    kinds = Array.from({ length: core.call.ink_layer_kind_count() }, (_, index) => {
      const [type, name, word, examples, count, numbers] = core.i32(
        core.call.ink_layer_kind(index),
        6,
      );
      return {
        type,
        name: core.text(name),
        word: core.text(word),
        examples: core.text(examples).split(', '),
        numbers: Array.from({ length: count }, (_, n) =>
          readNumber(core, numbers + n * NUMBER_BYTES),
        ),
      };
    });
    kindsOf.set(core, kinds);
  }
  return kinds;
}

/** @param {Core} core @param {number} address of an InkLayerSpec @param {Layer} layer */
function writeLayer(core, address, layer) {
  const kind = layerKinds(core).find(({ name }) => name === layer.type);
  core.i32(address, LAYER_BYTES / 4).fill(0);
  core.i32(address, 1)[0] = kind?.type ?? 0;
  for (const { name, offset, whole, optional, start } of kind?.numbers ?? []) {
    const value = layer[name] ?? (optional ? start : 0);
    // The core refuses -1, as it would 1.5.
    if (whole) core.i32(address + offset, 1)[0] = Number.isInteger(value) ? value : -1;
    else core.f32(address + offset, 1)[0] = value;
  }
}

/**
 * Reads an InkLayerSpec. Numbers that its kind does not have are 0.
 * @param {Core} core
 * @param {number} address
 * @returns {Required<Layer>}
 */
export function readLayer(core, address) {
  const [type] = core.i32(address, 1);
  const kind = layerKinds(core).find((one) => one.type === type);
  const layer = {
    type: kind?.name ?? '',
    units: 0,
    size: 0,
    padding: 0,
    rate: 0,
    stride: 0,
    deviation: 0,
    inverted: 0,
    ceil: 0,
  };
  for (const { name, offset, whole } of kind?.numbers ?? []) {
    [layer[name]] = whole ? core.i32(address + offset, 1) : core.f32(address + offset, 1);
  }
  return layer;
}

/**
 * The parameters of a layer: its weights, then a bias for each channel of its output. Every kind with
 * parameters stores them in this order, as tests/unit/kinds_test.c checks.
 * @param {Float32Array} all parameters or gradients of the whole network
 * @param {number} first index of the layer's first parameter @param {number} count 0 if it has none
 * @param {number} channels
 */
export function splitParameters(all, first, count, channels) {
  const end = first + count;
  const biases = end - Math.min(count, channels);
  return { weights: all.subarray(first, biases), bias: all.subarray(biases, end) };
}

/**
 * Calls `use` with the layers as an array of InkLayerSpec, and their count.
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
        const examples = layerKinds(core).flatMap((kind) => kind.examples);
        const reason = `${core.message(status)} For example: ${examples.join(', ')}.`;
        throw new InklingError(
          'BAD_LAYER_TEXT',
          wrong ? `“${wrong}”: ${reason}` : reason,
          undefined,
          { argument: 'layers', value: layers, range: reason },
        );
      }
      core.check(status);
      return use(specs, parsed);
    });
  }
  if (!Array.isArray(layers)) {
    refuse('layers', layers, 'text such as "conv 5x5x8, relu, dense 10", or a list of layers');
  }
  requireKinds(layerKinds(core), layers);
  return core.borrow([layers.length * LAYER_BYTES], (specs) => {
    for (const [i, layer] of layers.entries()) writeLayer(core, specs + i * LAYER_BYTES, layer);
    try {
      return use(specs, layers.length);
    } catch (error) {
      if (!(error instanceof InklingError) || error.code !== 'BAD_ARGUMENT') throw error;
      requireNumbers(layerKinds(core), layers);
      throw error;
    }
  });
}

/**
 * Parses a layer list.
 * @param {Core} core
 * @param {string} text
 */
export const parseLayers = (core, text) =>
  withLayers(core, text, (specs, count) =>
    Array.from({ length: count }, (_, i) => readLayer(core, specs + i * LAYER_BYTES)),
  );

/**
 * Implements Inkling.checkLayers.
 * @param {Core} core
 * @param {Layer[] | string} layers
 * @returns {{ info: LayerInfo[], failure: InklingError | null }}
 */
export function checkLayers(core, layers) {
  /** @type {LayerInfo[]} */
  const info = [];
  try {
    withLayers(core, layers, (specs, count) =>
      core.borrow([count * INFO_BYTES], (address) => {
        const status = core.call.ink_layers_check(specs, count, address);
        for (let i = 0; i < count; i++) {
          const [height, width, channels, parameters] = core.i32(address + INFO_BYTES * i, 4);
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
