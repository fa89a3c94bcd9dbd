/**
 * ONNX models. The graph is run once with positions in place of numbers: each activation is a tensor of
 * indices that say which of Inkling's values stands where. So transposing, flattening, and reshaping are
 * what they are, and weights end up in the right order whatever the graph does.
 */
import { SIDE } from '../../inkling/types.js';
import { need, ReadError } from './error.js';
import { readOnnxFile } from './onnx-file.js';
import { fuse } from './onnx-fuse.js';
import {
  broadcast,
  checkedCount,
  combine,
  concatenated,
  countOf,
  eachPosition,
  gathered,
  readTensor,
  reshaped,
  sliced,
  squeezed,
  transposed,
  unsqueezed,
} from './onnx-tensors.js';
import { decimal, PlanBuilder, samePads, sizeOf } from './plan.js';

/**
 * @typedef {import('./onnx-file.js').Node} Node
 * @typedef {import('./onnx-file.js').ValueInfo} ValueInfo
 * @typedef {import('./onnx-tensors.js').Constant} Constant
 *
 * @typedef {object} Activation
 * @property {number[]} dims with a batch of 1
 * @property {Int32Array} index of Inkling's value at each position
 * @property {number} version of the plan that it belongs to
 * @property {number[]} [pads] zeros to put around it: top, left, bottom, right
 * @property {string} [soft] the softmax, or what follows it, that it is past
 *
 * @typedef {Constant | Activation} Value
 */

/** @param {Value | undefined} value @returns {value is Activation} */
const isActivation = (value) => value !== undefined && 'index' in value;

/** Operators of quantized networks. */
const QUANTIZED = /Quantize|^QLinear|Integer$/;
const RECURRENT = /^(LSTM|GRU|RNN|Loop|Scan)$/;

/** @type {Record<string, (x: number, y: number) => number>} */
const ARITHMETIC = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
};

/** What only the output is put through, so that it can be left out. */
const OUTPUTS = ['Softmax', 'LogSoftmax', 'Log', 'ArgMax', 'Hardmax', 'TopK', 'Exp'];

class Run {
  plan = new PlanBuilder();
  /** @type {Map<string, Value>} */
  values = new Map();
  takes = '';

  /**
   * @param {import('./onnx-file.js').Graph} graph
   * @param {(name: string) => Uint8Array} external
   */
  constructor(graph, external) {
    this.external = external;
    /** @type {Map<string, Node>} */
    this.producers = new Map();
    for (const node of graph.nodes ?? []) {
      for (const output of node.output ?? []) if (output) this.producers.set(output, node);
    }
    /** Decoded when used. @type {Map<string, import('./onnx-file.js').TensorMessage>} */
    this.tensors = new Map((graph.initializers ?? []).map((tensor) => [tensor.name ?? '', tensor]));
    fuse(this.producers, (name) => this.#number(name));
    this.batch = 1;
    const inputs = (graph.inputs ?? []).filter(({ name }) => !this.tensors.has(name ?? ''));
    this.#enter(inputs);
  }

  /** A constant that is a single number; null if the value is anything else. @param {string} name */
  #number(name) {
    const node = this.producers.get(name);
    const tensor =
      this.tensors.get(name) ??
      (node?.op === 'Constant' ? node.attributes?.find(({ t }) => t)?.t : undefined);
    if (!tensor || countOf(tensor.dims ?? []) !== 1) return null;
    return readTensor(tensor, this.external).data[0];
  }

  /** @param {ValueInfo[]} inputs that aren't weights */
  #enter(inputs) {
    const shapes = inputs.map(({ type }) =>
      (type?.tensor?.shape?.dims ?? []).map(({ value }) => (value && value > 0 ? value : -1)),
    );
    for (const [i, shape] of shapes.entries()) {
      const dims = imageShape(shape);
      if (!dims) continue;
      this.takes = say(shape);
      if (shape.length === dims.length) this.batch = shape[0];
      const index = Int32Array.from({ length: SIDE * SIDE }, (_, at) => at);
      this.values.set(inputs[i].name ?? '', { dims, index, version: 0 });
      return;
    }
    throw new ReadError('inputSize', { shape: shapes.map(say).join('; ') || '–' });
  }

  /** @param {string} name @returns {Value} */
  evaluate(name) {
    /** @type {(string | Node)[]} */
    const stack = [name];
    const open = new Set();
    while (stack.length) {
      const top = /** @type {string | Node} */ (stack.pop());
      if (typeof top !== 'string') {
        this.#execute(top);
        continue;
      }
      if (this.values.has(top)) continue;
      const tensor = this.tensors.get(top);
      if (tensor) {
        this.values.set(top, readTensor(tensor, this.external));
        continue;
      }
      const node = this.producers.get(top);
      if (!node || open.has(node)) throw new ReadError('damaged');
      open.add(node);
      const { op = '', input = [] } = node;
      need(!QUANTIZED.test(op), 'quantized', { name: op });
      need(!RECURRENT.test(op), 'recurrent', { name: op });
      stack.push(node);
      for (const one of [...input].reverse()) if (one && !this.values.has(one)) stack.push(one);
    }
    const value = this.values.get(name);
    if (!value) throw new ReadError('damaged');
    return value;
  }

  /** @param {Node} node */
  #execute(node) {
    const { op = '', input = [], output = [] } = node;
    const values = input.map((name) => (name ? this.values.get(name) : undefined));
    const call = new Call(this, node, values);
    for (const value of values) {
      if (!isActivation(value) || op === 'Shape' || op === 'Size') continue;
      need(value.version === this.plan.version, 'branches');
      need(!value.pads || op === 'Conv' || op === 'Pad', 'operator', { name: 'Pad' });
      need(!value.soft || OUTPUTS.includes(op) || FREE.has(op), 'operator', {
        name: value.soft ?? op,
      });
    }
    const run = OPERATORS[op] ?? (ARITHMETIC[op] && arithmetic);
    if (!run) throw new ReadError('operator', { name: op });
    this.values.set(output[0], run(call));
  }
}

/** Operators that only pass on or rearrange values. */
const FREE = new Set([
  'Identity',
  'Cast',
  'Dropout',
  'Reshape',
  'Flatten',
  'Squeeze',
  'Unsqueeze',
  'Shape',
]);

/** The attributes and inputs of a node. */
class Call {
  /** @param {Run} run @param {Node} node @param {(Value | undefined)[]} values */
  constructor(run, node, values) {
    this.run = run;
    this.plan = run.plan;
    this.node = node;
    this.op = node.op ?? '';
    this.values = values;
  }

  /** @param {string} name */
  #attribute(name) {
    return this.node.attributes?.find((attribute) => attribute.name === name);
  }
  /** @param {string} name @param {number} otherwise */
  int(name, otherwise) {
    return this.#attribute(name)?.i ?? otherwise;
  }
  /** @param {string} name @param {number} otherwise */
  float(name, otherwise) {
    return this.#attribute(name)?.f ?? otherwise;
  }
  /** @param {string} name @returns {number[] | undefined} */
  ints(name) {
    return this.#attribute(name)?.ints;
  }
  /** @param {string} name @returns {number[] | undefined} */
  floats(name) {
    return this.#attribute(name)?.floats;
  }
  /** @param {string} name */
  string(name) {
    return this.#attribute(name)?.s ?? '';
  }
  /** @param {string} name */
  tensor(name) {
    const tensor = this.#attribute(name)?.t;
    return tensor && readTensor(tensor, this.run.external);
  }
  /** @param {string} name */
  has(name) {
    return this.#attribute(name) !== undefined;
  }

  get unfit() {
    return new ReadError('operator', { name: this.op });
  }

  /** @param {number} at @returns {Constant} */
  constant(at) {
    const value = this.values[at];
    if (!value || isActivation(value)) throw this.unfit;
    return value;
  }
  /** @param {number} at */
  optional(at) {
    return this.values[at] ? this.constant(at) : undefined;
  }
  /** Integers that older opsets have as an attribute. @param {string} name @param {number} at */
  list(name, at) {
    const value = this.optional(at);
    return value ? Array.from(value.data) : this.ints(name);
  }

  /** The first input if it is an activation. */
  get x() {
    const [value] = this.values;
    if (!isActivation(value)) throw this.unfit;
    return value;
  }

  /** The first input as an image; its channels come first. */
  get image() {
    const { x } = this;
    const { height, width, channels } = this.plan.shape;
    const [batch, c, h, w, ...more] = x.dims;
    const plain = batch === 1 && c === channels && h === height && w === width && !more.length;
    let matches = plain;
    if (plain) {
      for (let k = 0, at = 0; k < channels && matches; k++) {
        for (let place = 0; place < height * width; place++, at++) {
          if (x.index[at] !== place * channels + k) matches = false;
        }
      }
    }
    if (!matches) throw this.unfit;
    return x;
  }

  /** What the plan's last layer gives, as an image with its channels first. @returns {Activation} */
  imageResult() {
    const { height, width, channels } = this.plan.shape;
    const index = new Int32Array(height * width * channels);
    for (let k = 0, at = 0; k < channels; k++) {
      for (let place = 0; place < height * width; place++, at++) index[at] = place * channels + k;
    }
    return { dims: [1, channels, height, width], index, version: this.plan.version };
  }

  /** The same positions, after a layer that works value by value. @param {Activation} x @returns {Activation} */
  same(x) {
    return { ...x, version: this.plan.version };
  }

  /** Where padding is stated or implied. @param {[number, number]} kernel @param {[number, number]} strides @param {[number, number]} dilations */
  pads(kernel, strides, dilations) {
    const auto = this.string('auto_pad');
    if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') {
      const { height, width } = this.plan.shape;
      return samePads([height, width], kernel, strides, dilations, auto === 'SAME_LOWER');
    }
    return auto === 'VALID' ? [0, 0, 0, 0] : (this.ints('pads') ?? [0, 0, 0, 0]);
  }

  /** @param {string} name @returns {[number, number]} */
  pair(name) {
    const [a = 1, b = a, ...more] = this.ints(name) ?? [];
    if (more.length) throw this.unfit;
    return [a, b];
  }
}

/**
 * The shape of one image, if an input of this shape can take one.
 * @param {number[]} shape -1 where free
 */
function imageShape(shape) {
  if (!shape.length) return [1, 1, SIDE, SIDE]; // not stated
  const fits = (/** @type {number[]} */ wanted) =>
    wanted.length === shape.length &&
    wanted.every((dim, i) => i === 0 || shape[i] < 0 || shape[i] === dim);
  const candidates = [
    [1, SIDE * SIDE],
    [1, SIDE, SIDE],
    [1, 1, SIDE, SIDE],
    [1, SIDE, SIDE, 1],
  ];
  const found = candidates.find(fits);
  if (found) return found;
  // Without a batch.
  return countOf(shape) === SIDE * SIDE ? shape : null;
}

/** @param {number[]} shape */
const say = (shape) => `[${shape.map((dim) => (dim < 0 ? 'n' : dim)).join(', ')}]`;

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
 * Adds or multiplies by a constant: per channel.
 * @param {Call} call @param {(position: number[]) => [factor: number, shift: number]} at
 */
function affine(call, at) {
  const x = /** @type {Activation} */ (call.values.find(isActivation));
  const { channels } = call.plan.shape;
  const factors = new Array(channels).fill(Number.NaN);
  const shifts = new Array(channels).fill(Number.NaN);
  eachPosition(x.dims, (position, i) => {
    const k = x.index[i] % channels;
    const [factor, shift] = at(position);
    if (Number.isNaN(factors[k])) [factors[k], shifts[k]] = [factor, shift];
    if (factors[k] !== factor || shifts[k] !== shift) throw call.unfit;
  });
  if (factors.some((factor, k) => factor !== 1 || shifts[k] !== 0))
    call.plan.affine(factors, shifts);
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
      if (call.op === 'Add') return [1, y];
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
const OPERATORS = {
  Constant(call) {
    const value = call.tensor('value');
    if (value) return value;
    const ints = call.ints('value_ints');
    if (ints) return { dims: [ints.length], data: ints };
    const floats = call.floats('value_floats');
    if (floats) return { dims: [floats.length], data: floats };
    if (call.has('value_int')) return { dims: [], data: [call.int('value_int', 0)] };
    if (call.has('value_float')) return { dims: [], data: [call.float('value_float', 0)] };
    throw call.unfit;
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

/**
 * Values that may be the logits: the outputs, and what a softmax gets, for files in which nodes for the
 * loss or the accuracy follow.
 * @param {import('./onnx-file.js').Graph} graph
 */
function candidates({ outputs = [], nodes = [] }) {
  const names = outputs.map(({ name }) => name ?? '');
  const soft = nodes.filter(({ op }) => OUTPUTS.slice(0, 2).includes(op ?? '')).reverse();
  return [...names, ...soft.map(({ input }) => input?.[0] ?? '')].filter(Boolean);
}

/** Far longer than the page's own names. */
const LONGEST_NAME = 250;

/**
 * The names of the classes, which Inkling writes one a line; undefined for digits, and if they don't fit.
 * @param {{ key?: string, value?: string }[]} metadata @param {number} classes
 */
function namesIn(metadata, classes) {
  const names = metadata
    .find(({ key }) => key === 'class_names')
    ?.value?.split('\n')
    .map((name) => name.replaceAll('\0', ' ').slice(0, LONGEST_NAME));
  const isDigits = classes === 10 && names?.every((name, i) => name === String(i));
  return names?.length === classes && !isDigits ? names : undefined;
}

/**
 * @param {Uint8Array} bytes
 * @param {(name: string) => Uint8Array} external the bytes of a file beside it
 * @returns {import('./plan.js').Plan}
 */
export function readOnnx(bytes, external) {
  const { graph, producer = '', metadata = [] } = readOnnxFile(bytes);
  need(graph?.nodes?.length, 'damaged');
  const { nodes = [] } = graph ?? {};
  const quantized = nodes.find(({ op = '' }) => QUANTIZED.test(op));
  need(!quantized, 'quantized', { name: quantized?.op ?? '' });
  /** @type {ReadError | null} */
  let failure = null;
  const names = candidates(/** @type {NonNullable<typeof graph>} */ (graph));
  for (const [i, name] of names.entries()) {
    try {
      const run = new Run(/** @type {NonNullable<typeof graph>} */ (graph), external);
      const value = run.evaluate(name);
      need(isActivation(value), 'noLayers');
      const { version, index } = /** @type {Activation} */ (value);
      need(version === run.plan.version, 'branches');
      // Outputs in another order would need other class names.
      need(
        index.every((at, o) => at === o),
        'operator',
        { name: 'Transpose' },
      );
      if (i > 0) run.plan.remark('loss');
      const plan = run.plan.finish({ format: 'ONNX', producer, takes: run.takes });
      const classNames = namesIn(metadata, plan.classes);
      return classNames ? { ...plan, classNames } : plan;
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new ReadError('noLayers');
}
