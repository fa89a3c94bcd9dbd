/** What an operator of an ONNX graph is called with: the attributes and inputs of its node. */
import { ReadError } from './error.js';
import { readTensor } from './onnx-tensors.js';
import { samePads } from './plan.js';

/**
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
 *
 * @typedef {object} Context of the run of a graph
 * @property {import('./plan.js').PlanBuilder} plan
 * @property {(name: string) => Uint8Array} external the bytes of a file beside it
 * @property {number} batch that the file has; -1 for any
 */

/** @param {Value | undefined} value @returns {value is Activation} */
export const isActivation = (value) => value !== undefined && 'index' in value;

/** The attributes and inputs of a node. */
export class Call {
  /** @param {Context} run @param {import('./onnx-file.js').Node} node @param {(Value | undefined)[]} values */
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

  /** What a Constant node holds; null for texts. @returns {Constant | null} */
  written() {
    const value = this.tensor('value');
    if (value) return value;
    const list = this.ints('value_ints') ?? this.floats('value_floats');
    if (list) return { dims: [list.length], data: list };
    if (this.has('value_int')) return { dims: [], data: [this.int('value_int', 0)] };
    if (this.has('value_float')) return { dims: [], data: [this.float('value_float', 0)] };
    return null;
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
