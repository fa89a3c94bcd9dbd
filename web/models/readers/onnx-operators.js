/** The operators of ONNX: each adds layers to the plan, or tracks where the values of its input have moved. */
import { need, ReadError } from './error.js';
import { isActivation } from './onnx-call.js';
import {
  broadcast,
  checkedCount,
  combine,
  concatenated,
  countOf,
  eachPosition,
  gathered,
  reshaped,
  sliced,
  squeezed,
  transposed,
  unsqueezed,
} from './onnx-tensors.js';
import { decimal, sizeOf } from './plan.js';

/**
 * @typedef {import('./onnx-call.js').Activation} Activation
 * @typedef {import('./onnx-call.js').Call} Call
 * @typedef {import('./onnx-call.js').Constant} Constant
 * @typedef {import('./onnx-call.js').Value} Value
 */

/** @type {Record<string, (x: number, y: number) => number>} */
const ARITHMETIC = {
  Add: (x, y) => x + y,
  Sum: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
};

/** @param {Call} call @param {string} text */
function activate(call, text) {
  const { x } = call;
  call.plan.activation(text);
  return call.same(x);
}

/** @param {Call} call @param {(x: { dims: number[], index?: Int32Array, data?: ArrayLike<number> }) => number[]} shape */
function reshape(call, shape) {
  const [value] = call.values;
  if (!value) throw call.unfit;
  return { ...value, dims: shape(value) };
}

/**
 * Multiplies by a factor and adds a shift: one pair for each channel or, before a dense layer, for each value, as
 * scikit-learn standardizes its input.
 * @param {Call} call @param {(position: number[]) => [factor: number, shift: number]} at
 */
function affine(call, at) {
  const { plan } = call;
  const x = /** @type {Activation} */ (call.values.find(isActivation));
  const { channels } = plan.shape;
  const factors = new Array(sizeOf(plan.shape)).fill(Number.NaN);
  const shifts = new Array(factors.length).fill(Number.NaN);
  eachPosition(x.dims, (position, i) => {
    [factors[x.index[i]], shifts[x.index[i]]] = at(position);
  });
  const perChannel = factors.every(
    (factor, i) => factor === factors[i % channels] && shifts[i] === shifts[i % channels],
  );
  if (!perChannel) plan.affineEach(factors, shifts, call.op);
  else if (factors.some((factor, k) => factor !== 1 || shifts[k] !== 0)) {
    plan.affine(factors.slice(0, channels), shifts.slice(0, channels));
  }
  return call.same(x);
}

/** @param {Call} call */
function arithmetic(call) {
  const [a, b] = call.values;
  const of = ARITHMETIC[call.op];
  if (!a || !b) throw call.unfit;
  if (isActivation(a) && isActivation(b)) throw new ReadError('branches');
  if (!isActivation(a) && !isActivation(b)) return combine(a, aligned(call, b, a.dims), of);
  if (isActivation(a)) {
    const value = broadcast(aligned(call, /** @type {Constant} */ (b), a.dims), a.dims);
    return affine(call, (position) => {
      const y = value(position);
      if (call.op === 'Add' || call.op === 'Sum') return [1, y];
      if (call.op === 'Sub') return [1, -y];
      return call.op === 'Mul' ? [y, 0] : [1 / y, 0];
    });
  }
  const value = broadcast(/** @type {Constant} */ (a), /** @type {Activation} */ (b).dims);
  if (call.op === 'Div') throw call.unfit;
  return affine(call, (position) => {
    const x = value(position);
    return call.op === 'Mul' ? [x, 0] : [call.op === 'Sub' ? -1 : 1, x];
  });
}

/** A constant that an opset below 7 broadcasts from a given axis. @param {Call} call @param {Constant} constant @param {number[]} dims */
function aligned(call, constant, dims) {
  const axis = call.int('axis', -1);
  if (!call.int('broadcast', 0) || axis < 0) return constant;
  const after = Math.max(dims.length - axis - constant.dims.length, 0);
  return { ...constant, dims: [...constant.dims, ...new Array(after).fill(1)] };
}

/**
 * A dense layer.
 * @param {Call} call @param {number} units @param {(input: number, output: number) => number} weight
 * @param {ArrayLike<number>} [bias]
 */
function dense(call, units, weight, bias) {
  const { x, plan } = call;
  const inputs = x.dims[x.dims.length - 1];
  if (inputs !== x.index.length || inputs !== sizeOf(plan.shape)) throw call.unfit;
  const places = new Int32Array(inputs).fill(-1);
  for (let i = 0; i < inputs; i++) places[x.index[i]] = i;
  need(
    places.every((place) => place >= 0),
    'damaged',
  );
  plan.dense(units, (input, output) => weight(places[input], output), bias);
  const index = Int32Array.from({ length: units }, (_, o) => o);
  return { dims: [...x.dims.slice(0, -1), units], index, version: plan.version };
}

/** @param {Call} call @returns {Activation} */
function output(call) {
  const { x } = call;
  call.plan.remark('output', call.op);
  return { ...x, soft: call.op };
}

/** @type {Record<string, (call: Call) => Value>} */
export const OPERATORS = {
  Constant(call) {
    const value = call.written();
    if (!value) throw call.unfit;
    return value;
  },
  ConstantOfShape(call) {
    const dims = Array.from(call.constant(0).data);
    const [value = 0] = Array.from(call.tensor('value')?.data ?? [0]);
    return { dims, data: new Float64Array(checkedCount(dims)).fill(value) };
  },
  Shape(call) {
    const [value] = call.values;
    if (!value) throw call.unfit;
    const dims = value.dims.slice(
      call.int('start', 0),
      call.has('end') ? call.int('end', 0) : undefined,
    );
    return { dims: [dims.length], data: dims };
  },
  Size(call) {
    return { dims: [], data: [countOf(call.values[0]?.dims ?? [])] };
  },
  Gather: (call) => gathered(call.constant(0), call.constant(1), call.int('axis', 0)),
  Concat(call) {
    return concatenated(
      call.values.map((_, at) => call.constant(at)),
      call.int('axis', 0),
    );
  },
  Slice(call) {
    const from = call.constant(0);
    const starts = call.list('starts', 1) ?? [];
    const ends = call.list('ends', 2) ?? [];
    const axes = call.list('axes', 3) ?? starts.map((_, i) => i);
    const steps = call.optional(4)?.data ?? starts.map(() => 1);
    return sliced(from, starts, ends, axes, Array.from(steps));
  },
  ReduceProd(call) {
    const { data, dims } = call.constant(0);
    const product = Array.from(data).reduce((all, value) => all * value, 1);
    return { dims: call.int('keepdims', 1) ? dims.map(() => 1) : [], data: [product] };
  },
  Identity: (call) => reshape(call, ({ dims }) => dims),
  Cast: (call) => reshape(call, ({ dims }) => dims),
  Dropout(call) {
    if (isActivation(call.values[0])) call.plan.remark('dropout');
    return reshape(call, ({ dims }) => dims);
  },
  Reshape(call) {
    const wanted = (call.list('shape', 1) ?? []).slice();
    const [value] = call.values;
    // The file's batch becomes a batch of 1.
    if (isActivation(value) && call.run.batch > 1 && wanted[0] === call.run.batch) wanted[0] = 1;
    return reshape(call, ({ dims }) => reshaped(wanted, dims, call.int('allowzero', 0) === 1));
  },
  Flatten(call) {
    return reshape(call, ({ dims }) => {
      const axis = call.int('axis', 1);
      const at = axis < 0 ? axis + dims.length : axis;
      return [countOf(dims.slice(0, at)), countOf(dims.slice(at))];
    });
  },
  Squeeze: (call) => reshape(call, ({ dims }) => squeezed(dims, call.list('axes', 1) ?? null)),
  Unsqueeze: (call) => reshape(call, ({ dims }) => unsqueezed(dims, call.list('axes', 1) ?? [])),
  Transpose(call) {
    const [value] = call.values;
    if (!value) throw call.unfit;
    const order = call.ints('perm') ?? value.dims.map((_, i) => value.dims.length - 1 - i);
    if (isActivation(value)) {
      const { dims, from } = transposed(value.dims, value.index, order);
      return { ...value, dims, index: from.map((at) => value.index[at]) };
    }
    const { dims, from } = transposed(value.dims, value.data, order);
    return { dims, data: Float64Array.from(from, (at) => value.data[at]) };
  },
  Pad(call) {
    const x = call.image;
    const mode = call.string('mode') || 'constant';
    const pads = call.list('pads', 1) ?? call.ints('paddings') ?? [];
    const value = call.optional(2)?.data[0] ?? call.float('value', 0);
    const [n0, c0, top, left, n1, c1, bottom, right] = pads;
    const spatial = [top, left, bottom, right];
    const plain = pads.length === 8 && ![n0, c0, n1, c1].some(Boolean);
    if (mode !== 'constant' || value !== 0 || !plain || spatial.some((pad) => pad < 0))
      throw call.unfit;
    // PyTorch writes one before each average.
    if (!spatial.some(Boolean)) return x;
    return { ...x, pads: spatial.map((pad, i) => pad + (x.pads?.[i] ?? 0)) };
  },
  Conv(call) {
    const w = call.constant(1);
    const [out, inGroup, height, width, ...more] = w.dims;
    need(width && !more.length, 'operator', { name: `Conv (${w.dims.length - 2}D)` });
    const x = call.image;
    const groups = call.int('group', 1);
    need(inGroup * groups === call.plan.shape.channels, 'damaged');
    /** @type {[number, number]} */
    const kernel = [height, width];
    const strides = call.pair('strides');
    const dilations = call.pair('dilations');
    const pads = call.pads(kernel, strides, dilations).map((pad, i) => pad + (x.pads?.[i] ?? 0));
    call.plan.conv({
      kernel,
      out,
      weight: (row, column, i, o) => w.data[((o * inGroup + i) * height + row) * width + column],
      bias: call.optional(2)?.data,
      strides,
      pads,
      dilations,
      groups,
    });
    return call.imageResult();
  },
  Gemm(call) {
    const b = call.constant(1);
    const [rows, columns] = b.dims;
    const flip = call.int('transB', 0) === 1;
    const [inputs, units] = flip ? [columns, rows] : [rows, columns];
    if (call.int('transA', 0) || b.dims.length !== 2 || inputs !== call.x.index.length)
      throw call.unfit;
    const alpha = call.float('alpha', 1);
    const beta = call.float('beta', 1);
    const c = call.optional(2);
    const shift = c && broadcast(c, [1, units]);
    return dense(
      call,
      units,
      (i, o) => alpha * b.data[flip ? o * inputs + i : i * units + o],
      shift && Array.from({ length: units }, (_, o) => beta * shift([0, o])),
    );
  },
  MatMul(call) {
    const [a, b] = call.values;
    if (a && b && !isActivation(a) && !isActivation(b)) throw call.unfit;
    const { dims, data } = call.constant(1);
    const [inputs, units] = dims;
    if (dims.length !== 2 || inputs !== call.x.index.length) throw call.unfit;
    return dense(call, units, (i, o) => data[i * units + o]);
  },
  BatchNormalization(call) {
    const { x } = call;
    const epsilon = call.float('epsilon', 1e-5);
    const all = [1, 2, 3, 4].map((at) => call.constant(at).data);
    const { plan } = call;
    const [, count] = x.dims;
    need(x.dims.length > 1 && all.every(({ length }) => length === count), 'damaged');
    // The file's channels in Inkling's order, or each value of a flattened image.
    const places = count === plan.shape.channels ? count : x.index.length;
    const order = new Int32Array(places).fill(-1);
    eachPosition(x.dims, ([, c], i) => {
      const k = x.index[i] % places;
      if (order[k] >= 0 && order[k] !== c) throw call.unfit;
      order[k] = c;
    });
    const [gamma, beta, mean, variance] = all.map((values) => Array.from(order, (c) => values[c]));
    plan.batchNormalization(gamma, beta, mean, variance, epsilon);
    return call.same(x);
  },
  Add: arithmetic,
  Sum(call) {
    if (call.values.length !== 2) throw call.unfit;
    return arithmetic(call);
  },
  Sub: arithmetic,
  Mul: arithmetic,
  Div: arithmetic,
  Relu: (call) => activate(call, 'relu'),
  Tanh: (call) => activate(call, 'tanh'),
  Silu: (call) => activate(call, 'silu'),
  Swish(call) {
    if (call.float('alpha', 1) !== 1) throw call.unfit;
    return activate(call, 'silu');
  },
  Gelu(call) {
    need((call.string('approximate') || 'none') === 'none', 'operator', { name: 'Gelu (tanh)' });
    return activate(call, 'gelu');
  },
  Clip(call) {
    const [low, high] = ['min', 'max'].map(
      (name, i) => call.optional(i + 1)?.data[0] ?? call.float(name, i ? Infinity : -Infinity),
    );
    // Exporters write the largest float for no limit.
    const fits = low === 0 && (high === 6 || high > 1e38);
    need(fits, 'operator', { name: `Clip (${decimal(low)} – ${decimal(high)})` });
    return activate(call, high === 6 ? 'relu6' : 'relu');
  },
  Sigmoid: (call) => activate(call, 'sigmoid'),
  Elu(call) {
    const alpha = call.float('alpha', 1);
    need(Math.abs(alpha - 1) < 1e-6, 'operator', { name: `Elu (alpha ${decimal(alpha)})` });
    return activate(call, 'elu');
  },
  LeakyRelu(call) {
    const slope = call.float('alpha', 0.01);
    const name = `LeakyRelu (alpha ${decimal(slope)})`;
    need(slope >= 0 && slope <= 0.9, 'operator', { name });
    return activate(call, `leaky relu ${decimal(slope)}`);
  },
  PRelu(call) {
    const slopes = Array.from(call.constant(1).data);
    const [slope] = slopes;
    if (slopes.some((one) => one !== slope) || !(slope >= 0 && slope <= 0.9)) throw call.unfit;
    return activate(call, `leaky relu ${decimal(slope)}`);
  },
  MaxPool: (call) => pool(call, 'max'),
  AveragePool: (call) => pool(call, 'average'),
  GlobalMaxPool: (call) => globalPool(call, 'max'),
  GlobalAveragePool: (call) => globalPool(call, 'average'),
  ReduceMean(call) {
    const { x, plan } = call;
    const { channels } = plan.shape;
    const { length } = x.dims;
    const axes = (call.list('axes', 1) ?? []).map((axis) => (axis < 0 ? axis + length : axis));
    const kept = x.dims.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const dims = kept.map((axis) => x.dims[axis]);
    // Each mean must be over all places of one channel, wherever the channels are.
    const index = new Int32Array(channels).fill(-1);
    if (countOf(dims) !== channels) throw call.unfit;
    eachPosition(x.dims, (position, at) => {
      const to = kept.reduce((sum, axis, i) => sum * dims[i] + position[axis], 0);
      const channel = x.index[at] % channels;
      if (index[to] >= 0 && index[to] !== channel) throw call.unfit;
      index[to] = channel;
    });
    plan.globalPool('average');
    const shape = call.int('keepdims', 1)
      ? x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
      : dims;
    return { dims: shape, index, version: plan.version };
  },
  /** scikit-learn's StandardScaler. */
  Scaler(call) {
    const { x } = call;
    const [offsets, scales] = ['offset', 'scale'].map((name) => call.floats(name) ?? []);
    const of = (/** @type {number[]} */ list, /** @type {number[]} */ position) =>
      list[list.length === 1 ? 0 : position[position.length - 1]];
    const count = x.dims[x.dims.length - 1];
    need(
      [offsets, scales].every(({ length }) => length === 1 || length === count),
      'damaged',
    );
    return affine(call, (position) => {
      const scale = of(scales, position);
      return [scale, -of(offsets, position) * scale];
    });
  },
  /** scikit-learn's LogisticRegression and the like. Its first output is the label. */
  LinearClassifier(call) {
    const weights = call.floats('coefficients') ?? [];
    const inputs = call.x.index.length;
    const units = weights.length / inputs;
    // Of two classes, it may have the weights of one.
    if (units < 3) throw call.unfit;
    const value = dense(call, units, (i, o) => weights[o * inputs + i], call.floats('intercepts'));
    return { ...value, soft: call.op };
  },
  Softmax: output,
  LogSoftmax: output,
  Log: output,
  Exp: output,
  ArgMax: output,
  Hardmax: output,
};

/** @param {Call} call @param {'max' | 'average'} kind */
function pool(call, kind) {
  const x = call.image;
  const dilations = call.ints('dilations') ?? [];
  need(!x.pads && dilations.every((one) => one === 1), 'pooling', { name: call.op });
  const kernel = call.pair('kernel_shape');
  const strides = call.pair('strides');
  const pads = call.pads(kernel, strides, [1, 1]);
  call.plan.pool(kind, { kernel, strides, pads, ceil: call.int('ceil_mode', 0) === 1 });
  return call.imageResult();
}

/** @param {Call} call @param {'max' | 'average'} kind */
function globalPool(call, kind) {
  call.image; // refuses what isn't one
  call.plan.globalPool(kind);
  return call.imageResult();
}
