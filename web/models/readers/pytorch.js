/** PyTorch's state dictionaries, in the zip that torch.save writes, in its older format, and as safetensors. */

import { bfloat16, float16 } from '../../data/floats.js';
import { need, ReadError } from './error.js';
import { Global, Opaque, Pickle, Storage, Tensor } from './pickle.js';
import { namesIn, unzip } from './zip.js';

/**
 * @typedef {{ name: string, shape: number[], data: Float32Array }} Named a tensor of a state dictionary
 */

const MAX_NUMBERS = 1 << 24;

/** Bytes per number and their conversion, by storage. @type {Record<string, [number, (view: DataView, at: number) => number]>} */
const STORAGES = {
  FloatStorage: [4, (view, at) => view.getFloat32(at, true)],
  DoubleStorage: [8, (view, at) => view.getFloat64(at, true)],
  HalfStorage: [2, (view, at) => float16(view.getUint16(at, true))],
  BFloat16Storage: [2, (view, at) => bfloat16(view.getUint16(at, true))],
  LongStorage: [8, (view, at) => Number(view.getBigInt64(at, true))],
  IntStorage: [4, (view, at) => view.getInt32(at, true)],
  ShortStorage: [2, (view, at) => view.getInt16(at, true)],
  CharStorage: [1, (view, at) => view.getInt8(at)],
  ByteStorage: [1, (view, at) => view.getUint8(at)],
  BoolStorage: [1, (view, at) => view.getUint8(at)],
};

/** Where checkpoints keep their state dictionary. */
const KEYS = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'net',
  'network',
  'weights',
];

/** @param {unknown} value @returns {value is Map<any, any>} */
const isDictionary = (value) => value instanceof Map;

/** @param {unknown} value @returns {value is Map<string, Tensor>} */
const hasTensors = (value) =>
  isDictionary(value) && [...value.values()].some((one) => one instanceof Tensor);

/** What checkpoints keep beside it, with tensors of its own. */
const BESIDE = /^opt|optim|sched|scaler/i;
/** Dictionaries inside dictionaries. */
const DEEPEST = 4;

/** The values in a dictionary or list, the likely ones first. @param {unknown} value @returns {unknown[]} */
function inside(value) {
  if (Array.isArray(value)) return value;
  if (!isDictionary(value)) return [];
  const others = [...value].filter(([key]) => !BESIDE.test(String(key))).map(([, one]) => one);
  return [...KEYS.map((key) => value.get(key)), ...others];
}

/** @param {unknown} root what was pickled @returns {Map<string, Tensor>} */
function stateIn(root) {
  let values = [root];
  /** @type {Opaque | Global | undefined} */
  let object;
  for (let depth = 0; depth < DEEPEST && values.length; depth++) {
    const found = values.find(hasTensors);
    if (found) return found;
    object ??= values.find((value) => value instanceof Opaque || value instanceof Global);
    values = values.flatMap(inside);
  }
  throw object ? new ReadError('pickled', { name: object.name }) : new ReadError('noLayers');
}

/**
 * @param {Map<string, Tensor>} state
 * @param {(storage: Storage) => Uint8Array} bytesOf
 * @returns {Named[]}
 */
function tensorsOf(state, bytesOf) {
  /** @type {Named[]} */
  const all = [];
  let total = 0;
  for (const [name, tensor] of state) {
    need(!String(name).includes('_packed_params'), 'quantized', { name });
    if (!(tensor instanceof Tensor)) continue;
    const { storage, offset, shape, strides } = tensor;
    need(!/^Q/.test(storage.type), 'quantized', { name: storage.type });
    const [size, read] = STORAGES[storage.type] ?? [];
    if (!size || !read) throw new ReadError('operator', { name: storage.type });
    const count = shape.reduce((product, side) => product * side, 1);
    total += count;
    need(total <= MAX_NUMBERS && strides.length === shape.length, 'damaged');
    const bytes = bytesOf(storage);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const data = new Float32Array(count);
    const position = shape.map(() => 0);
    for (let i = 0; i < count; i++) {
      const at = position.reduce((sum, index, axis) => sum + index * strides[axis], offset);
      need((at + 1) * size <= bytes.length, 'damaged');
      data[i] = read(view, at * size);
      for (let axis = shape.length - 1; axis >= 0 && ++position[axis] === shape[axis]; axis--) {
        position[axis] = 0;
      }
    }
    all.push({ name: String(name), shape, data });
  }
  return all;
}

/** @param {Uint8Array} bytes a zip @returns {Named[]} */
export function readTorchZip(bytes) {
  const names = namesIn(bytes);
  const pickle = names.find((name) => /(^|\/)data\.pkl$/.test(name));
  need(pickle, 'unknown');
  const folder = /** @type {string} */ (pickle).replace(/data\.pkl$/, '');
  need(!names.some((name) => name.startsWith(`${folder}code/`)), 'pickled', {
    name: 'TorchScript',
  });
  const files = unzip(bytes, (name) => name === pickle || name.startsWith(`${folder}data/`));
  const root = new Pickle(
    /** @type {Uint8Array} */ (files.get(/** @type {string} */ (pickle))),
  ).read();
  return tensorsOf(stateIn(root), ({ key }) => {
    const data = files.get(`${folder}data/${key}`);
    if (!data) throw new ReadError('damaged');
    return data;
  });
}

/** The storages of a state dictionary, by key. @param {Map<string, Tensor>} state */
const storagesOf = (state) =>
  new Map(
    [...state.values()]
      .filter((one) => one instanceof Tensor)
      .map(({ storage }) => [storage.key, storage]),
  );

/**
 * A file of PyTorch's older format.
 * @template T
 * @param {Uint8Array} bytes
 * @param {(root: unknown) => { found: T, storages: Map<string, Storage> }} open finds what is wanted
 * @returns {{ found: T, data: Map<string, Uint8Array> }} and the bytes of each storage
 */
function openOld(bytes, open) {
  let at = 0;
  const next = () => {
    const pickle = new Pickle(bytes, at);
    const value = pickle.read();
    at = pickle.end;
    return value;
  };
  next(); // the magic number, by which the file was recognized
  next(); // the version
  next(); // the machine
  const root = next();
  const keys = next();
  need(Array.isArray(keys) && keys.length <= 4096, 'damaged');
  const { found, storages } = open(root);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  /** @type {Map<string, Uint8Array>} */
  const data = new Map();
  for (const key of /** @type {unknown[]} */ (keys)) {
    need(at + 8 <= bytes.length, 'damaged');
    const count = Number(view.getBigInt64(at, true));
    // What isn't wanted, such as an optimizer's, has the size of floats at most.
    const size = STORAGES[storages.get(String(key))?.type ?? 'FloatStorage']?.[0] ?? 4;
    at += 8;
    need(count >= 0 && at + count * size <= bytes.length, 'damaged');
    data.set(String(key), bytes.subarray(at, at + count * size));
    at += count * size;
  }
  return { found, data };
}

/** @param {Uint8Array} bytes @returns {Named[]} */
export function readOldTorch(bytes) {
  const { found: state, data } = openOld(bytes, (root) => {
    const found = stateIn(root);
    return { found, storages: storagesOf(found) };
  });
  return tensorsOf(state, ({ key }) => {
    const bytesOf = data.get(key);
    if (!bytesOf) throw new ReadError('damaged');
    return bytesOf;
  });
}

/** A state dictionary pickled without torch.save: each storage is a file in itself. @param {Uint8Array} bytes @returns {Named[]} */
export function readPickledTorch(bytes) {
  const state = stateIn(new Pickle(bytes).read());
  /** @type {Map<Storage, Uint8Array>} */
  const data = new Map();
  for (const tensor of state.values()) {
    if (!(tensor instanceof Tensor) || !tensor.storage.file) continue;
    const { found: storage, data: own } = openOld(tensor.storage.file, (root) => {
      if (!(root instanceof Storage)) throw new ReadError('damaged');
      return { found: root, storages: new Map([[root.key, root]]) };
    });
    data.set(storage, own.get(storage.key) ?? new Uint8Array());
    tensor.storage = storage;
  }
  return tensorsOf(state, (storage) => data.get(storage) ?? new Uint8Array());
}

/** @type {Record<string, string>} */
const SAFE_TYPES = {
  F32: 'FloatStorage',
  F64: 'DoubleStorage',
  F16: 'HalfStorage',
  BF16: 'BFloat16Storage',
  I64: 'LongStorage',
};

/** Types of weights with fewer bits, and with floats of 8 bits or fewer. */
const QUANTIZED = /^(I8|U8|I16|U16|I32|U32|F8|F6|F4)/;

/** A safetensors file from another program. @param {Uint8Array} bytes @returns {Named[]} */
export function readSafetensors(bytes) {
  need(bytes.length > 10, 'damaged');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  need(length <= bytes.length - 8 && length < 1 << 20, 'damaged');
  /** @type {Record<string, any>} */
  let header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw new ReadError('damaged');
  }
  const data = bytes.subarray(8 + length);
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .sort(([, a], [, b]) => a?.data_offsets?.[0] - b?.data_offsets?.[0]);
  /** @type {Map<string, Tensor>} */
  const state = new Map();
  for (const [name, entry] of entries) {
    need(!QUANTIZED.test(entry?.dtype), 'quantized', { name: entry?.dtype });
    const type = SAFE_TYPES[entry?.dtype];
    const shape = /** @type {number[]} */ (entry?.shape);
    need(type && Array.isArray(shape) && Array.isArray(entry.data_offsets), 'damaged');
    need(
      shape.length <= 8 && shape.every((side) => Number.isInteger(side) && side >= 0),
      'damaged',
    );
    const strides = shape.map((_, i) => shape.slice(i + 1).reduce((all, side) => all * side, 1));
    state.set(name, new Tensor(new Storage(type, name, 0), 0, shape, strides));
  }
  return tensorsOf(state, ({ key }) => {
    const [first, last] = header[key].data_offsets;
    need(first >= 0 && first <= last && last <= data.length, 'damaged');
    return data.subarray(first, last);
  });
}
