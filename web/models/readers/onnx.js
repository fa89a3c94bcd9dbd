/**
 * ONNX models. The graph is run once with positions in place of numbers: each activation is a tensor of
 * indices that say which of Inkling's values stands where. So transposing, flattening, and reshaping are
 * what they are, and weights end up in the right order whatever the graph does.
 */
import { SIDE } from '../../inkling/types.js';
import { need, ReadError } from './error.js';
import { Call, isActivation } from './onnx-call.js';
import { readOnnxFile } from './onnx-file.js';
import { fuse } from './onnx-fuse.js';
import { OPERATORS } from './onnx-operators.js';
import { countOf, readTensor } from './onnx-tensors.js';
import { PlanBuilder } from './plan.js';

/**
 * @typedef {import('./onnx-file.js').Node} Node
 * @typedef {import('./onnx-file.js').ValueInfo} ValueInfo
 * @typedef {import('./onnx-call.js').Activation} Activation
 * @typedef {import('./onnx-call.js').Value} Value
 */

/** ONNX's operators, and those that it has for classical machine learning. */
const OWN_DOMAINS = ['', 'ai.onnx', 'ai.onnx.ml'];

/** Operators of quantized networks. */
const QUANTIZED = /Quantize|^QLinear|Integer$/;
const RECURRENT = /^(LSTM|GRU|RNN|Loop|Scan)$/;

/** What only the output is put through, so that it can be left out. */
const OUTPUTS = ['Softmax', 'LogSoftmax', 'Log', 'ArgMax', 'Hardmax', 'TopK', 'Exp'];

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
    const isWritten = node?.op === 'Constant';
    const tensor =
      this.tensors.get(name) ?? (isWritten ? node.attributes?.find(({ t }) => t)?.t : undefined);
    // Weights are decoded when they are used.
    if (tensor && countOf(tensor.dims ?? []) !== 1) return null;
    if (tensor) return readTensor(tensor, this.external).data[0];
    const value = isWritten ? new Call(this, node, []).written() : null;
    return value?.data.length === 1 ? value.data[0] : null;
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
    const { op = '', domain = '', input = [], output = [] } = node;
    // Operators of other domains may have the same names and do something else.
    need(OWN_DOMAINS.includes(domain), 'operator', { name: `${domain}.${op}` });
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
    const run = Object.hasOwn(OPERATORS, op) && OPERATORS[op];
    if (!run) throw new ReadError('operator', { name: op });
    this.values.set(output[0], run(call));
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
