/** NumPy's arrays, as its files and pickles hold them. */
import { float16 } from './floats.js';

/**
 * @typedef {object} NpyType
 * @property {string} order of the bytes: '>' if the largest comes first
 * @property {string} kind of the elements: f for floats, i and u for integers, b for booleans, U and S for texts
 * @property {number} size of an element in bytes; in characters, of a text
 * @property {number[]} shape
 * @property {boolean} isFortran whether columns come first
 */

/** @param {number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, side) => product * side, 1);

/** @param {Uint8Array} bytes */
export const viewOf = ({ buffer, byteOffset, byteLength }) =>
  new DataView(buffer, byteOffset, byteLength);

/** @param {Uint8Array} data @param {number} count @param {number} size @param {(view: DataView, at: number) => number} read */
export function elements(data, count, size, read) {
  const view = viewOf(data);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, i * size);
  return values;
}

/** @param {string} type such as f4 @param {boolean} little @returns {((view: DataView, at: number) => number) | undefined} */
const readerOf = (type, little) =>
  /** @type {Record<string, (view: DataView, at: number) => number>} */ ({
    b1: (view, at) => view.getUint8(at),
    u1: (view, at) => view.getUint8(at),
    i1: (view, at) => view.getInt8(at),
    u2: (view, at) => view.getUint16(at, little),
    i2: (view, at) => view.getInt16(at, little),
    u4: (view, at) => view.getUint32(at, little),
    i4: (view, at) => view.getInt32(at, little),
    u8: (view, at) => Number(view.getBigUint64(at, little)),
    i8: (view, at) => Number(view.getBigInt64(at, little)),
    f2: (view, at) => float16(view.getUint16(at, little)),
    f4: (view, at) => view.getFloat32(at, little),
    f8: (view, at) => view.getFloat64(at, little),
  })[type];

/**
 * The header of a file, which is a Python dictionary.
 * @param {Uint8Array} bytes at least 12
 * @returns {(NpyType & { start: number }) | null} and where the elements begin; null if it isn't one
 */
export function npyHeader(bytes) {
  const view = viewOf(bytes);
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const text = new TextDecoder('latin1').decode(
    bytes.subarray(start, start + Math.min(length, 4000)),
  );
  const type = text.match(/'descr':\s*'([<>|=]?)([a-zA-Z])(\d*)'/);
  const sides = text.match(/'shape':\s*\(([\d,\sL]*)\)/);
  if (!type || !sides) return null;
  return {
    start: start + length,
    order: type[1],
    kind: type[2],
    size: Number(type[3] || 1),
    shape: [...sides[1].matchAll(/\d+/g)].map(([side]) => Number(side)),
    isFortran: /'fortran_order':\s*True/.test(text),
  };
}

/** Column-major values in row-major order. @param {ArrayLike<number>} values @param {number[]} shape */
function fromFortran(values, shape) {
  const target = new Float32Array(values.length);
  const steps = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  for (let i = 0; i < target.length; i++) {
    let rest = i;
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += (rest % shape[axis]) * steps[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    target[i] = values[from];
  }
  return target;
}

/**
 * @param {Uint8Array} data as many bytes as the shape needs
 * @param {NpyType} type
 * @returns {ArrayLike<number> | null} in C order; null if the elements aren't numbers
 */
export function npyValues(data, { order, kind, size, shape, isFortran }) {
  const type = `${kind}${size}`;
  if (type === 'u1' && !isFortran) return data;
  const read = readerOf(type, order !== '>');
  if (!read) return null;
  const values = elements(data, sizeOf(shape), size, read);
  return isFortran && shape.length > 1 ? fromFortran(values, shape) : values;
}
