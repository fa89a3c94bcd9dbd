/**
 * What every reader of foreign models produces: a list of Inkling's layers with their weights. Readers
 * describe layers as their format does; the builder brings weights into Inkling's order and merges what
 * Inkling has no layer for into a neighboring one, exactly.
 */
import { MAX_CHANNELS, MAX_CLASSES, MAX_LAYERS, MAX_UNITS, SIDE } from '../../inkling/types.js';
import { windowsAlong } from '../pooling.js';
import { need, ReadError } from './error.js';

/**
 * @typedef {{ height: number, width: number, channels: number }} Shape
 *
 * @typedef {object} Entry a layer
 * @property {string} text for a list of layers; for a convolution or dense layer, see #texts
 * @property {'conv' | 'dense' | 'scale' | 'batchnorm' | 'other'} kind
 * @property {Float32Array} weights in Inkling's order; empty for a layer without
 * @property {Float32Array} bias
 *
 * @typedef {'dropout' | 'output' | 'merged' | 'widened' | 'grouped' | 'augmentation' | 'scaled' | 'loss'} Remark what was
 *   left out or rewritten; the texts are elsewhere.<remark>
 *
 * @typedef {object} Plan
 * @property {string} format 'ONNX'
 * @property {string} producer the program that wrote the file, as it states; ''
 * @property {string[]} layers
 * @property {Float32Array} parameters
 * @property {number} classes outputs
 * @property {{ factor: number, shift: number }} input what the model itself does to its input before the
 *   first layer
 * @property {string} takes the shape that the file states for its input
 * @property {[Remark, string][]} remarks with a detail, such as the name of an activation
 * @property {string[]} [classNames] names of the outputs, if the file has them and they are not the digits
 * @property {boolean} guessed whether the layers are reconstructed from the shapes of the weights
 * @property {number} [oddity] if so, how far they are from what most networks have
 * @property {() => Plan[]} [similar] if so, the same with each other activation
 */

/** More of the core's limits; see src/inkling/layers.h. */
const MAX_KERNEL = 9;
const MAX_WINDOW = 8;
const MAX_STRIDE = 8;
/** Far more than any network that fits those limits and recognizes digits. */
const MAX_WEIGHTS = 1 << 24;

/** Far longer than any program's name and version. */
const LONGEST_PRODUCER = 150;

const NONE = new Float32Array(0);

/** What the core's batch normalization adds to the variance. */
const EPSILON = 1e-5;

/** Activations that only change how sure the answer sounds, not which one it is. */
const MONOTONIC = ['sigmoid', 'tanh'];

/** @param {Shape} shape */
export const sizeOf = ({ height, width, channels }) => height * width * channels;

/** @param {Shape} shape */
const say = ({ height, width, channels }) => `${height}×${width}×${channels}`;

/** A number in the notation of layer lists. @param {number} value */
export const decimal = (value) => String(Number(value.toFixed(6)));

/**
 * Padding that keeps the size, divided by the stride.
 * @param {[number, number]} sides @param {[number, number]} kernel @param {[number, number]} strides
 * @param {[number, number]} dilations @param {boolean} [lower] whether an odd one goes in front
 */
export function samePads(sides, kernel, strides, dilations = [1, 1], lower = false) {
  const both = sides.map((side, i) => {
    const out = Math.ceil(side / strides[i]);
    return Math.max((out - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - side, 0);
  });
  const front = both.map((all) => (lower ? Math.ceil(all / 2) : Math.floor(all / 2)));
  return [...front, ...both.map((all, i) => all - front[i])];
}

export class PlanBuilder {
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Map<Remark, Set<string>>} */
  #remarks = new Map();
  /**
   * A factor and a shift for each value, which the next layer takes in, and what they come from.
   * @type {{ factors: number[], shifts: number[], name: string } | null}
   */
  #pending = null;
  /** @type {Shape} */
  shape = { height: SIDE, width: SIDE, channels: 1 };
  input = { factor: 1, shift: 0 };
  /** Changes with every layer, and with everything merged into one. */
  version = 0;
  #weights = 0;

  /** @param {Remark} remark @param {string} [detail] */
  remark(remark, detail = '') {
    const details = this.#remarks.get(remark) ?? new Set();
    details.add(detail);
    this.#remarks.set(remark, details);
  }

  /** @param {Entry} entry @param {Shape} shape */
  #push(entry, shape) {
    this.#weights += entry.weights.length;
    need(this.#weights <= MAX_WEIGHTS, 'tooLarge', { layer: entry.text });
    need(this.#entries.length < 2 * MAX_LAYERS, 'tooLarge', { layer: `> ${MAX_LAYERS}` });
    need(!this.#pending, 'operator', { name: this.#pending?.name ?? '' });
    this.#entries.push(entry);
    this.shape = shape;
    this.version++;
  }

  get #last() {
    return this.#entries[this.#entries.length - 1];
  }

  /**
   * A convolution. Kernels that aren't square, are dilated or meet uneven padding are widened with
   * zeros to a square one with even padding, and groups with zeros between channels of different groups.
   * @param {object} layer
   * @param {[number, number]} layer.kernel
   * @param {number} layer.out channels
   * @param {(row: number, column: number, input: number, output: number) => number} layer.weight input is
   *   the channel within its group
   * @param {ArrayLike<number>} [layer.bias]
   * @param {[number, number]} [layer.strides]
   * @param {number[]} [layer.pads] top, left, bottom, right
   * @param {[number, number]} [layer.dilations]
   * @param {number} [layer.groups]
   */
  conv({
    kernel,
    out,
    weight,
    bias,
    strides = [1, 1],
    pads = [0, 0, 0, 0],
    dilations = [1, 1],
    groups = 1,
  }) {
    const { height, width, channels } = this.shape;
    const name = `conv ${kernel[0]}x${kernel[1]}x${out}`;
    const [stride] = strides;
    const numbers = [...kernel, out, ...strides, ...dilations, groups];
    need(numbers.every((n) => Number.isInteger(n) && n > 0) && pads.every((n) => Number.isInteger(n) && n >= 0), 'damaged'); // biome-ignore format: one condition
    need(strides[1] === stride && stride <= MAX_STRIDE, 'operator', { name: `${name} stride` });
    need(channels % groups === 0 && out % groups === 0, 'damaged');
    need(out <= MAX_CHANNELS, 'tooLarge', { layer: name });
    const reach = kernel.map((side, i) => (side - 1) * dilations[i] + 1);
    const outHeight = Math.floor((height + pads[0] + pads[2] - reach[0]) / stride) + 1;
    const outWidth = Math.floor((width + pads[1] + pads[3] - reach[1]) / stride) + 1;
    need(outHeight > 0 && outWidth > 0, 'damaged');
    // With even padding p, a kernel needs p - pad more rows in front to meet the same values, and behind
    // as many as give the same number of positions.
    const fits = (/** @type {number} */ padding, /** @type {number} */ size) =>
      Math.floor((height + 2 * padding - size) / stride) + 1 === outHeight &&
      Math.floor((width + 2 * padding - size) / stride) + 1 === outWidth;
    let padding = Math.max(pads[0], pads[1]);
    let size = 0;
    for (; padding < MAX_KERNEL; padding++) {
      size = padding + Math.max(reach[0] - pads[0], reach[1] - pads[1]);
      while (size <= MAX_KERNEL && !fits(padding, size)) size++;
      if (size <= MAX_KERNEL && padding < size) break;
    }
    const isLarge = Math.max(...reach) > MAX_KERNEL;
    need(padding < MAX_KERNEL, 'operator', { name: isLarge ? name : `${name} padding` });
    const before = [padding - pads[0], padding - pads[1]];
    if (size !== kernel[0] || size !== kernel[1]) this.remark('widened', name);
    if (groups > 1) this.remark('grouped', name);
    const inGroup = channels / groups;
    const outGroup = out / groups;
    const weights = new Float32Array(size * size * channels * out);
    for (let row = 0; row < kernel[0]; row++) {
      for (let column = 0; column < kernel[1]; column++) {
        const r = before[0] + row * dilations[0];
        const c = before[1] + column * dilations[1];
        for (let o = 0; o < out; o++) {
          const first = Math.floor(o / outGroup) * inGroup;
          for (let i = 0; i < inGroup; i++) {
            const at = ((r * size + c) * channels + first + i) * out + o;
            weights[at] = weight(row, column, i, o);
          }
        }
      }
    }
    const pad = padding ? ` pad ${padding}` : '';
    const step = stride > 1 ? ` stride ${stride}` : '';
    this.#push(
      {
        kind: 'conv',
        text: `conv ${size}x${size}x${out}${pad}${step}`,
        weights,
        bias: biasOf(bias, out),
      },
      { height: outHeight, width: outWidth, channels: out },
    );
  }

  /**
   * A dense layer.
   * @param {number} units
   * @param {(input: number, output: number) => number} weight input in the order of this.shape
   * @param {ArrayLike<number>} [bias]
   */
  dense(units, weight, bias) {
    const inputs = sizeOf(this.shape);
    const text = `dense ${units}`;
    need(Number.isInteger(units) && units > 0, 'damaged');
    need(units <= MAX_UNITS && inputs * units <= MAX_WEIGHTS, 'tooLarge', { layer: text });
    const weights = new Float32Array(inputs * units);
    const biases = Float64Array.from(biasOf(bias, units));
    for (let i = 0; i < inputs; i++) {
      const { factors, shifts } = this.#pending ?? {};
      const [factor, shift] = [factors?.[i] ?? 1, shifts?.[i] ?? 0];
      for (let o = 0; o < units; o++) {
        const w = weight(i, o);
        weights[i * units + o] = w * factor;
        biases[o] += w * shift;
      }
    }
    this.#pending = null;
    this.#push(
      { kind: 'dense', text, weights, bias: Float32Array.from(biases) },
      { height: 1, width: 1, channels: units },
    );
  }

  /**
   * Multiplies each channel by a factor and adds a shift. Merged into the layer before if that is a
   * weighted sum.
   * @param {ArrayLike<number>} factors @param {ArrayLike<number>} shifts one per channel
   */
  affine(factors, shifts) {
    const { channels } = this.shape;
    need(factors.length === channels && shifts.length === channels, 'damaged');
    const last = this.#last;
    if (this.#pending) {
      const all = Array.from(this.#pending.factors, (_, i) => i % channels);
      const each = (/** @type {ArrayLike<number>} */ values) => all.map((k) => values[k]);
      this.affineEach(each(factors), each(shifts), this.#pending.name);
      return;
    }
    if (!last) {
      this.input = {
        factor: this.input.factor * factors[0],
        shift: this.input.shift * factors[0] + shifts[0],
      };
    } else if (last.kind === 'other') {
      const entry = { weights: Float32Array.from(factors), bias: Float32Array.from(shifts) };
      this.#push({ kind: 'scale', text: 'scale', ...entry }, this.shape);
      return;
    } else rescale(last, factors, shifts);
    this.version++;
  }

  /**
   * Multiplies each value by a factor of its own and adds a shift, both of which are merged into the dense
   * layer that must follow.
   * @param {number[]} factors @param {number[]} shifts in the order of this.shape
   * @param {string} name of the operator, for the refusal of anything else that follows
   */
  affineEach(factors, shifts, name) {
    need(factors.length === sizeOf(this.shape) && shifts.length === factors.length, 'damaged');
    const before = this.#pending;
    this.#pending = {
      factors: factors.map((factor, i) => factor * (before?.factors[i] ?? 1)),
      shifts: shifts.map((shift, i) => shift + factors[i] * (before?.shifts[i] ?? 0)),
      name,
    };
    this.version++;
  }

  /**
   * Batch normalization, with its running statistics: one of each per channel, or per value of an image that
   * was flattened. It stays a layer where Inkling has one; otherwise it is merged into a neighbor.
   * @param {ArrayLike<number> | null} gamma @param {ArrayLike<number> | null} beta
   * @param {ArrayLike<number>} mean @param {ArrayLike<number>} variance @param {number} epsilon
   */
  batchNormalization(gamma, beta, mean, variance, epsilon) {
    const { channels } = this.shape;
    const count = mean.length;
    need(count === channels || count === sizeOf(this.shape), 'damaged');
    const all = [gamma, beta, mean, variance];
    need(
      all.every((values) => !values || values.length === count),
      'damaged',
    );
    const factors = Array.from(
      { length: count },
      (_, i) => (gamma ? gamma[i] : 1) / Math.sqrt(variance[i] + epsilon),
    );
    const shifts = factors.map((factor, i) => (beta ? beta[i] : 0) - mean[i] * factor);
    if (count !== channels || !this.#last) {
      this.remark('merged');
      if (count === channels) this.affine(factors, shifts);
      else this.affineEach(factors, shifts, 'BatchNormalization');
      return;
    }
    const weights = new Float32Array(3 * channels);
    for (let k = 0; k < channels; k++) {
      // With the core's epsilon, this gives what the file gives with its own.
      const own = Math.max(variance[k] + epsilon - EPSILON, 0);
      weights[k] = factors[k] * Math.sqrt(own + EPSILON);
      weights[channels + k] = mean[k];
      weights[2 * channels + k] = own;
    }
    const bias = beta ? Float32Array.from(beta) : new Float32Array(channels);
    this.#push({ kind: 'batchnorm', text: 'batchnorm', weights, bias }, this.shape);
  }

  /** Merges batch normalizations into the weighted sums before them while there are too many layers. */
  #shorten() {
    const entries = this.#entries;
    for (let at = 1; at < entries.length && entries.length >= MAX_LAYERS; at++) {
      const [before, { kind, weights, bias }] = [entries[at - 1], entries[at]];
      if (kind !== 'batchnorm' || before.kind === 'other') continue;
      const channels = bias.length;
      const factors = Array.from(
        bias,
        (_, k) => weights[k] / Math.sqrt(weights[2 * channels + k] + EPSILON),
      );
      const shifts = factors.map((factor, k) => bias[k] - weights[channels + k] * factor);
      rescale(before, factors, shifts);
      entries.splice(at--, 1);
      this.remark('merged');
    }
    need(entries.length < MAX_LAYERS, 'tooLarge', { layer: `> ${MAX_LAYERS}` });
  }

  /** A layer without weights that keeps the shape. @param {string} text */
  activation(text) {
    this.#push({ kind: 'other', text, weights: NONE, bias: NONE }, this.shape);
  }

  /**
   * @param {'max' | 'average'} kind
   * @param {object} window
   * @param {[number, number]} window.kernel
   * @param {[number, number]} window.strides
   * @param {number[]} [window.pads] top, left, bottom, right
   * @param {boolean} [window.ceil] whether windows may hang over the edge
   */
  pool(kind, { kernel, strides, pads = [0, 0, 0, 0], ceil = false }) {
    const { height, width, channels } = this.shape;
    const word = kind === 'max' ? 'maxpool' : 'avgpool';
    const own = pads.some(Boolean) ? ` pads ${pads.join(' ')}` : '';
    const step = kernel.join() === strides.join() ? '' : ` stride ${strides.join('x')}`;
    const name = `${word} ${kernel.join('x')}${own}${step}`;
    need(
      [...kernel, ...strides].every((n) => Number.isInteger(n) && n > 0),
      'damaged',
    );
    if (kernel[0] === 1 && kernel[1] === 1 && strides[0] === 1 && strides[1] === 1) return;
    const unpadded = pads.every((pad) => pad === 0);
    if (kernel[0] === height && kernel[1] === width && unpadded) return this.globalPool(kind);
    const [size] = kernel;
    const [stride] = strides;
    const [before] = pads;
    const even = kernel[1] === size && strides[1] === stride && pads[1] === before;
    need(even && size > 1 && size <= MAX_WINDOW && stride <= MAX_STRIDE, 'pooling', { name });
    need(size <= height + pads[0] + pads[2] && size <= width + pads[1] + pads[3], 'damaged');
    const sides = [height, width];
    const counts = sides.map((side, i) =>
      windowsAlong(side, size, stride, [pads[i], pads[i + 2]], ceil),
    );
    // Padding behind the image matters only for how many windows there are.
    const hangs = [false, true].find((option) =>
      sides.every(
        (side, i) => windowsAlong(side, size, stride, [before, before], option) === counts[i],
      ),
    );
    const fits = kind === 'max' ? before <= size / 2 : before === 0 && !hangs;
    need(fits && hangs !== undefined && size <= height && size <= width, 'pooling', { name });
    const words = [
      `${word} ${size}`,
      ...(before ? [`pad ${before}`] : []),
      ...(stride !== size ? [`stride ${stride}`] : []),
      ...(hangs ? ['ceil'] : []),
    ];
    this.#push(
      { kind: 'other', text: words.join(' '), weights: NONE, bias: NONE },
      { height: counts[0], width: counts[1], channels },
    );
  }

  /** Pools the whole image. @param {'max' | 'average'} kind */
  globalPool(kind) {
    const { height, width, channels } = this.shape;
    if (height * width === 1) return;
    need(kind === 'average' || height === width, 'pooling', { name: `max ${height}x${width}` });
    if (kind === 'max' && height > MAX_WINDOW) {
      // The largest of the largest.
      const kernel = /** @type {[number, number]} */ ([MAX_WINDOW, MAX_WINDOW]);
      this.pool(kind, { kernel, strides: kernel, ceil: true });
      this.globalPool(kind);
      return;
    }
    const text = kind === 'max' ? `maxpool ${height}` : 'avgpool global';
    this.#push(
      { kind: 'other', text, weights: NONE, bias: NONE },
      { height: 1, width: 1, channels },
    );
  }

  /** @param {{ format: string, producer?: string, takes?: string, guessed?: boolean }} about @returns {Plan} */
  finish({ format, producer = '', takes = '', guessed = false }) {
    const entries = this.#entries;
    const [first, last] = [entries[0], this.#last];
    if (last && MONOTONIC.includes(last.text)) {
      this.remark('output', last.text);
      entries.pop();
    }
    need(!this.#pending, 'operator', { name: this.#pending?.name ?? '' });
    this.#shorten();
    need(
      entries.some(({ kind }) => kind === 'dense' || kind === 'conv'),
      'noLayers',
    );
    const { shape } = this;
    const classes = sizeOf(shape);
    need(classes >= 2 && classes <= MAX_CLASSES, 'classes', { count: classes, most: MAX_CLASSES });
    const blocks = entries.flatMap(({ weights, bias }) => [weights, bias]);
    const parameters = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
      parameters.set(block, at);
      at += block.length;
    }
    need(parameters.every(Number.isFinite) && Number.isFinite(this.input.factor), 'damaged');
    if (!first) throw new ReadError('noLayers');
    return {
      format,
      producer: producer.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_PRODUCER),
      layers: entries.map(({ text }) => text),
      parameters,
      classes,
      input: this.input,
      takes,
      remarks: [...this.#remarks].map(([remark, details]) => [remark, [...details].join(', ')]),
      guessed,
    };
  }

  /** Refuses a shape that the format states and that isn't the one that the layers give. @param {Shape} stated */
  agree(stated) {
    need(say(stated) === say(this.shape), 'damaged');
  }
}

/**
 * Multiplies each channel of a layer's output by a factor and adds a shift.
 * @param {Entry} entry @param {ArrayLike<number>} factors @param {ArrayLike<number>} shifts
 */
function rescale({ kind, weights, bias }, factors, shifts) {
  const channels = bias.length;
  // A batch normalization's running statistics are of its input.
  const scaled = kind === 'batchnorm' ? channels : weights.length;
  for (let i = 0; i < scaled; i++) weights[i] *= factors[i % channels];
  for (let o = 0; o < channels; o++) bias[o] = bias[o] * factors[o] + shifts[o];
}

/** @param {ArrayLike<number> | null | undefined} values @param {number} count */
function biasOf(values, count) {
  if (!values) return new Float32Array(count);
  need(values.length === count, 'damaged');
  return Float32Array.from(values);
}
