/** Constant tensors of an ONNX file, and the arithmetic on them that graphs use to compute shapes. */

import { bfloat16, float16 } from '../../data/floats.js';
import { need, ReadError } from './error.js';

/**
 * @typedef {object} Constant
 * @property {number[]} dims
 * @property {ArrayLike<number>} data
 */

/** Elements of the largest constant that a graph may compute. */
const MAX_ELEMENTS = 1 << 24;

/** @param {number[]} dims */
export const countOf = (dims) => dims.reduce((product, dim) => product * dim, 1);

/** @param {number[]} dims @returns {number} the number of elements */
export function checkedCount(dims) {
  const count = countOf(dims);
  // Of each dimension too: beside a 0, any other would do.
  const valid = (/** @type {number} */ dim) =>
    Number.isInteger(dim) && dim >= 0 && dim <= MAX_ELEMENTS;
  need(dims.every(valid) && count <= MAX_ELEMENTS, 'damaged');
  return count;
}

/** Bytes per element and their conversion, by TensorProto.DataType. @type {Record<number, [number, (view: DataView, at: number) => number]>} */
const RAW = {
  1: [4, (view, at) => view.getFloat32(at, true)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [1, (view, at) => view.getInt8(at)],
  4: [2, (view, at) => view.getUint16(at, true)],
  5: [2, (view, at) => view.getInt16(at, true)],
  6: [4, (view, at) => view.getInt32(at, true)],
  7: [8, (view, at) => Number(view.getBigInt64(at, true))],
  9: [1, (view, at) => view.getUint8(at)],
  10: [2, (view, at) => float16(view.getUint16(at, true))],
  11: [8, (view, at) => view.getFloat64(at, true)],
  12: [4, (view, at) => view.getUint32(at, true)],
  16: [2, (view, at) => bfloat16(view.getUint16(at, true))],
};

/** Types whose bits stand in a list of integers. @type {Record<number, (bits: number) => number>} */
const IN_INTEGERS = { 10: float16, 16: bfloat16 };

/**
 * @param {import('./onnx-file.js').TensorMessage} tensor
 * @param {(name: string) => Uint8Array} external the bytes of another file
 * @returns {Constant}
 */
export function readTensor(tensor, external) {
  const { dims = [], type = 0, floats, ints32, ints64, doubles } = tensor;
  const count = checkedCount(dims);
  const raw = tensor.location === 1 ? externalBytes(tensor, external) : tensor.raw;
  if (raw?.length) {
    const kind = RAW[type];
    need(kind, 'operator', { name: `tensor type ${type}` });
    const [bytes, read] = kind;
    need(raw.length === bytes * count, 'damaged');
    const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
    const data = type === 1 ? new Float32Array(count) : new Float64Array(count);
    for (let i = 0; i < count; i++) data[i] = read(view, i * bytes);
    return { dims, data };
  }
  const list = floats ?? doubles ?? ints64 ?? ints32 ?? [];
  need(list.length === count, 'damaged');
  const decode = IN_INTEGERS[type];
  return { dims, data: decode ? list.map(decode) : list };
}

/** @param {import('./onnx-file.js').TensorMessage} tensor @param {(name: string) => Uint8Array} external */
function externalBytes({ external: entries = [] }, external) {
  const of = (/** @type {string} */ wanted) => entries.find(({ key }) => key === wanted)?.value;
  const bytes = external((of('location') ?? '').split(/[/\\]/).pop() ?? '');
  const offset = Number(of('offset') ?? 0);
  const length = Number(of('length') ?? bytes.length - offset);
  need(offset >= 0 && length >= 0 && offset + length <= bytes.length, 'damaged');
  return bytes.subarray(offset, offset + length);
}

/** Strides in elements. @param {number[]} dims */
function stridesOf(dims) {
  const strides = dims.map(() => 1);
  for (let i = dims.length - 2; i >= 0; i--) strides[i] = strides[i + 1] * dims[i + 1];
  return strides;
}

/**
 * Visits every position of a shape in order.
 * @param {number[]} dims @param {(position: number[], at: number) => void} visit
 */
export function eachPosition(dims, visit) {
  const count = checkedCount(dims);
  const position = dims.map(() => 0);
  for (let at = 0; at < count; at++) {
    visit(position, at);
    for (let i = dims.length - 1; i >= 0 && ++position[i] === dims[i]; i--) position[i] = 0;
  }
}

/**
 * @template {Float64Array | Int32Array | number[]} Data
 * @param {number[]} dims @param {ArrayLike<number>} data @param {number[]} order
 * @returns {{ dims: number[], from: Int32Array }} the new shape, and where each element comes from
 */
export function transposed(dims, data, order) {
  need(
    order.length === dims.length && [...order].sort((a, b) => a - b).every((axis, i) => axis === i),
    'damaged',
  );
  const strides = stridesOf(dims);
  const shape = order.map((axis) => dims[axis]);
  const from = new Int32Array(data.length);
  eachPosition(shape, (position, at) => {
    from[at] = position.reduce((sum, index, i) => sum + index * strides[order[i]], 0);
  });
  return { dims: shape, from };
}

/**
 * The values of a constant, broadcast to a shape as NumPy does.
 * @param {Constant} constant @param {number[]} dims
 * @returns {(position: number[]) => number}
 */
export function broadcast(constant, dims) {
  const own = constant.dims;
  const offset = dims.length - own.length;
  need(offset >= 0 && own.every((dim, i) => dim === 1 || dim === dims[i + offset]), 'operator', {
    name: `broadcast [${own.join(', ')}]`,
  });
  const strides = stridesOf(own).map((stride, i) => (own[i] === 1 ? 0 : stride));
  return (position) =>
    constant.data[strides.reduce((sum, stride, i) => sum + stride * position[i + offset], 0)];
}

/** @param {number[]} a @param {number[]} b */
function broadcastDims(a, b) {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    return x === 1 ? y : x;
  });
}

/** @param {Constant} a @param {Constant} b @param {(x: number, y: number) => number} of @returns {Constant} */
export function combine(a, b, of) {
  const dims = broadcastDims(a.dims, b.dims);
  const data = new Float64Array(checkedCount(dims));
  const [x, y] = [broadcast(a, dims), broadcast(b, dims)];
  eachPosition(dims, (position, at) => {
    data[at] = of(x(position), y(position));
  });
  return { dims, data };
}

/**
 * A shape with its 0 and -1 filled in.
 * @param {number[]} wanted @param {number[]} dims @param {boolean} allowZero
 */
export function reshaped(wanted, dims, allowZero = false) {
  const shape = wanted.map((dim, i) => (dim === 0 && !allowZero ? dims[i] : dim));
  const free = shape.indexOf(-1);
  if (free >= 0) {
    const rest = shape.reduce((product, dim, i) => (i === free ? product : product * dim), 1);
    shape[free] = countOf(dims) / rest;
  }
  need(checkedCount(shape) === countOf(dims), 'damaged');
  return shape;
}

/** @param {number[]} dims @param {number[] | null} axes all of size 1 if null */
export function squeezed(dims, axes) {
  const all = axes?.map((axis) => (axis < 0 ? axis + dims.length : axis));
  const out = dims.filter((dim, i) => (all ? !all.includes(i) : dim !== 1));
  need(countOf(out) === countOf(dims), 'damaged');
  return out;
}

/** @param {number[]} dims @param {number[]} axes */
export function unsqueezed(dims, axes) {
  const rank = dims.length + axes.length;
  need(rank <= 16, 'damaged');
  const at = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  const rest = [...dims];
  return Array.from({ length: rank }, (_, i) => (at.includes(i) ? 1 : (rest.shift() ?? 1)));
}

/** @param {Constant[]} parts @param {number} axis @returns {Constant} */
export function concatenated(parts, axis) {
  const [{ dims }] = parts;
  const along = axis < 0 ? axis + dims.length : axis;
  need(along >= 0 && along < dims.length && parts.every((part) => part.dims.length === dims.length), 'damaged'); // biome-ignore format: one condition
  const shape = dims.map((dim, i) =>
    i === along ? parts.reduce((sum, part) => sum + part.dims[i], 0) : dim,
  );
  const data = new Float64Array(checkedCount(shape));
  const inner = countOf(dims.slice(along + 1));
  const outer = countOf(dims.slice(0, along));
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const part of parts) {
      const run = part.dims[along] * inner;
      for (let i = 0; i < run; i++) data[at++] = part.data[o * run + i];
    }
  }
  return { dims: shape, data };
}

/** @param {Constant} from @param {Constant} indices @param {number} axis @returns {Constant} */
export function gathered(from, indices, axis) {
  const along = axis < 0 ? axis + from.dims.length : axis;
  const side = from.dims[along];
  need(side !== undefined, 'damaged');
  const dims = [...from.dims.slice(0, along), ...indices.dims, ...from.dims.slice(along + 1)];
  const data = new Float64Array(checkedCount(dims));
  const inner = countOf(from.dims.slice(along + 1));
  const outer = countOf(from.dims.slice(0, along));
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (let n = 0; n < indices.data.length; n++) {
      const index = indices.data[n] < 0 ? indices.data[n] + side : indices.data[n];
      need(index >= 0 && index < side, 'damaged');
      for (let i = 0; i < inner; i++) data[at++] = from.data[(o * side + index) * inner + i];
    }
  }
  return { dims, data };
}

/**
 * A slice of a vector or tensor.
 * @param {Constant} from @param {number[]} starts @param {number[]} ends @param {number[]} axes
 * @param {number[]} steps
 * @returns {Constant}
 */
export function sliced(from, starts, ends, axes, steps) {
  const ranges = from.dims.map((dim) => Array.from({ length: dim }, (_, i) => i));
  for (const [n, axis] of axes.entries()) {
    const along = axis < 0 ? axis + from.dims.length : axis;
    const [dim, step] = [from.dims[along], steps[n]];
    if (dim === undefined || !step) throw new ReadError('operator', { name: 'Slice' });
    const back = step < 0;
    // Backward, from the last to before the first.
    const [least, most] = back ? [-1, dim - 1] : [0, dim];
    const clamp = (/** @type {number} */ end) =>
      Math.min(Math.max(end < 0 ? end + dim : end, least), most);
    const [first, last] = [clamp(starts[n]), clamp(ends[n])];
    const order = back ? ranges[along].reverse() : ranges[along];
    ranges[along] = order.filter(
      (i) => (back ? i <= first && i > last : i >= first && i < last) && (i - first) % step === 0,
    );
  }
  const dims = ranges.map(({ length }) => length);
  const data = new Float64Array(checkedCount(dims));
  const strides = stridesOf(from.dims);
  eachPosition(dims, (position, at) => {
    data[at] = from.data[position.reduce((sum, p, i) => sum + ranges[i][p] * strides[i], 0)];
  });
  return { dims, data };
}
