import { BATCH_RESULT_BYTES, HANDLE } from './core.js';
import { require } from './errors.js';
import { activate, saliency, trace } from './inspect.js';
import { exportHeader, exportOnnx, saveModel } from './model-file.js';
import { PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./types.js').Activations} Activations
 * @typedef {import('./types.js').BatchResult} BatchResult
 * @typedef {import('./types.js').SaveOptions} SaveOptions
 * @typedef {import('./types.js').Trace} Trace
 */

/** @param {Float32Array} x */
function requireOne(x) {
  require(x.length === PIXELS, `One image has ${PIXELS} values, not ${x.length}.`);
}

/** A list of layers with their parameters. */
export class Network {
  [HANDLE] = 0;

  /**
   * @param {Core} core
   * @param {number} specs address of the layers
   * @param {number} count number of layers
   * @param {number} maxBatch
   * @param {number} seed
   */
  constructor(core, specs, count, maxBatch, seed) {
    this.core = core;
    this.maxBatch = maxBatch;
    this[HANDLE] = core.create((out) => core.call.ink_network_create(out, specs, count, maxBatch));
    core.call.ink_network_set_pool(this[HANDLE], core.pool);
    /** The number of classes: the outputs of the last layer. */
    this.classes = core.call.ink_network_classes(this[HANDLE]);
    this.parameterCount = core.call.ink_network_parameter_count(this[HANDLE]);
    this.initialize(seed);
  }

  /** Replaces the weights with fresh He-initialized ones. @param {number} seed */
  initialize(seed) {
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
    this.core.check(this.core.call.ink_network_set_temperature(this[HANDLE], value));
  }

  /**
   * Temperature scaling: sets the temperature that maximizes the likelihood of a dataset's labels.
   * @param {Dataset} dataset held-out images
   * @param {number} [first]
   * @param {number} [count]
   */
  calibrate(dataset, first = 0, count = dataset.count - first) {
    this.core.check(this.core.call.ink_calibrate(this[HANDLE], dataset[HANDLE], first, count));
  }

  /**
   * A copy of all parameters, layer by layer: w[in][out] for a dense layer, w[size][size][in][out]
   * for a convolution, then bias[out].
   */
  getParameters() {
    return this.#parameters().slice();
  }

  /** @param {Float32Array} parameters */
  setParameters(parameters) {
    require(parameters.length === this.parameterCount, 'These weights belong to another network: ' +
      `${parameters.length} numbers instead of ${this.parameterCount}.`);
    this.#parameters().set(parameters);
  }

  #parameters() {
    const address = this.core.call.ink_network_parameters(this[HANDLE]);
    return this.core.f32(address, this.parameterCount);
  }

  /**
   * @param {Float32Array} x [batch][PIXELS]
   * @returns {Float32Array} probabilities [batch][classes]
   */
  predict(x) {
    const { core } = this;
    const batch = this.#load(x);
    const count = batch * this.classes;
    return core.borrow([count * 4], (probabilities) => {
      const input = core.call.ink_network_input(this[HANDLE]);
      core.check(core.call.ink_network_predict(this[HANDLE], input, batch, probabilities));
      return core.f32(probabilities, count).slice();
    });
  }

  /**
   * One step of stochastic gradient descent on a minibatch.
   * @param {Float32Array} x [batch][PIXELS]
   * @param {Uint8Array} labels [batch], each below classes, or NO_CLASS
   * @param {number} learningRate above 0, at most 100
   * @returns {BatchResult} measured before the step
   */
  trainBatch(x, labels, learningRate) {
    const { core } = this;
    const batch = this.#load(x);
    require(labels.length === batch, `${batch} images need ${batch} labels, not ${labels.length}.`);
    return core.borrow([batch, BATCH_RESULT_BYTES], (target, result) => {
      core.u8(target, batch).set(labels);
      const input = core.call.ink_network_input(this[HANDLE]);
      const status = core.call.ink_network_train_batch(
        this[HANDLE],
        input,
        target,
        batch,
        learningRate,
        result,
      );
      return /** @type {BatchResult} */ (core.batchResult(status, result));
    });
  }

  /**
   * Runs one sample forward and backward and records what every layer does. Nothing is trained, and
   * dropout is off.
   * @param {Float32Array} x PIXELS
   * @param {number} label the target of the loss, below classes
   * @returns {Trace}
   */
  trace(x, label) {
    requireOne(x);
    this.#requireClass(label);
    this.#load(x);
    return trace(this.core, this[HANDLE], label);
  }

  /**
   * Runs one sample forward only, at the cost of a prediction, and returns what every layer makes of
   * it. Dropout is off.
   * @param {Float32Array} x PIXELS
   * @returns {Activations}
   * @throws {InklingError} DIVERGED if a logit is not finite
   */
  activate(x) {
    requireOne(x);
    this.#load(x);
    return activate(this.core, this[HANDLE]);
  }

  /**
   * The gradient of a class's logit with respect to the pixels.
   * @param {Float32Array} x PIXELS
   * @param {number} output the class, below classes
   * @returns {Float32Array} PIXELS
   */
  saliency(x, output) {
    requireOne(x);
    this.#requireClass(output);
    this.#load(x);
    return saliency(this.core, this[HANDLE], output);
  }

  /**
   * The network as a safetensors file, for Inkling.readModel and loadNetwork.
   * @param {SaveOptions} [options]
   */
  save(options = {}) {
    return saveModel(this.core, this, options);
  }

  /**
   * The network as an ONNX file (opset 13): input "image" [batch][1][28][28], output
   * "probabilities" [batch][classes].
   */
  toOnnx() {
    return exportOnnx(this.core, this);
  }

  /**
   * The network as a self-contained C header, for C99 and C++, with inkling_predict and no heap use.
   * @param {object} [options]
   * @param {boolean} [options.int8] 8-bit weights: a quarter of the size, less accurate
   */
  toHeader({ int8 = false } = {}) {
    return exportHeader(this.core, this, int8);
  }

  /** @param {number} output */
  #requireClass(output) {
    const { classes } = this;
    require(Number.isInteger(output) &&
      output >= 0 &&
      output < classes, `There is no class ${output}: classes are 0 to ${classes - 1}.`);
  }

  /** Copies images into the network's input. @param {Float32Array} x @returns {number} their count */
  #load(x) {
    const batch = x.length / PIXELS;
    require(Number.isInteger(batch) &&
      batch >= 1 &&
      batch <=
        this
          .maxBatch, `A batch is 1 to ${this.maxBatch} images of ${PIXELS} values, not ${x.length} values.`);
    this.core.f32(this.core.call.ink_network_input(this[HANDLE]), x.length).set(x);
    return batch;
  }

  free() {
    this.core.call.ink_network_free(this[HANDLE]);
    this[HANDLE] = 0;
  }
}
