import { BATCH_RESULT_BYTES, HANDLE, HOLD, RESERVE } from './core.js';
import { flag, floats, images, labels as labelsOf, options, real, whole } from './guard.js';
import { addressOf, Held } from './held.js';
import { activate, saliency, trace } from './inspect.js';
import { exportHeader, exportOnnx, saveModel } from './model-file.js';
import { MAX_BATCH, MAX_LEARNING_RATE, MAX_SEED, PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./types.js').Ink} Ink
 * @typedef {import('./types.js').Activations} Activations
 * @typedef {import('./types.js').BatchResult} BatchResult
 * @typedef {import('./types.js').SaveOptions} SaveOptions
 * @typedef {import('./types.js').Trace} Trace
 */

/** INK_MIN_TEMPERATURE and INK_MAX_TEMPERATURE in src/inkling/network.h. */
const [COLDEST, HOTTEST] = [0.01, 100];

/** A list of layers with their parameters. */
export class Network extends Held {
  static kind = 'network';
  #maxBatch;
  #classes;
  #parameterCount;

  /**
   * @param {Core} core
   * @param {number} specs address of the layers
   * @param {number} count number of layers
   * @param {number} maxBatch
   * @param {number} seed
   */
  constructor(core, specs, count, maxBatch, seed) {
    super(core);
    this.#maxBatch = whole('maxBatch', maxBatch, 1, MAX_BATCH);
    whole('seed', seed, 0, MAX_SEED);
    const { call } = core;
    const address = core.create((out) => call.ink_network_create(out, specs, count, maxBatch));
    this[HOLD](address, () => call.ink_network_free(address));
    call.ink_network_set_pool(address, core.pool);
    this.#classes = call.ink_network_classes(address);
    this.#parameterCount = call.ink_network_parameter_count(address);
    this.initialize(seed);
  }

  /** The number of classes: the outputs of the last layer, 2 to MAX_CLASSES. */
  get classes() {
    return this.#classes;
  }

  /** The number of weights and biases. */
  get parameterCount() {
    return this.#parameterCount;
  }

  /** The largest minibatch there is room for now; a larger one makes room. */
  get maxBatch() {
    return this.#maxBatch;
  }

  /** @internal Makes room for minibatches of this size. @param {number} batch up to MAX_BATCH */
  [RESERVE](batch) {
    if (batch <= this.#maxBatch) return;
    this.core.check(this.core.call.ink_network_reserve(this[HANDLE], batch));
    this.#maxBatch = batch;
  }

  /**
   * Replaces the weights with fresh He-initialized ones.
   * @param {number} seed a whole number from 0 to 4294967295
   */
  initialize(seed) {
    whole('seed', seed, 0, MAX_SEED);
    this.core.call.ink_network_initialize(this[HANDLE], seed);
  }

  /**
   * Divides the logits of predictions to calibrate their probabilities; 0.01 to 100. Training ignores
   * it.
   */
  get temperature() {
    return this.core.call.ink_network_temperature(this[HANDLE]);
  }
  set temperature(value) {
    real('temperature', value, COLDEST, HOTTEST);
    this.core.check(this.core.call.ink_network_set_temperature(this[HANDLE], value));
  }

  /**
   * Temperature scaling: sets the temperature that maximizes the likelihood of a dataset's labels.
   * @param {Dataset} dataset held-out images
   * @param {number} [first] the first of them, from 0; default 0
   * @param {number} [count] how many; by default, all that follow
   * @throws {InklingError} UNKNOWN_CLASS for a label that the network has no output for, BAD_ARGUMENT
   */
  calibrate(dataset, first = 0, count = undefined) {
    const address = addressOf(this.core, 'dataset', dataset, 'dataset');
    whole('first', first, 0, dataset.count - 1);
    const all = dataset.count - first;
    const some = whole('count', count === undefined ? all : count, 1, all);
    this.core.check(this.core.call.ink_calibrate(this[HANDLE], address, first, some));
  }

  /**
   * A copy of all parameters, layer by layer: w[in][out] for a dense layer, w[size][size][in][out]
   * for a convolution, then bias[out].
   */
  getParameters() {
    return this.#parameters().slice();
  }

  /**
   * Replaces all parameters.
   * @param {Float32Array} parameters as from getParameters of a network with the same layers; finite
   * @throws {InklingError} BAD_ARGUMENT
   */
  setParameters(parameters) {
    const own = this.#parameters();
    own.set(floats('parameters', parameters, own.length, this.core.strict));
  }

  #parameters() {
    const address = this.core.call.ink_network_parameters(this[HANDLE]);
    return this.core.f32(address, this.parameterCount);
  }

  /**
   * The probabilities of all classes, for ready ink.
   * @param {Ink} x [n][PIXELS], any number of images: numbers from 0 to 1, or bytes from 0 to 255
   * @returns {Float32Array} probabilities [n][classes]
   * @throws {InklingError} BAD_ARGUMENT for an incomplete image, or values that are not ink
   */
  predict(x) {
    const { core, classes } = this;
    const network = this[HANDLE];
    const ink = images('x', x);
    const batch = Math.min(ink.count, this.#maxBatch);
    const all = new Float32Array(ink.count * classes);
    core.borrow([batch * classes * 4], (probabilities) => {
      for (let first = 0; first < ink.count; first += batch) {
        const count = Math.min(batch, ink.count - first);
        const input = this.#load(ink, first, count);
        core.check(core.call.ink_network_predict(network, input, count, probabilities));
        all.set(core.f32(probabilities, count * classes), first * classes);
      }
    });
    return all;
  }

  /**
   * One step of stochastic gradient descent on a minibatch.
   * @param {Ink} x [batch][PIXELS], at most MAX_BATCH images
   * @param {ArrayLike<number>} labels [batch], each below classes, or NO_CLASS
   * @param {number} learningRate above 0, at most 100
   * @returns {BatchResult} measured before the step
   * @throws {InklingError} UNKNOWN_CLASS, DIVERGED if the loss is not finite, BAD_ARGUMENT
   */
  trainBatch(x, labels, learningRate) {
    const { core } = this;
    const network = this[HANDLE];
    const ink = images('x', x);
    whole('images in the minibatch', ink.count, 1, MAX_BATCH);
    const classes = labelsOf(labels, ink.count, this.classes);
    real('learningRate', learningRate, 0, MAX_LEARNING_RATE, true);
    this[RESERVE](ink.count);
    return core.borrow([ink.count, BATCH_RESULT_BYTES], (target, result) => {
      core.u8(target, ink.count).set(classes);
      const status = core.call.ink_network_train_batch(
        network,
        this.#load(ink, 0, ink.count),
        target,
        ink.count,
        learningRate,
        result,
      );
      return /** @type {BatchResult} */ (core.batchResult(status, result));
    });
  }

  /**
   * Runs one sample forward and backward and records what every layer does. Nothing is trained, and
   * dropout is off.
   * @param {Ink} x PIXELS
   * @param {number} label the target of the loss, below classes
   * @returns {Trace}
   */
  trace(x, label) {
    const ink = images('x', x, 1);
    whole('label', label, 0, this.classes - 1);
    this.#load(ink, 0, 1);
    return trace(this.core, this[HANDLE], label);
  }

  /**
   * Runs one sample forward only, at the cost of a prediction, and returns what every layer makes of
   * it. Dropout is off.
   * @param {Ink} x PIXELS
   * @returns {Activations}
   * @throws {InklingError} DIVERGED if a logit is not finite
   */
  activate(x) {
    this.#load(images('x', x, 1), 0, 1);
    return activate(this.core, this[HANDLE]);
  }

  /**
   * The gradient of a class's logit with respect to the pixels.
   * @param {Ink} x PIXELS
   * @param {number} output the class, below classes
   * @returns {Float32Array} PIXELS
   */
  saliency(x, output) {
    const ink = images('x', x, 1);
    whole('output', output, 0, this.classes - 1);
    this.#load(ink, 0, 1);
    return saliency(this.core, this[HANDLE], output);
  }

  /**
   * The network as a safetensors file, for Inkling.readModel and loadNetwork.
   * @param {SaveOptions} [options] what to write besides the network
   */
  save(options = {}) {
    return saveModel(this.core, this, options);
  }

  /**
   * The network as an ONNX file (opset 13): input "image" [batch][1][28][28], output
   * "probabilities" [batch][classes].
   * @throws {InklingError} UNFINISHED_LAYER for a layer that ONNX has no counterpart for
   */
  toOnnx() {
    return exportOnnx(this.core, this);
  }

  /**
   * The network as a self-contained C header, for C99 and C++, with inkling_predict and no heap use.
   * @param {object} [settings]
   * @param {boolean} [settings.int8] 8-bit weights, a quarter of the size, less accurate; default false
   * @throws {InklingError} UNFINISHED_LAYER for a layer that has no C code
   */
  toHeader(settings = {}) {
    const { int8 = false } = options('toHeader', settings);
    return exportHeader(this.core, this, flag('int8', int8));
  }

  /**
   * Copies images into the network's input.
   * @param {ReturnType<typeof images>} ink
   * @param {number} first
   * @param {number} count at most maxBatch
   * @returns {number} the input's address
   */
  #load({ values, full }, first, count) {
    const address = this.core.call.ink_network_input(this[HANDLE]);
    const input = this.core.f32(address, count * PIXELS);
    const start = first * PIXELS;
    if (values instanceof Float32Array) input.set(values.subarray(start, start + input.length));
    else for (let i = 0; i < input.length; i++) input[i] = values[start + i] / full;
    return address;
  }
}
