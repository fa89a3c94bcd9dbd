/** Writes small ONNX files, field by field as in onnx.proto. */

/** @typedef {{ name: string, dims: number[], data: number[] | Float32Array, type?: 'float' | 'int64' }} Tensor */
/** @typedef {number | number[] | string | { float: number } | { floats: number[] } | Tensor} Attribute */
/** @typedef {{ op: string, domain?: string, input: string[], output: string[], attributes?: Record<string, Attribute> }} Node */

/** @param {number} value @returns {number[]} */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return bytes;
}

/** @param {number} field @param {number} value */
const int = (field, value) => Buffer.from([...varint(field << 3), ...varint(value)]);
/** @param {number} field @param {Uint8Array | string} content */
const bytes = (field, content) => {
  const raw = Buffer.from(/** @type {any} */ (content));
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(raw.length)]), raw]);
};
/** @param {number} field @param {number} value */
function float(field, value) {
  const raw = Buffer.alloc(4);
  raw.writeFloatLE(value);
  return Buffer.concat([Buffer.from(varint((field << 3) | 5)), raw]);
}

/** @param {Tensor} tensor @param {{ file: string, offset: number }} [external] */
function tensorBytes({ name, dims, data, type = 'float' }, external) {
  const array =
    type === 'float' ? Float32Array.from(data) : BigInt64Array.from(data, (v) => BigInt(v));
  const raw = new Uint8Array(array.buffer);
  const entry = (/** @type {string} */ key, /** @type {string} */ value) =>
    bytes(13, Buffer.concat([bytes(1, key), bytes(2, value)]));
  return Buffer.concat([
    ...dims.map((dim) => int(1, dim)),
    int(2, type === 'float' ? 1 : 7),
    bytes(8, name),
    ...(external
      ? [
          entry('location', external.file),
          entry('offset', String(external.offset)),
          entry('length', String(raw.length)),
          int(14, 1),
        ]
      : [bytes(9, raw)]),
  ]);
}

/** @param {string} name @param {Attribute} value */
function attributeBytes(name, value) {
  const parts = [bytes(1, name)];
  if (typeof value === 'number') parts.push(int(3, value), int(20, 2));
  else if (typeof value === 'string') parts.push(bytes(4, value), int(20, 3));
  else if (Array.isArray(value)) parts.push(...value.map((one) => int(8, one)), int(20, 7));
  else if ('float' in value) parts.push(float(2, value.float), int(20, 1));
  else if ('floats' in value) parts.push(...value.floats.map((one) => float(7, one)), int(20, 6));
  else parts.push(bytes(5, tensorBytes(value)), int(20, 4));
  return Buffer.concat(parts);
}

/** @param {string} name @param {(number | string)[]} dims */
function valueBytes(name, dims) {
  const shape = dims.map((dim) => bytes(1, typeof dim === 'number' ? int(1, dim) : bytes(2, dim)));
  const tensor = Buffer.concat([int(1, 1), bytes(2, Buffer.concat(shape))]);
  return Buffer.concat([bytes(1, name), bytes(2, bytes(1, tensor))]);
}

/**
 * @param {object} model
 * @param {Node[]} model.nodes
 * @param {Tensor[]} model.tensors
 * @param {Record<string, (number | string)[]>} model.inputs
 * @param {Record<string, (number | string)[]>} model.outputs
 * @param {number} [model.opset]
 * @param {string} [model.external] the file that the weights are in
 * @param {string} [model.producer] the program that wrote the file
 * @returns {{ file: Uint8Array, weights: Uint8Array }}
 */
export function onnxFile({
  nodes,
  tensors,
  inputs,
  outputs,
  opset = 13,
  external,
  producer = 'test',
}) {
  let offset = 0;
  /** @type {Uint8Array[]} */
  const weights = [];
  const initializers = tensors.map((tensor) => {
    if (!external || tensor.type === 'int64') return bytes(5, tensorBytes(tensor));
    const made = bytes(5, tensorBytes(tensor, { file: external, offset }));
    const raw = new Uint8Array(Float32Array.from(tensor.data).buffer);
    weights.push(raw);
    offset += raw.length;
    return made;
  });
  const graph = Buffer.concat([
    ...nodes.map(({ op, domain, input, output, attributes = {} }) =>
      bytes(
        1,
        Buffer.concat([
          ...input.map((name) => bytes(1, name)),
          ...output.map((name) => bytes(2, name)),
          bytes(4, op),
          ...Object.entries(attributes).map(([name, value]) =>
            bytes(5, attributeBytes(name, value)),
          ),
          ...(domain ? [bytes(7, domain)] : []),
        ]),
      ),
    ),
    bytes(2, 'graph'),
    ...initializers,
    ...Object.entries(inputs).map(([name, dims]) => bytes(11, valueBytes(name, dims))),
    ...Object.entries(outputs).map(([name, dims]) => bytes(12, valueBytes(name, dims))),
  ]);
  const opsets = Buffer.concat([
    bytes(8, Buffer.concat([bytes(1, ''), int(2, opset)])),
    bytes(8, Buffer.concat([bytes(1, 'ai.onnx.ml'), int(2, 1)])),
  ]);
  const file = Buffer.concat([int(1, 6), bytes(2, producer), bytes(7, graph), opsets]);
  return { file: new Uint8Array(file), weights: new Uint8Array(Buffer.concat(weights)) };
}
