/**
 * Models as safetensors files: what src/model_file.c writes, read into plain JavaScript.
 */

/**
 * @typedef {object} Model
 * @property {string} layers as createNetwork takes them
 * @property {number} temperature
 * @property {Float32Array} parameters layer by layer, as Network.setParameters takes them
 * @property {Record<string, string>} notes everything the file says of itself
 *
 * @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} Tensor
 */

const MAX_HEADER_BYTES = 100_000;
/** What calibration can come to, see src/evaluate.c, and some room. */
const MIN_TEMPERATURE = 0.01;
const MAX_TEMPERATURE = 100;

const refuse = () => new Error('This is not a model of Inkling, or it is damaged. Load it again.');

/** The value of a half-precision number (IEEE 754 binary16). @param {number} bits */
export function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction) : 2 ** -14 * fraction);
}

/**
 * The numbers of a tensor, which must begin where the one before has ended.
 * @param {DataView} data
 * @param {number} begin
 * @param {Tensor} tensor
 * @returns {Float32Array}
 */
function numbers(data, begin, { dtype, shape, data_offsets: [first, last] }) {
  const bytes = dtype === 'F16' ? 2 : 4;
  const count = shape.reduce((product, side) => product * side, 1);
  const fits = first === begin && last === first + count * bytes && last <= data.byteLength;
  if (!['F16', 'F32'].includes(dtype) || !fits) throw refuse();
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = first + i * bytes;
    values[i] = bytes === 2 ? half(data.getUint16(at, true)) : data.getFloat32(at, true);
  }
  return values;
}

/**
 * Reads a model file; throws an Error with a sentence for people if it is not one.
 * @param {ArrayBuffer} file
 * @returns {Model}
 */
export function readModel(file) {
  try {
    const view = new DataView(file);
    const length = Number(view.getBigUint64(0, true));
    if (length > MAX_HEADER_BYTES) throw refuse();
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
    const { __metadata__: notes, ...tensors } = header;
    const data = new DataView(file, 8 + length);
    // Names are "0.weight", "0.bias": sorted by layer, a weight before its bias.
    const order = Object.keys(tensors).sort(
      (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a > b ? -1 : 1),
    );
    let end = 0;
    const parts = order.map((name) => {
      const part = numbers(data, end, tensors[name]);
      end = tensors[name].data_offsets[1];
      return part;
    });
    const parameters = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      parameters.set(part, at);
      at += part.length;
    }
    const temperature = Number(notes.temperature ?? 1);
    const sound =
      end === data.byteLength &&
      parameters.every(Number.isFinite) &&
      temperature >= MIN_TEMPERATURE &&
      temperature <= MAX_TEMPERATURE;
    if (notes.format !== 'inkling' || typeof notes.layers !== 'string' || !sound) throw refuse();
    return { layers: notes.layers, temperature, parameters, notes };
  } catch {
    throw refuse();
  }
}
