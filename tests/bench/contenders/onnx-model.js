/**
 * The network as an ONNX file: Gemm, Relu, Gemm, Softmax, written field by field as onnx.proto
 * numbers them. A protocol buffer is a list of fields: a number with its kind, then the value.
 */
import { CLASSES, PARAMETERS, PIXELS, split } from '../shape.js';

const FLOAT = 1;
const NAMES = ['w1', 'b1', 'w2', 'b2'];

/** Seven bits a byte, the lowest first. @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/** @param {number} field @param {number} value */
const number = (field, value) => Uint8Array.from([field << 3, ...varint(value)]);

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

/** @param {string} type @param {string[]} inputs @param {string} output */
const node = (type, inputs, output) =>
  bytes(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, type));

/** @param {string} name @param {Float32Array} data @param {number[]} shape */
const initializer = (name, data, shape) =>
  bytes(
    5,
    ...shape.map((size) => number(1, size)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer)),
  );

/** An input or output, [any batch][size]. */
const value = (
  /** @type {number} */ field,
  /** @type {string} */ name,
  /** @type {number} */ size,
) => {
  const shape = bytes(2, bytes(1, text(2, 'batch')), bytes(1, number(1, size)));
  return bytes(field, text(1, name), bytes(2, bytes(1, number(1, FLOAT), shape)));
};

/** @param {Float32Array} weights */
export function onnxModel(weights) {
  const graph = bytes(
    7,
    node('Gemm', ['x', 'w1', 'b1'], 'sums'),
    node('Relu', ['sums'], 'hidden'),
    node('Gemm', ['hidden', 'w2', 'b2'], 'logits'),
    node('Softmax', ['logits'], 'probabilities'),
    text(2, 'mlp'),
    ...split(weights).map((part, i) => initializer(NAMES[i], part, PARAMETERS[i])),
    value(11, 'x', PIXELS),
    value(12, 'probabilities', CLASSES),
  );
  const irVersion = number(1, 8);
  const operators = bytes(8, text(1, ''), number(2, 13));
  const parts = [irVersion, operators, graph];
  const model = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    model.set(part, at);
    at += part.length;
  }
  return model;
}
