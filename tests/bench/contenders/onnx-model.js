/**
 * Writes the networks as ONNX files, with the field numbers of onnx.proto. A protocol buffer is a
 * list of fields: a field number with its wire type, then the value.
 */
import { CLASSES, channelsFirst, PIXELS, split } from '../shape.js';

const FLOAT = 1;
const INTS = 7;
const NAMES = ['w1', 'b1', 'w2', 'b2', 'w3', 'b3'];

/** Seven bits per byte, lowest first. @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/** @param {number} field @param {number} value */
const number = (field, value) => Uint8Array.from([...varint(field << 3), ...varint(value)]);

/** @param {number} field @param {Uint8Array[]} parts */
function bytes(field, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = [(field << 3) | 2, ...varint(length)];
  const all = new Uint8Array(header.length + length);
  all.set(header);
  let at = header.length;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param {number} field @param {string} value */
const text = (field, value) => bytes(field, new TextEncoder().encode(value));

/**
 * @param {string} type @param {string[]} inputs @param {string} output
 * @param {Record<string, number[]>} [attributes]
 */
const node = (type, inputs, output, attributes = {}) =>
  bytes(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, type),
    ...Object.entries(attributes).map(([name, values]) =>
      bytes(5, text(1, name), ...values.map((value) => number(8, value)), number(20, INTS)),
    ),
  );

/** @param {string} name @param {Float32Array} data @param {number[]} shape */
const initializer = (name, data, shape) =>
  bytes(
    5,
    ...shape.map((size) => number(1, size)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer)),
  );

/** A graph input or output of shape [batch][sizes], where batch is symbolic. */
const value = (
  /** @type {number} */ field,
  /** @type {string} */ name,
  /** @type {number[]} */ sizes,
) => {
  const dimensions = sizes.map((size) => bytes(1, number(1, size)));
  const shape = bytes(2, bytes(1, text(2, 'batch')), ...dimensions);
  return bytes(field, text(1, name), bytes(2, bytes(1, number(1, FLOAT), shape)));
};

const DENSE = {
  input: [PIXELS],
  nodes: [
    node('Gemm', ['x', 'w1', 'b1'], 'sums'),
    node('Relu', ['sums'], 'hidden'),
    node('Gemm', ['hidden', 'w2', 'b2'], 'logits'),
  ],
};

const WINDOW = { kernel_shape: [2, 2], strides: [2, 2] };
const CONVOLUTIONAL = {
  input: [1, 28, 28],
  nodes: [
    node('Conv', ['x', 'w1', 'b1'], 'sums1'),
    node('Relu', ['sums1'], 'active1'),
    node('MaxPool', ['active1'], 'pooled1', WINDOW),
    node('Conv', ['pooled1', 'w2', 'b2'], 'sums2'),
    node('Relu', ['sums2'], 'active2'),
    node('MaxPool', ['active2'], 'pooled2', WINDOW),
    node('Flatten', ['pooled2'], 'flat'),
    node('Gemm', ['flat', 'w3', 'b3'], 'logits'),
  ],
};

/**
 * Returns the file and the shape of one input.
 * @param {import('../shape.js').Shape} shape @param {Float32Array} weights
 */
export function onnxModel(shape, weights) {
  const isDense = shape.name === 'mlp';
  const { input, nodes } = isDense ? DENSE : CONVOLUTIONAL;
  const parts = split(shape, weights);
  const graph = bytes(
    7,
    ...nodes,
    node('Softmax', ['logits'], 'probabilities'),
    text(2, shape.name),
    ...(isDense ? parts : channelsFirst(parts)).map((part, i) =>
      initializer(NAMES[i], part.data, part.shape),
    ),
    value(11, 'x', input),
    value(12, 'probabilities', [CLASSES]),
  );
  const irVersion = number(1, 8);
  const operators = bytes(8, text(1, ''), number(2, 13));
  const fields = [irVersion, operators, graph];
  const model = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0));
  let at = 0;
  for (const field of fields) {
    model.set(field, at);
    at += field.length;
  }
  return { model, input };
}
