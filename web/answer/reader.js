/**
 * Reads drawings on the page's own copies of the networks, so that an answer never waits for the
 * training worker.
 */
import { PIXELS } from '../inkling/index.js';
import { VIEW_COUNT, viewsOf } from './views.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../inkling/index.js').Network} Network
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('./remote.js').Remote} Remote
 * @typedef {'pretrained' | 'own' | 'handwriting' | 'symbols'} Source handwriting: fine-tuned on the
 *   visitor's digits; symbols: trained on symbols of their own
 */

/** The mean of the answers to several views. @param {Float32Array} each [views][classes] @param {number} views */
function meanOf(each, views) {
  const mean = new Float32Array(each.length / views);
  each.forEach((value, i) => {
    mean[i % mean.length] += value / views;
  });
  return mean;
}

/**
 * A network with more multiplications per answer would block the page, on a phone for seconds, so a
 * worker runs it.
 */
const HEAVY = 60e6;

/**
 * How many multiplications an answer takes: each weight is used at every place of the layer's output.
 * @param {Inkling} inkling @param {string} layers
 */
export const costOf = (inkling, layers) =>
  inkling
    .checkLayers(layers)
    .info.reduce((sum, { height, width, parameters }) => sum + height * width * parameters, 0);

/** @param {Inkling} inkling @param {string} layers */
export const isHeavy = (inkling, layers) => costOf(inkling, layers) > HEAVY;

/** @typedef {{ model: Model, network: Network | null }} Answering the network is null if it is heavy */

export class Reader {
  /** For heavy networks. @type {Remote | null} */
  #remote = null;
  #loading = false;

  /**
   * @param {Inkling} inkling
   * @param {() => void} changed called when a heavy network has answered
   * @param {() => Promise<Remote>} loadRemote
   */
  constructor(inkling, changed, loadRemote = () => import('./remote.js').then((m) => m.remote())) {
    this.inkling = inkling;
    this.changed = changed;
    this.loadRemote = loadRemote;
    /** @type {Partial<Record<Source, Answering>>} */
    this.networks = {};
    /** Changes whenever a network does. */
    this.version = 0;
  }

  /** @param {Source} source */
  has(source) {
    return Boolean(this.networks[source]);
  }

  /** Whether a worker answers, later. @param {Source} source */
  isHeavy(source) {
    return this.networks[source]?.network === null;
  }

  /**
   * Sets the network behind a source.
   * @param {Source} source
   * @param {string} layers
   * @param {Float32Array} parameters
   * @param {number} temperature
   */
  use(source, layers, parameters, temperature) {
    const before = this.networks[source];
    let network = before?.network;
    if (before?.model.layers !== layers) {
      network = isHeavy(this.inkling, layers)
        ? null
        : this.inkling.createNetwork({ layers, maxBatch: VIEW_COUNT });
      before?.network?.free();
    }
    this.networks[source] = {
      model: { layers, parameters, temperature },
      network: network ?? null,
    };
    if (network) {
      network.setParameters(parameters);
      network.temperature = temperature;
    } else this.#load();
    this.version++;
  }

  async #load() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#remote = await this.loadRemote();
      this.#remote.changed = this.changed;
      this.changed();
    } catch {
      this.#loading = false; // the next question tries again
    }
  }

  /** @param {Answering | undefined} answering @param {Float32Array} images @param {object} subject */
  #answer(answering, images, subject) {
    if (!answering) return null;
    const { model, network } = answering;
    if (!network) this.#load();
    const each = network?.predict(images) ?? this.#remote?.answer({ model, images, subject });
    return each ? meanOf(each, images.length / PIXELS) : null;
  }

  /**
   * @param {Source} source
   * @param {Stroke[]} strokes
   * @returns {{ ink: Float32Array, probabilities: Float32Array | null }} probabilities are averaged
   *   over several views of the drawing
   */
  read(source, strokes) {
    const answering = this.networks[source];
    if (!answering) return { ink: this.inkling.rasterize(strokes), probabilities: null };
    const images = viewsOf(strokes).map((view) => this.inkling.rasterize(view));
    const all = new Float32Array(images.length * PIXELS);
    for (const [i, image] of images.entries()) all.set(image, i * PIXELS);
    return { ink: images[0], probabilities: this.#answer(answering, all, strokes[0]) };
  }

  /**
   * Reads a single view, which is fast.
   * @param {Source} source of an existing network that isn't heavy
   * @param {Stroke[]} strokes
   */
  glance(source, strokes) {
    const network = /** @type {Network} */ (this.networks[source]?.network);
    return network.predict(this.inkling.rasterize(strokes));
  }

  /**
   * Reads an image without further views.
   * @param {Source} source
   * @param {Float32Array} ink PIXELS values
   * @returns {{ ink: Float32Array, probabilities: Float32Array | null }}
   */
  readImage(source, ink) {
    return { ink, probabilities: this.#answer(this.networks[source], ink, ink) };
  }
}
