/**
 * The messages of an ONNX file, decoded by field number as in onnx.proto (https://onnx.ai). Only the
 * fields that a reader of networks needs.
 */
import { PbfReader } from 'pbf';
import { ReadError } from './error.js';

/**
 * @typedef {'string' | 'bytes' | 'int' | 'float' | 'floats' | 'ints' | 'doubles'} Scalar
 * @typedef {{ [field: number]: [name: string, type: Scalar | Fields, many?: 'many'] }} Fields
 */

/** @type {Fields} */
const ENTRY = { 1: ['key', 'string'], 2: ['value', 'string'] };
/** @type {Fields} */
const TENSOR = {
  1: ['dims', 'ints'],
  2: ['type', 'int'],
  4: ['floats', 'floats'],
  5: ['ints32', 'ints'],
  7: ['ints64', 'ints'],
  8: ['name', 'string'],
  9: ['raw', 'bytes'],
  10: ['doubles', 'doubles'],
  13: ['external', ENTRY, 'many'],
  14: ['location', 'int'],
};
/** @type {Fields} */
const DIMENSION = { 1: ['value', 'int'], 2: ['name', 'string'] };
/** @type {Fields} */
const TENSOR_TYPE = { 1: ['elements', 'int'], 2: ['shape', { 1: ['dims', DIMENSION, 'many'] }] };
/** @type {Fields} */
const VALUE = { 1: ['name', 'string'], 2: ['type', { 1: ['tensor', TENSOR_TYPE] }] };
/** @type {Fields} */
const ATTRIBUTE = {
  1: ['name', 'string'],
  2: ['f', 'float'],
  3: ['i', 'int'],
  4: ['s', 'string'],
  5: ['t', TENSOR],
  7: ['floats', 'floats'],
  8: ['ints', 'ints'],
};
/** @type {Fields} */
const NODE = {
  1: ['input', 'string', 'many'],
  2: ['output', 'string', 'many'],
  3: ['name', 'string'],
  4: ['op', 'string'],
  5: ['attributes', ATTRIBUTE, 'many'],
  7: ['domain', 'string'],
};
/** @type {Fields} */
const GRAPH = {
  1: ['nodes', NODE, 'many'],
  5: ['initializers', TENSOR, 'many'],
  11: ['inputs', VALUE, 'many'],
  12: ['outputs', VALUE, 'many'],
};
/** @type {Fields} */
const MODEL = {
  2: ['producer', 'string'],
  7: ['graph', GRAPH],
  8: ['opsets', { 1: ['domain', 'string'], 2: ['version', 'int'] }, 'many'],
  14: ['metadata', ENTRY, 'many'],
};

/**
 * @typedef {object} TensorMessage
 * @property {number[]} [dims]
 * @property {number} [type]
 * @property {number[]} [floats]
 * @property {number[]} [ints32]
 * @property {number[]} [ints64]
 * @property {number[]} [doubles]
 * @property {string} [name]
 * @property {Uint8Array} [raw]
 * @property {{ key?: string, value?: string }[]} [external]
 * @property {number} [location]
 *
 * @typedef {object} Attribute
 * @property {string} [name]
 * @property {number} [f]
 * @property {number} [i]
 * @property {string} [s]
 * @property {TensorMessage} [t]
 * @property {number[]} [floats]
 * @property {number[]} [ints]
 *
 * @typedef {object} Node
 * @property {string[]} [input]
 * @property {string[]} [output]
 * @property {string} [op]
 * @property {string} [domain] '' and 'ai.onnx' for ONNX's own operators
 * @property {Attribute[]} [attributes]
 *
 * @typedef {object} ValueInfo
 * @property {string} [name]
 * @property {{ tensor?: { elements?: number, shape?: { dims?: { value?: number, name?: string }[] } } }} [type]
 *
 * @typedef {object} Graph
 * @property {Node[]} [nodes]
 * @property {TensorMessage[]} [initializers]
 * @property {ValueInfo[]} [inputs]
 * @property {ValueInfo[]} [outputs]
 *
 * @typedef {{ producer?: string, graph?: Graph, opsets?: { domain?: string, version?: number }[],
 *   metadata?: { key?: string, value?: string }[] }} Model
 */

/** @param {PbfReader} pbf @param {Scalar | Fields} type @param {any} before earlier values of a packed field */
function readValue(pbf, type, before) {
  switch (type) {
    case 'string':
      return pbf.readString();
    case 'bytes':
      return pbf.readBytes();
    case 'int':
      return pbf.readVarint(true);
    case 'float':
      return pbf.readFloat();
    case 'ints':
      return pbf.readPackedVarint(before ?? [], true);
    case 'floats':
      return pbf.readPackedFloat(before ?? []);
    case 'doubles':
      return pbf.readPackedDouble(before ?? []);
    default:
      return pbf.readMessage(readerOf(type), {});
  }
}

/** @param {Fields} fields */
const readerOf =
  (fields) =>
  (
    /** @type {number} */ tag,
    /** @type {Record<string, any>} */ message,
    /** @type {PbfReader} */ pbf,
  ) => {
    const field = fields[tag];
    if (!field) return;
    const [name, type, many] = field;
    if (pbf.pos > pbf.length) throw new ReadError('damaged');
    const value = readValue(pbf, type, message[name]);
    if (many) {
      message[name] ??= [];
      message[name].push(value);
    } else {
      message[name] = value;
    }
  };

/** @param {Uint8Array} bytes @returns {Model} */
export function readOnnxFile(bytes) {
  try {
    const pbf = new PbfReader(bytes);
    const model = pbf.readFields(readerOf(MODEL), {});
    if (pbf.pos !== bytes.length) throw new ReadError('damaged');
    return model;
  } catch {
    throw new ReadError('damaged');
  }
}
