/**
 * Inspects a copy of the answering network: its layers with their shapes, and the values and gradients of
 * each for one image. The visitor's network is never changed.
 */
import { InklingError, SIDE } from '../inkling/index.js';
import { splitParameters } from '../inkling/layers.js';
import { mostProbable } from '../inkling/most-probable.js';
import { t } from '../text/index.js';
import './words.js';

/**
 * @typedef {import('../inkling/index.js').Network} Network
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../inkling/index.js').Activations} Activations
 * @typedef {import('../inkling/index.js').Trace} Trace
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
 * @property {number} stride step of a convolution or of a pooling window
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
const IMAGE = { height: SIDE, width: SIDE, channels: 1 };

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
      stride: stride || size || 1,
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

/**
 * Runs a network that would block the page.
 * @typedef {object} Remote
 * @property {(model: Model, ink: Float32Array) => Promise<Activations>} activate
 * @property {(model: Model, ink: Float32Array, label: number) => Promise<Trace>} trace
 * @property {(model: Model, ink: Float32Array, output: number) => Promise<Float32Array>} saliency
 *
 * @typedef {object} Far
 * @property {(inkling: Inkling, layers: string) => boolean} isHeavy whether a network would block the page
 * @property {() => Promise<Remote>} load
 */

export class Lens {
  #far;

  /** @param {Page} page @param {Far} [far] by default, every network runs on the page */
  constructor(page, far) {
    this.#far = far;
    this.page = page;
    /** @type {Model | null} */
    this.model = null;
    /** Null for a heavy network. @type {Network | null} */
    this.network = null;
    /** @type {LayerView[]} */
    this.layers = [];
    this.text = '';
  }

  /** Whether the network would block the page, so that its numbers arrive later. */
  get heavy() {
    return Boolean(this.model && !this.network);
  }

  /** Updates the copy. @returns {Promise<boolean>} whether there is a network */
  async focus() {
    const inkling = await this.page.inkling;
    const { model } = this.page;
    if (!model) return false;
    if (model === this.model) return true;
    if (model.layers !== this.text) {
      const network = this.#far?.isHeavy(inkling, model.layers)
        ? null
        : inkling.createNetwork({ layers: model.layers, maxBatch: 1 });
      this.network?.free();
      this.network = network;
      this.text = model.layers;
    }
    this.network?.setParameters(model.parameters);
    this.layers = layersOf(inkling, model);
    this.model = model;
    return true;
  }

  /**
   * Runs one image forward and backward through the network.
   * @param {Float32Array} ink
   * @param {number} label
   * @returns {Promise<Traced>}
   */
  async trace(ink, label) {
    const views = this.layers;
    // An image of another dataset may have a class the network lacks.
    const known = label < sizeOf(views[views.length - 1].output) ? label : 0;
    const { loss, probabilities, logits, layers } = await this.#run(
      (network) => network.trace(ink, known),
      (remote, model) => remote.trace(model, ink, known),
    );
    return {
      loss,
      probabilities,
      logits,
      layers: views.map((layer, i) => ({
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

  /**
   * One image forward, without gradients.
   * @param {Float32Array} ink @param {Float32Array} [parameters] in place of the network's own
   * @returns {Promise<Activations>}
   */
  activate(ink, parameters) {
    return this.#run(
      (network) => network.activate(ink),
      (remote, model) => remote.activate(model, ink),
      parameters,
    );
  }

  /** The input of the last layer. @param {Float32Array} ink @returns {Promise<Float32Array>} */
  async lastHidden(ink) {
    return this.layers.length > 1 ? ((await this.activate(ink)).outputs.at(-2) ?? ink) : ink;
  }

  /** The gradient of a class's logit with respect to each pixel. @param {Float32Array} ink @param {number} output */
  saliency(ink, output) {
    return this.#run(
      (network) => network.saliency(ink, output),
      (remote, model) => remote.saliency(model, ink, output),
    );
  }

  /** The most probable class. @param {Float32Array} ink */
  async answer(ink) {
    return mostProbable((await this.activate(ink)).probabilities);
  }

  /**
   * The loss and the label's probability with other parameters.
   * @param {Float32Array} parameters @param {Float32Array} ink @param {number} label
   */
  async lossWith(parameters, ink, label) {
    const probability = (await this.activate(ink, parameters)).probabilities[label];
    return { loss: -Math.log(probability), probability };
  }

  /** Why there are no numbers. @param {unknown} error thrown while they were computed @returns {string} */
  whyNot(error) {
    if (error instanceof InklingError) return t('status.diverged');
    if (this.network) throw error;
    return t('core.NOT_LOADED', { file: 'answer.worker.js' });
  }

  /**
   * @template Found
   * @param {(network: Network) => Found} here
   * @param {(remote: Remote, model: Model) => Promise<Found>} there
   * @param {Float32Array} [parameters] in place of the network's own
   * @returns {Promise<Found>}
   */
  async #run(here, there, parameters) {
    const { network } = this;
    const model = /** @type {Model} */ (this.model);
    if (!network) return this.#runThere(there, parameters ? { ...model, parameters } : model);
    if (!parameters) return here(network);
    network.setParameters(parameters);
    try {
      return here(network);
    } finally {
      network.setParameters(model.parameters);
    }
  }

  /**
   * @template Found
   * @param {(remote: Remote, model: Model) => Promise<Found>} there @param {Model} model
   */
  async #runThere(there, model) {
    const remote = await /** @type {Far} */ (this.#far).load();
    try {
      return await there(remote, model);
    } catch (error) {
      const { code, message } = /** @type {InklingError} */ (error);
      throw code ? new InklingError(code, message) : error;
    }
  }
}
