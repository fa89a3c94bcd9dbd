/** A loaded WebAssembly module, from which all other objects are created. */

import { Core, CREATE } from './core.js';
import { Dataset } from './dataset.js';
import { InklingError } from './errors.js';
import { Evaluator } from './evaluator.js';
import { chooseGroups, cutOf, groupCandidates, groupDoubt } from './groups.js';
import {
  bytes,
  groups,
  hiddenUnits,
  options,
  probabilities,
  refuse,
  strokes as strokesOf,
  text as textOf,
  whole,
} from './guard.js';
import { addressOf } from './held.js';
import { checkLayers, layerKinds, parseLayers, withLayers } from './layers.js';
import { readModel } from './model-file.js';
import { Network } from './network.js';
import { readPage } from './pages.js';
import { PictureReader } from './pictures.js';
import { Trainer } from './trainer.js';
import { MAX_PICTURE_SIDE, PIXELS } from './types.js';

/**
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').LayerInfo} LayerInfo
 * @typedef {import('./types.js').LayerKind} LayerKind
 * @typedef {import('./types.js').SavedModel} SavedModel
 * @typedef {import('./types.js').Stroke} Stroke
 * @typedef {import('./types.js').TrainerOptions} TrainerOptions
 */

/** A loaded module. */
export class Inkling {
  #core;
  #name;

  /**
   * @param {WebAssembly.Instance} instance
   * @param {string} name of the build
   * @param {WebAssembly.Memory} [memory] if it is shared
   */
  constructor(instance, name, memory) {
    this.#core = new Core(instance, memory);
    this.#name = name;
  }

  /** @internal */
  get core() {
    return this.#core;
  }

  /** The number of threads in use, this one included. */
  get threads() {
    return this.core.pool ? this.core.call.ink_pool_threads(this.core.pool) : 1;
  }

  /** Limits the number of threads that train. @param {number} threads a whole number from 1 to 16 */
  limitThreads(threads) {
    whole('threads', threads, 1, 16);
    if (this.core.pool) this.core.call.ink_pool_limit(this.core.pool, threads);
  }

  /** The name of the build. */
  get build() {
    return `WebAssembly ${this.#name}`;
  }

  /** The name of the build and the number of threads. */
  get engine() {
    const { build, threads } = this;
    return `${build}, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  /**
   * Rasterizes pen strokes the way MNIST frames digits: scaled to 20 x 20 and centered by mass,
   * whatever their size and position. Without strokes, the image is blank.
   * @param {Stroke[]} strokes of one digit
   * @returns {Float32Array} of PIXELS
   */
  rasterize(strokes) {
    const { core } = this;
    const points = strokesOf(strokes).flat();
    const sizes = [points.length * 8, strokes.length * 4, PIXELS * 4];
    return core.borrow(sizes, (xy, lengths, image) => {
      core.f32(xy, points.length * 2).set(points.flatMap(({ x, y }) => [x, y]));
      core.i32(lengths, strokes.length).set(strokes.map((stroke) => stroke.length));
      core.check(core.call.ink_raster_strokes(xy, lengths, strokes.length, image));
      return core.f32(image, PIXELS).slice();
    });
  }

  /**
   * Proposes how strokes may be grouped into digits, minus signs, and decimal points. Each candidate is
   * a run of `order`, which lists the strokes in reading order; its cost is what geometry says. Add
   * groupDoubt of a network's answer to the cost of each digit, and call chooseGroups.
   * @param {Stroke[]} strokes of a number, or of several lines of them
   */
  groupCandidates(strokes) {
    return groupCandidates(this.core, strokesOf(strokes));
  }

  /**
   * What a network's answer adds to the cost of a group; 0 if it is certain.
   * @param {Float32Array} shares the probabilities of one image
   */
  groupDoubt(shares) {
    probabilities(shares);
    return groupDoubt(this.core, shares);
  }

  /**
   * The candidates with the lowest total cost that contain each stroke once, in reading order.
   * @param {import('./groups.js').GroupCandidate[]} candidates from groupCandidates, with final costs
   * @param {number} strokes how many there are
   */
  chooseGroups(candidates, strokes) {
    groups(candidates, strokes);
    return chooseGroups(this.core, candidates, strokes);
  }

  /**
   * Where to cut a drawing that may be two touching digits: the x of its thinnest column near the middle.
   * @param {Stroke[]} strokes at least one point
   */
  cutOf(strokes) {
    return cutOf(this.core, strokesOf(strokes, 1));
  }

  /**
   * Frames a grayscale picture, such as a scan, like MNIST: its ink is scaled to 20 x 20, centered by
   * mass, and normalized to full strength. Without ink, the image is blank.
   * @param {Uint8Array | Uint8ClampedArray} pixels [height][width], 255 full ink, 0 blank paper; the
   *   other way around if most of the border is bright
   * @param {number} width 1 to 4096
   * @param {number} height 1 to 4096
   * @returns {Float32Array} of PIXELS
   */
  fitImage(pixels, width, height) {
    const { core } = this;
    whole('width', width, 1, MAX_PICTURE_SIDE);
    whole('height', height, 1, MAX_PICTURE_SIDE);
    bytes('pixels', pixels, width * height);
    const ink = hasBrightBorder(pixels, width, height) ? pixels.map((gray) => 255 - gray) : pixels;
    return core.borrow([pixels.length, PIXELS * 4], (picture, image) => {
      core.u8(picture, pixels.length).set(ink);
      core.check(core.call.ink_image_fit(picture, width, height, image));
      return core.f32(image, PIXELS).slice();
    });
  }

  /** Reads picture files as samples for a dataset. */
  createPictureReader() {
    return new PictureReader(this.core);
  }

  /**
   * Finds the digits in a photo of a page, dark on light or light on dark.
   * @param {Uint8Array} gray [height][width], 0 black, 255 white
   * @param {number} width 1 to MAX_PAGE_SIDE
   * @param {number} height 1 to MAX_PAGE_SIDE
   * @param {object} [how] by default, lines are not straightened
   * @param {boolean} [how.whole] reads what surrounds a sheet of paper, too: it may be paper in deep
   *   shadow; default false
   * @param {(slope: number) => number} [how.straighten] given the slope of the lines, in pixels down
   *   per pixel to the right, the angle in radians to rotate the page by, clockwise; default 0, none
   * @param {import('./pages.js').Split} [how.split] given a wide mark, which may be digits that touch, and a
   *   function that cuts a piece out of it, the mark or its pieces; by default, marks stay whole
   */
  readPage(gray, width, height, how) {
    return readPage(this.core, gray, width, height, how);
  }

  /**
   * Creates a network with He-initialized weights.
   * @param {object} [settings]
   * @param {Layer[] | string} [settings.layers] objects, or text such as
   *   'conv 5x5x8, relu, maxpool 2, conv 3x3x16 same, relu, dropout 0.25, dense 10'. The last layer must
   *   have one output per class, 2 to MAX_CLASSES; default as in hidden
   * @param {number[]} [settings.hidden] instead of layers: the units of hidden dense layers, each
   *   followed by a ReLU; default [128]
   * @param {number} [settings.maxBatch] the largest minibatch to make room for now, 1 to MAX_BATCH;
   *   default 128. Larger ones make room themselves
   * @param {number} [settings.seed] of the weights, a whole number from 0 to 4294967295; default 1
   */
  createNetwork(settings = {}) {
    const { hidden = [128], layers, maxBatch = 128, seed = 1 } = options('createNetwork', settings);
    hiddenUnits(hidden);
    const list =
      layers ?? [...hidden.flatMap((units) => [`dense ${units}`, 'relu']), 'dense 10'].join(', ');
    return withLayers(this.core, list, (specs, count) =>
      this[CREATE](specs, count, maxBatch, seed),
    );
  }

  /**
   * @internal
   * @param {number} specs address of the layers @param {number} count of layers
   * @param {number} maxBatch @param {number} seed
   */
  [CREATE](specs, count, maxBatch, seed) {
    return new Network(this.core, specs, count, maxBatch, seed);
  }

  /** All kinds of layers. @returns {readonly LayerKind[]} */
  get layerKinds() {
    return layerKinds(this.core);
  }

  /**
   * Parses a layer list. Numbers that a kind does not have are 0.
   * @param {string} text such as 'conv 5x5x8, relu, dense 10'
   */
  parseLayers(text) {
    return parseLayers(this.core, textOf('text', text));
  }

  /**
   * Validates a layer list and computes its shapes, without creating the network.
   * @param {Layer[] | string} layers objects, or text such as 'conv 5x5x8, relu, dense 10'
   * @returns {{ info: LayerInfo[], failure: InklingError | null }} info stops before the layer that
   *   fails, if any
   */
  checkLayers(layers) {
    return checkLayers(this.core, layers);
  }

  /**
   * Creates an empty dataset.
   * @param {number} capacity the most images it can hold, 1 to 1,000,000
   */
  createDataset(capacity) {
    return new Dataset(this.core, capacity);
  }

  /**
   * Creates a trainer, which draws minibatches from a dataset. It keeps the memory of its network and
   * datasets until it is freed.
   * @template {boolean} [Streaming=false]
   * @param {Network} network to train
   * @param {Dataset} dataset to train on
   * @param {TrainerOptions & { streaming?: Streaming }} [settings] streaming: images are still being
   *   added to the dataset, and sampleCount says how many there will be; default false
   * @param {Dataset} [fonts] the source of the digits of mixture.lettered; default none
   * @returns {Trainer<Streaming>}
   * @throws {InklingError} BAD_ARGUMENT for a setting that is out of range or does nothing, FREED, NO_MEMORY
   */
  createTrainer(network, dataset, settings = {}, fonts = undefined) {
    return new Trainer(this.core, network, dataset, settings, fonts);
  }

  /**
   * Resumes training from a file that was saved with its trainer, exactly as if it had never stopped.
   * @param {SavedModel} model from readModel
   * @param {Dataset} dataset the same one as before
   * @param {Dataset} [fonts] the source of the digits of mixture.lettered; default none
   * @returns {{ network: Network, trainer: Trainer }}
   */
  resume(model, dataset, fonts) {
    if (!model?.training?.settings) refuse('model', model, 'of a file saved with its trainer');
    const { layers, parameters, temperature, training } = model;
    const { settings, memory, epoch, position } = training;
    const network = this.createNetwork({ layers, maxBatch: Math.max(settings.batchSize, 128) });
    try {
      network.setParameters(parameters);
      network.temperature = temperature;
      const trainer = this.createTrainer(network, dataset, settings, fonts);
      trainer.setMemory(memory);
      trainer.seek(epoch, position);
      return { network, trainer };
    } catch (error) {
      network.free();
      throw error;
    }
  }

  /**
   * Reads a model file. Throws if it is damaged or was not written by Inkling.
   * @param {Uint8Array | ArrayBuffer} file its content
   * @returns {SavedModel}
   * @throws {InklingError} NOT_A_MODEL, MODEL_HEADER, MODEL_SIZES, FOREIGN_MODEL, MODEL_NOT_FINITE
   */
  readModel(file) {
    return readModel(this.core, file);
  }

  /**
   * Creates the network in a model file.
   * @param {Uint8Array | ArrayBuffer} file from Network.save
   * @param {{ maxBatch?: number }} [settings] as in createNetwork
   */
  loadNetwork(file, settings = {}) {
    const { maxBatch = 128 } = options('loadNetwork', settings);
    const { layers, parameters, temperature } = this.readModel(file);
    const network = this.createNetwork({ layers, maxBatch });
    network.setParameters(parameters);
    network.temperature = temperature;
    return network;
  }

  /**
   * Loss, accuracy, and confusion counts over a whole dataset.
   * @param {Network} network to test
   * @param {Dataset} dataset to test with
   * @throws {InklingError} UNKNOWN_CLASS for a label that the network has no output for; BAD_ARGUMENT
   */
  evaluate(network, dataset) {
    addressOf(this.core, 'network', network, 'network');
    addressOf(this.core, 'dataset', dataset, 'dataset');
    if (dataset.count === 0) refuse('dataset', dataset, 'filled with images first');
    const evaluator = new Evaluator(network, dataset);
    try {
      evaluator.advance(dataset.count);
      const { result } = evaluator;
      const count = result.count || 1; // they may all be of no class
      return { ...result, accuracy: result.correct / count, loss: result.lossSum / count };
    } finally {
      evaluator.free();
    }
  }
}

/** @param {Uint8Array | Uint8ClampedArray} pixels @param {number} width @param {number} height */
function hasBrightBorder(pixels, width, height) {
  let [bright, count] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += y % (height - 1 || 1) ? width - 1 || 1 : 1) {
      bright += Number(pixels[y * width + x] > 127);
      count++;
    }
  }
  return 2 * bright > count;
}
