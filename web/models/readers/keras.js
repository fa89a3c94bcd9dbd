/**
 * Keras models: a configuration of layers, and weights by layer. keras-h5.js, keras-zip.js and tfjs.js find
 * both in the three kinds of files; this file makes a plan of them.
 */
import { SIDE } from '../../inkling/types.js';
import { need, ReadError } from './error.js';
import { decimal, PlanBuilder, samePads, sizeOf } from './plan.js';

/**
 * @typedef {{ class_name: string, config: Record<string, any>, inbound_nodes?: any, name?: string }} LayerConfig
 * @typedef {{ shape: number[], data: ArrayLike<number> }} Weights
 *
 * @typedef {object} Found
 * @property {string} format 'Keras'
 * @property {string} producer
 * @property {any} config of the model
 * @property {(layer: { name: string, class: string, path: string[] }) => Weights[]} weightsOf in Keras's order
 */

/** Layers that do nothing once training is over. */
const TRAINING_ONLY =
  /^(Dropout|SpatialDropout[12]D|AlphaDropout|GaussianNoise|GaussianDropout|ActivityRegularization)$/;
const AUGMENTATION = /^Random/;
const RECURRENT =
  /^(LSTM|GRU|SimpleRNN|RNN|Bidirectional|ConvLSTM2D|TimeDistributed|StackedRNNCells)$/;
const MERGING = /^(Add|Concatenate|Multiply|Average|Maximum|Subtract|Dot)$/;
const MODELS = /^(Sequential|Functional|Model)$/;
const PASSES = /^(InputLayer|Activation|Lambda)$/;
/** What Keras 1 calls the order of channels. @type {Record<string, string>} */
const KERAS_1 = { tf: 'channels_last', th: 'channels_first' };
/** Models inside models. */
const MAX_DEPTH = 8;

/** @param {any} value @returns {[number, number]} */
const pair = (value) => (Array.isArray(value) ? [value[0], value[1]] : [value ?? 1, value ?? 1]);

class KerasPlan {
  plan = new PlanBuilder();
  takes = '';
  /** Whether the current values are one vector rather than an image. @type {boolean} */
  flat = false;
  /** Whether channels come first. */
  first = false;
  /** Whether flattening left them first. */
  flatFirst = false;
  /** @type {number[] | null} */
  pads = null;
  /** The name of the layer whose softmax is the output. */
  soft = '';
  started = false;

  /** @param {Found} found */
  constructor(found) {
    this.found = found;
  }

  /** @param {any} model @param {string[]} path of the models that it is in */
  model(model, path = []) {
    need(path.length <= MAX_DEPTH, 'damaged');
    const { config } = model ?? {};
    const layers = /** @type {LayerConfig[]} */ (Array.isArray(config) ? config : config?.layers);
    // A class of its own, whose layers only its code knows.
    const isOwn = typeof model?.class_name === 'string' && !MODELS.test(model.class_name);
    need(!isOwn || Array.isArray(layers), 'operator', { name: String(model.class_name) });
    need(Array.isArray(layers) && layers.length, 'noLayers');
    if (!this.started) this.#input(layers[0]?.config ?? {}, config.build_input_shape);
    for (const layer of model.class_name === 'Sequential' ? layers : chain(config)) {
      need(typeof layer?.class_name === 'string' && layer.config, 'damaged');
      this.#layer(layer, path);
    }
  }

  /** @param {Record<string, any>} config of the first layer @param {any} built the shape that the model was built for */
  #input(config, built) {
    const shape = config.batch_input_shape ?? config.batch_shape ?? built;
    if (!Array.isArray(shape)) return;
    this.started = true;
    this.takes = `[${shape.map((dim) => dim ?? 'n').join(', ')}]`;
    const dims = shape.slice(1).map((dim) => dim ?? SIDE);
    const text = dims.join();
    const known = [`${SIDE},${SIDE},1`, `${SIDE},${SIDE}`, `1,${SIDE},${SIDE}`, `${SIDE * SIDE}`, `${SIDE * SIDE},1`]; // biome-ignore format: a list
    need(known.includes(text), 'inputSize', { shape: this.takes });
    this.flat = dims.length !== 3;
  }

  /** @param {LayerConfig} layer @param {string[]} path */
  #layer(layer, path) {
    const { class_name: kind, config } = layer;
    const name = String(config.name ?? layer.name ?? '');
    const policy = String(config.dtype?.class_name ?? '');
    need(!policy.startsWith('Quantized'), 'quantized', {
      name: String(config.dtype?.config?.mode ?? policy),
    });
    need(!RECURRENT.test(kind), 'recurrent', { name: kind });
    need(!MERGING.test(kind), 'branches');
    need(!this.soft || kind === 'Flatten' || kind === 'Activation', 'operator', {
      name: this.soft,
    });
    if (MODELS.test(kind)) {
      return this.model(layer, [...path, name]);
    }
    if (TRAINING_ONLY.test(kind)) return this.plan.remark('dropout');
    if (AUGMENTATION.test(kind)) return this.plan.remark('augmentation', kind);
    const format = config.data_format ?? KERAS_1[config.dim_ordering];
    // A Flatten states the setting of the program, whatever the layers before it do.
    if (format && kind !== 'Flatten') this.first = format === 'channels_first';
    const build = Object.hasOwn(LAYERS, kind) ? LAYERS[kind] : undefined;
    if (!build && !PASSES.test(kind)) throw new ReadError('operator', { name: kind });
    const weights = () => this.found.weightsOf({ name, class: kind, path });
    if (kind === 'Lambda') {
      // Before all other layers, it scales the ink: how is found by trying.
      need(this.plan.version === 0, 'operator', { name: kind });
      return this.plan.remark('scaled');
    }
    need(!this.pads || /Conv2D$/.test(kind), 'operator', { name: 'ZeroPadding2D' });
    build?.(this, config, weights);
    this.#activation(config.activation);
  }

  /** @param {any} activation */
  #activation(activation) {
    if (!activation) return;
    const { class_name: kind, config = {} } = activation;
    // Keras 3 writes functions as objects, and layers as activations too.
    const name = String(kind === 'function' ? config : (kind ?? activation)).toLowerCase();
    switch (name) {
      case 'linear':
        return;
      case 'relu':
        return this.rectified(config);
      case 'relu6':
      case 'tanh':
      case 'sigmoid':
      case 'silu':
      case 'gelu':
        return this.plan.activation(name);
      case 'swish':
        return this.plan.activation('silu');
      case 'elu':
        return this.elu(config.alpha);
      case 'leaky_relu':
      case 'leakyrelu':
        return this.leaky(config.negative_slope ?? config.alpha ?? 0.2);
      case 'softmax':
      case 'log_softmax':
        this.soft = name;
        return this.plan.remark('output', name);
      default:
        throw new ReadError('operator', { name });
    }
  }

  /** @param {Record<string, any>} config of a ReLU */
  rectified({ max_value: most, threshold, negative_slope: slope }) {
    const capped = most != null;
    const fits = !threshold && (!capped || (Number(most) === 6 && !slope));
    const name = capped ? `ReLU (max ${most})` : `ReLU (threshold ${threshold})`;
    need(fits, 'operator', { name });
    if (slope) this.leaky(slope);
    else this.plan.activation(capped ? 'relu6' : 'relu');
  }

  /** @param {any} alpha */
  elu(alpha = 1) {
    const value = Number(alpha?.value ?? alpha);
    need(value === 1, 'operator', { name: `ELU (alpha ${decimal(value)})` });
    this.plan.activation('elu');
  }

  /** @param {any} slope */
  leaky(slope) {
    const value = Number(slope?.value ?? slope);
    need(value >= 0 && value <= 0.9, 'operator', { name: `LeakyReLU (${decimal(value)})` });
    this.plan.activation(`leaky relu ${decimal(value)}`);
  }

  /**
   * @param {Record<string, any>} config
   * @param {object} layer
   * @param {[number, number]} layer.kernel
   * @param {number} layer.out
   * @param {number} layer.groups
   * @param {(row: number, column: number, input: number, output: number) => number} layer.weight
   * @param {ArrayLike<number>} [layer.bias]
   */
  conv(config, { kernel, ...layer }) {
    const { height, width } = this.plan.shape;
    const strides = pair(config.strides ?? config.subsample ?? 1);
    const dilations = pair(config.dilation_rate ?? 1);
    const own =
      (config.padding ?? config.border_mode) === 'same'
        ? samePads([height, width], kernel, strides, dilations)
        : [0, 0, 0, 0];
    const pads = own.map((pad, i) => pad + (this.pads?.[i] ?? 0));
    this.pads = null;
    this.image();
    this.plan.conv({ kernel, strides, dilations, pads, ...layer });
  }

  /** Refuses what isn't an image. */
  image() {
    need(!this.flat, 'operator', { name: 'Reshape' });
  }

  /** @param {'max' | 'average'} kind @param {Record<string, any>} config */
  pool(kind, config) {
    this.image();
    const kernel = pair(config.pool_size ?? 2);
    const strides = pair(config.strides ?? kernel);
    const { height, width } = this.plan.shape;
    const same = (config.padding ?? config.border_mode) === 'same';
    const pads = same ? samePads([height, width], kernel, strides) : undefined;
    this.plan.pool(kind, { kernel, strides, pads });
  }

  /** @param {'max' | 'average'} kind @param {Record<string, any>} config */
  globalPool(kind, config) {
    this.image();
    this.plan.globalPool(kind);
    this.flat = !config.keepdims;
    this.flatFirst = false;
  }

  finish() {
    const { format, producer } = this.found;
    return this.plan.finish({ format, producer, takes: this.takes });
  }
}

/** @param {Weights[]} weights @param {number} at @param {number} rank @param {string} name */
function weight(weights, at, rank, name) {
  const found = weights[at];
  if (!found || found.shape.length !== rank) throw new ReadError('shapes', { name });
  const count = found.shape.reduce((all, side) => all * side, 1);
  need(found.data.length === count, 'damaged');
  return found;
}

/**
 * Where a value of Inkling's order stands with channels first.
 * @param {import('./plan.js').Shape} shape @param {number} i
 */
const placeFirst = ({ height, width, channels }, i) =>
  (i % channels) * height * width + Math.floor(i / channels);

/** @typedef {(to: KerasPlan, config: Record<string, any>, weights: () => Weights[]) => void} Build */

/** @type {Record<string, Build>} */
const LAYERS = {
  Conv2D(to, config, load) {
    const weights = load();
    const { shape, data } = weight(weights, 0, 4, config.name);
    const [height, width, inGroup, out] = shape;
    const groups = config.groups ?? 1;
    // Keras 1 on Theano: other kernels in another order.
    need(config.dim_ordering !== 'th', 'operator', { name: 'dim_ordering th' });
    need(inGroup * groups === to.plan.shape.channels, 'damaged');
    to.conv(config, {
      kernel: [height, width],
      out,
      groups,
      weight: (r, c, i, o) => data[((r * width + c) * inGroup + i) * out + o],
      bias: config.use_bias === false ? undefined : weight(weights, 1, 1, config.name).data,
    });
  },
  DepthwiseConv2D(to, config, load) {
    const weights = load();
    const bias = config.use_bias === false ? undefined : weight(weights, 1, 1, config.name).data;
    depthwise(to, config, weight(weights, 0, 4, config.name), bias);
  },
  SeparableConv2D(to, config, load) {
    const weights = load();
    depthwise(to, config, weight(weights, 0, 4, config.name), undefined);
    const { shape, data } = weight(weights, 1, 4, config.name);
    const [, , channels, out] = shape;
    need(channels === to.plan.shape.channels && shape[0] === 1 && shape[1] === 1, 'damaged');
    to.plan.conv({
      kernel: [1, 1],
      out,
      weight: (_r, _c, i, o) => data[i * out + o],
      bias: config.use_bias === false ? undefined : weight(weights, 2, 1, config.name).data,
    });
  },
  Dense(to, config, load) {
    const weights = load();
    const { shape, data } = weight(weights, 0, 2, config.name);
    const [inputs, units] = shape;
    const { plan } = to;
    const { height, width } = plan.shape;
    // A model that doesn't state its input. Of an image, Keras takes each row alone.
    if (!to.started && plan.version === 0 && inputs === sizeOf(plan.shape)) to.flat = true;
    const { flat } = to;
    const perRow = inputs === width && inputs !== sizeOf(plan.shape);
    need((flat && !perRow) || height * width === 1, 'operator', { name: 'Dense (row by row)' });
    need(inputs === sizeOf(plan.shape), 'damaged');
    const place = (/** @type {number} */ i) => (to.flatFirst ? placeFirst(plan.shape, i) : i);
    plan.dense(
      units,
      (i, o) => data[place(i) * units + o],
      config.use_bias === false ? undefined : weight(weights, 1, 1, config.name).data,
    );
    to.flat = true;
    to.flatFirst = false;
  },
  BatchNormalization(to, config, load) {
    const weights = load();
    let at = 0;
    const next = () => weight(weights, at++, 1, config.name).data;
    const gamma = config.scale === false ? null : next();
    const beta = config.center === false ? null : next();
    const mean = next();
    const { height, width, channels } = to.plan.shape;
    const each = to.flat && height * width > 1 && mean.length === sizeOf(to.plan.shape);
    // Normalizing rows by mistake, which is refused even if there are as many rows as channels.
    const axis = Number([config.axis ?? -1].flat()[0]);
    const isOfChannels = to.flat || [-1, 3].includes(axis) !== to.first;
    need((mean.length === channels && isOfChannels) || each, 'operator', {
      name: `BatchNormalization (axis ${axis})`,
    });
    const variance = next();
    const ordered = (/** @type {ArrayLike<number> | null} */ values) =>
      values && each && to.flatFirst
        ? Array.from(values, (_, i) => values[placeFirst(to.plan.shape, i)])
        : values;
    to.plan.batchNormalization(
      ordered(gamma),
      ordered(beta),
      /** @type {ArrayLike<number>} */ (ordered(mean)),
      /** @type {ArrayLike<number>} */ (ordered(variance)),
      config.epsilon ?? 1e-3,
    );
  },
  Normalization(to, config, load) {
    const weights = config.mean ? [] : load();
    const number = (/** @type {any} */ value) => [value].flat(8).map(Number);
    const mean = config.mean ? number(config.mean) : Array.from(weights[0]?.data ?? []);
    const variance = config.variance ? number(config.variance) : Array.from(weights[1]?.data ?? []);
    need(mean.length === 1 && variance.length === 1, 'operator', { name: 'Normalization' });
    const factor = 1 / Math.max(Math.sqrt(variance[0]), 1e-7);
    const { channels } = to.plan.shape;
    const all = (/** @type {number} */ value) => new Array(channels).fill(value);
    to.plan.affine(all(factor), all(-mean[0] * factor));
  },
  Rescaling(to, config) {
    const { channels } = to.plan.shape;
    const all = (/** @type {any} */ value) => new Array(channels).fill(Number([value].flat()[0]));
    to.plan.affine(all(config.scale), all(config.offset ?? 0));
  },
  ReLU: (to, config) => to.rectified(config),
  LeakyReLU: (to, config) => to.leaky(config.negative_slope ?? config.alpha ?? 0.3),
  ELU: (to, config) => to.elu(config.alpha),
  PReLU(to, _config, load) {
    const slopes = Array.from(load()[0]?.data ?? []);
    need(slopes.length && slopes.every((slope) => slope === slopes[0]), 'operator', {
      name: 'PReLU',
    });
    to.leaky(slopes[0]);
  },
  Softmax(to) {
    to.soft = 'softmax';
    to.plan.remark('output', 'softmax');
  },
  MaxPooling2D: (to, config) => to.pool('max', config),
  AveragePooling2D: (to, config) => to.pool('average', config),
  GlobalMaxPooling2D: (to, config) => to.globalPool('max', config),
  GlobalAveragePooling2D: (to, config) => to.globalPool('average', config),
  ZeroPadding2D(to, config) {
    to.image();
    const { padding = 1 } = config;
    const [[top, bottom], [left, right]] = Array.isArray(padding)
      ? padding.map((side) => (Array.isArray(side) ? side : [side, side]))
      : [
          [padding, padding],
          [padding, padding],
        ];
    to.pads = [top, left, bottom, right];
  },
  Flatten(to, config) {
    // Where it knows that channels come first, it puts them last.
    if (!to.flat) to.flatFirst = to.first && config.data_format !== 'channels_first';
    to.flat = true;
  },
  Reshape(to, config) {
    const shape = [...(config.target_shape ?? [])].map(Number);
    const { height, width, channels } = to.plan.shape;
    const count = height * width * channels;
    const free = shape.indexOf(-1);
    if (free >= 0)
      shape[free] = count / shape.reduce((all, side, i) => (i === free ? all : all * side), 1);
    const text = shape.join();
    if (text === `${count}`) {
      if (!to.flat) to.flatFirst = to.first;
      to.flat = true;
    } else if (channels === 1 && [`${height},${width},1`, `1,${height},${width}`].includes(text)) {
      to.flat = false;
    } else if (height * width === 1 && [`1,1,${channels}`, `${channels},1,1`].includes(text)) {
      to.flat = false;
    } else if (text !== `${height},${width}` || channels !== 1) {
      throw new ReadError('operator', { name: 'Reshape' });
    }
  },
  Permute(to, config) {
    const dims = (config.dims ?? []).join();
    const { channels } = to.plan.shape;
    // Of one channel, moving it changes nothing.
    need(!to.flat && channels === 1 && /^(2,3,1|3,1,2|1,2,3)$/.test(dims), 'operator', {
      name: 'Permute',
    });
  },
};
LAYERS.Convolution2D = LAYERS.Conv2D;
LAYERS.MaxPool2D = LAYERS.MaxPooling2D;
LAYERS.AvgPool2D = LAYERS.AveragePooling2D;

/** @param {KerasPlan} to @param {Record<string, any>} config @param {Weights} kernel @param {ArrayLike<number> | undefined} bias */
function depthwise(to, config, { shape, data }, bias) {
  const [height, width, channels, multiplier] = shape;
  need(channels === to.plan.shape.channels, 'damaged');
  to.conv(config, {
    kernel: [height, width],
    out: channels * multiplier,
    groups: channels,
    weight: (r, c, _i, o) => data[(r * width + c) * channels * multiplier + o],
    bias,
  });
}

/** The names of the layers that an entry of inbound_nodes refers to. @param {any} inbound @returns {string[]} */
function sources(inbound) {
  /** @type {string[]} */
  const names = [];
  const stack = [[inbound, 0]];
  while (stack.length) {
    const [value, depth] = /** @type {[any, number]} */ (stack.pop());
    if (!value || typeof value !== 'object' || depth > 12) continue;
    if (Array.isArray(value.keras_history)) names.push(String(value.keras_history[0]));
    else if (Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number') {
      names.push(value[0]);
    } else for (const inner of Object.values(value)) stack.push([inner, depth + 1]);
  }
  return names;
}

/**
 * The layers of a functional model from its input to its output, if they are a chain.
 * @param {any} config
 * @returns {LayerConfig[]}
 */
function chain(config) {
  const layers = /** @type {LayerConfig[]} */ (config.layers);
  const nameOf = (/** @type {LayerConfig} */ layer) => layer.name ?? layer.config?.name;
  const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
  const [output, ...more] = sources([config.output_layers]);
  need(more.length === 0, 'branches');
  /** @type {LayerConfig[]} */
  const order = [];
  let name = output;
  while (name !== undefined) {
    const layer = byName.get(name);
    need(layer && order.length <= layers.length, 'damaged');
    order.unshift(/** @type {LayerConfig} */ (layer));
    const from = sources(layer?.inbound_nodes);
    // The same layer used twice, or several inputs.
    need(from.length <= 1, 'branches');
    [name] = from;
  }
  return order;
}

/** @param {Found} found @returns {import('./plan.js').Plan} */
export function planOfKeras(found) {
  const to = new KerasPlan(found);
  to.model(found.config);
  return to.finish();
}

/** @param {string} text */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReadError('damaged');
  }
}
