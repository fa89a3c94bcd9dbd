import { HANDLE, HOLD } from './core.js';
import { whole } from './guard.js';
import { addressOf, Held } from './held.js';
import { MAX_CLASSES } from './types.js';

/**
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').Answers} Answers
 * @typedef {import('./types.js').Evaluation} Evaluation
 */

/** Loss, accuracy, and confusion counts over a dataset, accumulated in steps of any size. */
export class Evaluator extends Held {
  static kind = 'evaluator';
  #network;
  #dataset;
  #size;
  /** The next image. Unlike count, it also passes images of no class. */
  #next = 0;

  /**
   * Starts with empty totals.
   * @param {Network} network to test
   * @param {Dataset} dataset of the same module
   * @throws {import('./errors.js').InklingError} BAD_ARGUMENT, FREED
   */
  constructor(network, dataset) {
    const core = /** @type {Network | undefined} */ (network)?.core;
    super(/** @type {import('./core.js').Core} */ (core));
    addressOf(/** @type {import('./core.js').Core} */ (core), 'network', network, 'network');
    addressOf(network.core, 'dataset', dataset, 'dataset');
    this.#network = network;
    this.#dataset = dataset;
    const { call } = network.core;
    this.#size = call.ink_wasm_evaluation_size();
    const address = network.core.alloc(this.#size);
    this[HOLD](address, () => call.ink_wasm_free(address));
    this.restart();
  }

  /** The network that it tests. */
  get network() {
    return this.#network;
  }

  /** The images that it tests with. */
  get dataset() {
    return this.#dataset;
  }

  /** Resets the totals. */
  restart() {
    this.core.u8(this[HANDLE], this.#size).fill(0);
    this.#next = 0;
  }

  /** The number of images evaluated so far, without those of no class. */
  get count() {
    return this.core.i32(this[HANDLE], 1)[0];
  }

  /**
   * Evaluates the next images.
   * @param {number} images at least 1
   * @returns {boolean} whether images are left
   * @throws {import('./errors.js').InklingError} UNKNOWN_CLASS for a label that the network has no output for
   */
  advance(images) {
    whole('images', images, 1, Number.MAX_SAFE_INTEGER);
    const { core, dataset } = this;
    const count = Math.min(images, dataset.count - this.#next);
    const [network, data] = [this.network[HANDLE], dataset[HANDLE]];
    core.check(core.call.ink_evaluate(network, data, this.#next, count, this[HANDLE]));
    this.#next += count;
    return this.#next < dataset.count;
  }

  /** The totals so far. @returns {Evaluation} */
  get result() {
    const address = this[HANDLE];
    const [count, correct] = this.core.i32(address, 2);
    const [lossSum] = this.core.f64(address + 8, 1);
    const { classes } = this.network;
    const confusion = new Int32Array(classes * classes);
    for (let label = 0; label < classes; label++) {
      const row = address + 16 + 4 * label * MAX_CLASSES;
      confusion.set(this.core.i32(row, classes), label * classes);
    }
    return { count, correct, lossSum, confusion };
  }

  /**
   * The network's answer to each image. Does not affect the totals.
   * @param {number} [first] the first image, from 0; default 0
   * @param {number} [images] how many; by default, all that follow
   * @returns {Answers}
   */
  answers(first = 0, images = undefined) {
    const { core, dataset, network } = this;
    whole('first', first, 0, dataset.count);
    const left = dataset.count - first;
    const count = whole('images', images === undefined ? left : images, 0, left);
    return core.borrow([count, count * 4, count * 4], (answers, probabilities, losses) => {
      core.check(
        core.call.ink_evaluate_each(
          network[HANDLE],
          dataset[HANDLE],
          first,
          count,
          answers,
          probabilities,
          losses,
        ),
      );
      return {
        answers: core.u8(answers, count).slice(),
        probabilities: core.f32(probabilities, count).slice(),
        losses: core.f32(losses, count).slice(),
      };
    });
  }
}
