/**
 * Networks that were written in NumPy: arrays of weights and biases under names of their author's choice, in
 * .npy and .npz files, in pickles, and as lists in JSON. Which array is what follows from their shapes.
 */
import { npyHeader, npyValues, sizeOf } from '../../data/npy.js';
import { SIDE } from '../../inkling/types.js';
import { need, ReadError } from './error.js';
import { NumpyArray, Opaque, Pickle } from './pickle.js';
import { unzip } from './zip.js';

/**
 * @typedef {import('./pytorch.js').Named} Named
 * @typedef {import('./index.js').ModelFile} ModelFile
 * @typedef {{ name: string, shape: number[], values: ArrayLike<number> }} Found an array, named by where it was found
 */

const MAX_NUMBERS = 1 << 24;
/** Lists and dictionaries inside each other. */
const DEEPEST = 10;
/** What is kept beside weights, with the same shapes: gradients, and what an optimizer remembers. */
const BESIDE =
  /(^|\.)_?(d|grad|delta|m|v|s|vel|cache|prev|best|old)_?([wb]\d*|weights?|bias(es)?)(\.|$)|grad|moment|veloc|optim|adam|cache|best_|history/i;
const BIAS = /(^|[._])(b|bias|biases|beta|intercepts?_?)\d*(\.\d+)*$/i;
const INPUTS = SIDE * SIDE;

/** Every array in what was unpickled or parsed. @param {unknown} root @returns {Found[]} */
function arraysIn(root) {
  /** @type {Found[]} */
  const found = [];
  const seen = new Set();
  let visited = 0;
  /**
   * The shape of a list of numbers, or of equally long lists of them; null for anything else. A list may be in many
   * others, so that a small file stands for more numbers than fit anywhere.
   * @param {unknown} list @param {number} rank at most @returns {number[] | null}
   */
  const shapeOfList = (list, rank = 4) => {
    if (!Array.isArray(list) || !list.length || !rank) return null;
    visited += list.length;
    need(visited <= MAX_NUMBERS, 'tooLong');
    if (list.every((one) => typeof one === 'number')) return [list.length];
    const shape = shapeOfList(list[0], rank - 1);
    const equal = shape && list.every((one) => `${shapeOfList(one, rank - 1)}` === `${shape}`);
    return equal ? [list.length, ...shape] : null;
  };
  /** @param {string} name @param {number[]} shape @param {ArrayLike<number>} values */
  const add = (name, shape, values) => {
    // Several matrices of the same size may be written as one array.
    if (shape.length === 3) {
      const size = shape[1] * shape[2];
      for (let i = 0; i < shape[0]; i++) {
        const part = Array.prototype.slice.call(values, i * size, (i + 1) * size);
        add(`${name}.${i}`, shape.slice(1), part);
      }
    } else found.push({ name, shape, values });
  };
  /** @param {unknown} value @param {string} name @param {number} depth */
  const walk = (value, name, depth) => {
    if (typeof value !== 'object' || !value || seen.has(value) || depth > DEEPEST) return;
    seen.add(value);
    const inside = (/** @type {unknown} */ one, /** @type {string | number} */ key) =>
      walk(one, name ? `${name}.${key}` : `${key}`, depth + 1);
    if (value instanceof NumpyArray) {
      const { shape, values, objects } = value;
      if (values) add(name, shape, values);
      objects.forEach(inside);
    } else if (value instanceof Map) {
      for (const [key, one] of value) inside(one, String(key));
    } else if (value instanceof Opaque) {
      for (const one of value.parts) walk(one, name, depth + 1);
    } else if (Array.isArray(value)) {
      const shape = shapeOfList(value);
      if (shape) add(name, shape, value.flat(shape.length - 1));
      else value.forEach(inside);
    } else if (Object.getPrototypeOf(value) === Object.prototype) {
      for (const [key, one] of Object.entries(value)) inside(one, key);
    }
  };
  walk(root, '', 0);
  return found;
}

/** @param {Found} weight @param {boolean} inputsFirst whether a matrix has a row for each input */
function sidesOf({ shape }, inputsFirst) {
  if (shape.length === 4) return { inputs: shape[1], outputs: shape[0] };
  const [inputs, outputs] = inputsFirst ? shape : [shape[1], shape[0]];
  return { inputs, outputs };
}

/** Whether each array takes in what the one before gives. @param {Found[]} weights @param {boolean} inputsFirst */
function isChain(weights, inputsFirst) {
  return weights.every((weight, n) => {
    const { inputs, outputs } = sidesOf(weight, inputsFirst);
    const before = n && sidesOf(weights[n - 1], inputsFirst).outputs;
    if (weight.shape.length === 4) return n ? inputs === before : inputs === 1;
    if (!n) return weights.length > 1 || inputs > outputs;
    // A channel may have any number of values left.
    const isFirst = weights[n - 1].shape.length === 4;
    return isFirst ? inputs % before === 0 && inputs >= outputs : inputs === before;
  });
}

/**
 * Arrays as PyTorch has them, in the order of the layers.
 * @param {Found[]} all @returns {Named[]}
 */
function tensorsOf(all) {
  const total = all.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  need(total <= MAX_NUMBERS, 'tooLong');
  const named = all.map((one) => ({ ...one, name: one.name || 'W' }));
  const isWeight = (/** @type {Found} */ { shape }) =>
    shape.length === 4 || (shape.length === 2 && shape.every((side) => side > 1));
  const own = named.filter(({ name }) => !BESIDE.test(name));
  // All may be called the best.
  const arrays = own.some(isWeight) ? own : named;
  const norm = arrays.find(({ name }) => /gamma|running_|moving_/i.test(name));
  if (norm) throw new ReadError('shapes', { name: norm.name });
  const weights = arrays.filter(isWeight);
  need(weights.length, 'noLayers');
  const sorted = [...weights].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const ways = [weights, sorted].flatMap((order) =>
    [true, false].map((inputsFirst) => ({ order, inputsFirst })),
  );
  const way = ways.find(({ order, inputsFirst }) => isChain(order, inputsFirst));
  if (!way) {
    const { name, shape } = weights[0];
    throw new ReadError('shapes', { name: `${name}: ${shape.join(' × ')}` });
  }
  const { order, inputsFirst } = way;
  const first = sidesOf(order[0], inputsFirst).inputs;
  const takesImages = order[0].shape.length === 4 || first === INPUTS;
  need(takesImages, 'inputSize', { shape: `[n, ${first}]` });
  const rest = arrays.filter((one) => !weights.includes(one));
  const biases = [...rest.filter(({ name }) => BIAS.test(name)), ...rest];
  const used = new Set();
  return order.flatMap((weight) => {
    const { name, shape, values } = weight;
    const { inputs, outputs } = sidesOf(weight, inputsFirst);
    const bias = biases.find((one) => !used.has(one) && one.values.length === outputs);
    used.add(bias);
    const data = Float32Array.from(values);
    if (shape.length === 2 && inputsFirst) {
      for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++) data[o * inputs + i] = values[i * outputs + o];
    }
    const sides = shape.length === 4 ? shape : [outputs, inputs];
    const shifts = bias && Float32Array.from(bias.values);
    return [
      { name: `${name}.weight`, shape: sides, data },
      ...(shifts ? [{ name: `${name}.bias`, shape: [outputs], data: shifts }] : []),
    ];
  });
}

/** @param {Uint8Array} bytes of an .npy file */
function arrayOf(bytes) {
  const header = bytes.length < 12 ? null : npyHeader(bytes);
  if (!header) throw new ReadError('damaged');
  const { start, kind, size, shape } = header;
  const data = bytes.subarray(start);
  if (kind === 'O') return new Pickle(data).read();
  const array = new NumpyArray();
  array.shape = shape;
  if (kind === 'U' || kind === 'S') return array;
  need(data.length === sizeOf(shape) * size, 'damaged');
  array.values = npyValues(data, header);
  return array;
}

/** Tensors of layers without names, as PyTorch has them for layers with names. @param {Named[]} tensors */
export const layersOf = (tensors) =>
  tensorsOf(tensors.map(({ name, shape, data }) => ({ name, shape, values: data })));

/** Arrays in files, each named after its file. @param {ModelFile[]} files */
export const readNpyFiles = (files) =>
  tensorsOf(
    arraysIn(
      new Map(files.map(({ name, bytes }) => [name.replace(/\.npy$/i, ''), arrayOf(bytes)])),
    ),
  );

/** @param {Uint8Array} bytes a zip of .npy files */
export const readNpz = (bytes) =>
  readNpyFiles(
    [...unzip(bytes, (name) => /\.npy$/i.test(name))].map(([name, own]) => ({ name, bytes: own })),
  );

/** @param {Uint8Array} bytes */
export const readNumpyPickle = (bytes) => tensorsOf(arraysIn(new Pickle(bytes).read()));

/** @param {unknown} json */
export const readLists = (json) => tensorsOf(arraysIn(json));
