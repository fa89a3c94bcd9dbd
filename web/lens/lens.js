/**
 * Inspects a copy of the answering network on the main thread: its layers with their shapes, and
 * the values and gradients of each for one image. The visitor's network is never changed.
 */
import { splitParameters } from '../inkling/layers.js';
import { mostProbable } from '../inkling/most-probable.js';
import './words.js';

/**
 * @typedef {import('../inkling/index.js').Network} Network
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../inkling/index.js').Model} Model
 *
 * @typedef {object} Subject the image under inspection: the drawing, or a digit of a dataset
 * @property {Float32Array} ink PIXELS values, 0 to 1
 * @property {number | null} label null if unknown
 *
 * @typedef {object} Shape
 * @property {number} height
 * @property {number} width
 * @property {number} channels
 *
 * @typedef {object} LayerView
 * @property {string} text as in the list of layers: 'conv 5x5x8'
 * @property {string} type its kind: 'dense', 'conv2d'
 * @property {number} size side of the kernel or window; 1 if there is none
 * @property {number} padding
 * @property {number} stride step of a convolution; 1 for other layers
 * @property {number} rate a fraction, such as that of values that dropout drops; 0 if there is none
 * @property {{ height: number, width: number }} kernel what one output of a layer with weights sees of
 *   the input: as much as its kernel covers, or all of it
 * @property {Shape} input
 * @property {Shape} output
 * @property {number} first index of its first parameter in the network
 * @property {Float32Array} weights [kernel height][kernel width][in][out]; empty for a layer without, and for
 *   one that only scales its channels
 * @property {Float32Array} bias [out], or empty
 *
 * @typedef {LayerView & { x: Float32Array, y: Float32Array, dy: Float32Array, dx: Float32Array | null,
 *   dw: Float32Array, db: Float32Array }} TracedView x is the input, y the output, d… the gradient of the
 *   loss with respect to each; dx is null for the first layer
 *
 * @typedef {object} Traced
 * @property {number} loss
 * @property {Float32Array} probabilities
 * @property {Float32Array} logits
 * @property {TracedView[]} layers
 */

/** @param {Shape} shape */
export const sizeOf = ({ height, width, channels }) => height * width * channels;

/**
 * Whether each output of a layer with weights sees the whole input, as in a dense layer.
 * @param {LayerView} layer
 */
export const seesAll = ({ kernel, padding, input }) =>
  kernel.height === input.height && kernel.width === input.width && padding === 0;

/** @param {Shape} before @param {Shape} after */
const keepsShape = (before, after) =>
  before.height === after.height &&
  before.width === after.width &&
  before.channels === after.channels;

const NO_PARAMETERS = { weights: new Float32Array(0), bias: new Float32Array(0) };

/** @type {Shape} */
const IMAGE = { height: 28, width: 28, channels: 1 };

/**
 * The layers of a model with their shapes and parameters.
 * @param {Inkling} inkling
 * @param {Model} model
 * @returns {LayerView[]}
 */
export function layersOf(inkling, { layers, parameters }) {
  const { info } = inkling.checkLayers(layers);
  const texts = layers.split(',');
  let input = IMAGE;
  let at = 0;
  return inkling.parseLayers(layers).map(({ type, size, padding, rate, stride }, i) => {
    const { height, width, channels, parameters: count } = info[i];
    const output = { height, width, channels };
    const own = splitParameters(parameters, at, count, channels);
    const scales =
      type === 'batchnorm' || (keepsShape(input, output) && own.weights.length === channels);
    const layer = {
      text: texts[i].trim(),
      type,
      size: size || 1,
      padding,
      rate,
      stride: stride || 1,
      kernel: size ? { height: size, width: size } : { height: input.height, width: input.width },
      input,
      output,
      first: at,
      ...(scales ? NO_PARAMETERS : own),
    };
    at += count;
    input = output;
    return layer;
  });
}

export class Lens {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {Model | null} */
    this.model = null;
    /** @type {Network | null} */
    this.network = null;
    /** @type {LayerView[]} */
    this.layers = [];
    this.text = '';
  }

  /** Updates the copy. @returns {Promise<boolean>} whether there is a network */
  async focus() {
    const inkling = await this.page.inkling;
    const { model } = this.page;
    if (!model) return false;
    if (model === this.model) return true;
    if (!this.network || model.layers !== this.text) {
      const network = inkling.createNetwork({ layers: model.layers, maxBatch: 1 });
      this.network?.free();
      this.network = network;
      this.text = model.layers;
    }
    this.network.setParameters(model.parameters);
    this.layers = layersOf(inkling, model);
    this.model = model;
    return true;
  }

  /**
   * Runs one image forward and backward through the network.
   * @param {Float32Array} ink
   * @param {number} label
   * @returns {Traced}
   */
  trace(ink, label) {
    const network = /** @type {Network} */ (this.network);
    // An image of another dataset may have a class the network lacks.
    const known = label < network.classes ? label : 0;
    const { loss, probabilities, logits, layers } = network.trace(ink, known);
    return {
      loss,
      probabilities,
      logits,
      layers: this.layers.map((layer, i) => ({
        ...layer,
        x: i ? layers[i - 1].output : ink,
        y: layers[i].output,
        dy: layers[i].gradient,
        dx: i ? layers[i - 1].gradient : null,
        dw: layers[i].parameterGradients?.weights ?? new Float32Array(0),
        db: layers[i].parameterGradients?.bias ?? new Float32Array(0),
      })),
    };
  }

  /** One image forward, without gradients. @param {Float32Array} ink */
  activate(ink) {
    return /** @type {Network} */ (this.network).activate(ink);
  }

  /** The input of the last layer. @param {Float32Array} ink @returns {Float32Array} */
  lastHidden(ink) {
    const network = /** @type {Network} */ (this.network);
    return this.layers.length > 1 ? (network.activate(ink).outputs.at(-2) ?? ink) : ink;
  }

  /** The gradient of a class's logit with respect to each pixel. @param {Float32Array} ink @param {number} output */
  saliency(ink, output) {
    return /** @type {Network} */ (this.network).saliency(ink, output);
  }

  /** The most probable class. @param {Float32Array} ink */
  answer(ink) {
    const probabilities = /** @type {Network} */ (this.network).predict(ink);
    return mostProbable(probabilities);
  }

  /**
   * The loss and the label's probability with other parameters.
   * @param {Float32Array} parameters @param {Float32Array} ink @param {number} label
   */
  lossWith(parameters, ink, label) {
    const probability = this.#with(parameters, (network) => network.predict(ink)[label]);
    return { loss: -Math.log(probability), probability };
  }

  /** The same as activate, with other parameters. @param {Float32Array} parameters @param {Float32Array} ink */
  activateWith(parameters, ink) {
    return this.#with(parameters, (network) => network.activate(ink));
  }

  /**
   * @template Found
   * @param {Float32Array} parameters @param {(network: Network) => Found} act
   */
  #with(parameters, act) {
    const network = /** @type {Network} */ (this.network);
    network.setParameters(parameters);
    try {
      return act(network);
    } finally {
      network.setParameters(/** @type {Model} */ (this.model).parameters);
    }
  }
}
