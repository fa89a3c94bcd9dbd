/**
 * Reads drawings on the page's own copies of the networks, so that an answer never waits for the
 * training worker.
 */
import { PIXELS } from '../inkling/index.js';
import { viewsOf } from './views.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Network} Network
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {'pretrained' | 'own' | 'handwriting' | 'symbols'} Source handwriting: fine-tuned on the
 *   visitor's digits; symbols: trained on symbols of their own
 */

const MAX_VIEWS = 8;

/**
 * Multiplications of an answer beyond which a network reads a single view: on a phone, several would
 * stop the page for too long.
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

export class Reader {
  /** @param {Inkling} inkling */
  constructor(inkling) {
    this.inkling = inkling;
    /** @type {Partial<Record<Source, { layers: string, network: Network, heavy: boolean }>>} */
    this.networks = {};
    /** Changes whenever a network does. */
    this.version = 0;
  }

  /** @param {Source} source */
  has(source) {
    return Boolean(this.networks[source]);
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
    if (!network || before?.layers !== layers) {
      network = this.inkling.createNetwork({ layers, maxBatch: MAX_VIEWS });
      before?.network.free();
      const heavy = costOf(this.inkling, layers) > HEAVY;
      this.networks[source] = { layers, network, heavy };
    }
    network.setParameters(parameters);
    network.temperature = temperature;
    this.version++;
  }

  /**
   * @param {Source} source
   * @param {Stroke[]} strokes
   * @returns {{ ink: Float32Array, probabilities: Float32Array | null }} probabilities are averaged
   *   over several views of the drawing
   */
  read(source, strokes) {
    const { network, heavy } = this.networks[source] ?? {};
    if (!network) return { ink: this.inkling.rasterize(strokes), probabilities: null };
    const views = viewsOf(strokes).slice(0, heavy ? 1 : MAX_VIEWS);
    const images = views.map((view) => this.inkling.rasterize(view));
    const all = new Float32Array(images.length * PIXELS);
    for (const [i, image] of images.entries()) all.set(image, i * PIXELS);
    const each = network.predict(all);
    const probabilities = new Float32Array(network.classes);
    each.forEach((value, i) => {
      probabilities[i % network.classes] += value / images.length;
    });
    return { ink: images[0], probabilities };
  }

  /**
   * Reads a single view, which is fast.
   * @param {Source} source a network that there is
   * @param {Stroke[]} strokes
   */
  glance(source, strokes) {
    const { network } = /** @type {{ network: Network }} */ (this.networks[source]);
    return network.predict(this.inkling.rasterize(strokes));
  }

  /**
   * Reads an image without further views.
   * @param {Source} source
   * @param {Float32Array} ink PIXELS values
   * @returns {{ ink: Float32Array, probabilities: Float32Array | null }}
   */
  readImage(source, ink) {
    return { ink, probabilities: this.networks[source]?.network.predict(ink) ?? null };
  }
}
