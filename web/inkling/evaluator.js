import { HANDLE } from './core.js';
import { require } from './errors.js';
import { MAX_CLASSES } from './types.js';

/**
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').Answers} Answers
 * @typedef {import('./types.js').Evaluation} Evaluation
 */

/** Loss, accuracy, and confusion counts over a dataset, accumulated in steps of any size. */
export class Evaluator {
  #address = 0;
  #size = 0;

  /** @param {Network} network @param {Dataset} dataset */
  constructor(network, dataset) {
    this.core = network.core;
    this.network = network;
    this.dataset = dataset;
    this.#size = this.core.call.ink_wasm_evaluation_size();
    this.#address = this.core.alloc(this.#size);
    this.restart();
  }

  /** Resets the totals. */
  restart() {
    this.core.u8(this.#address, this.#size).fill(0);
  }

  /** The number of images evaluated so far. */
  get count() {
    return this.core.i32(this.#address, 1)[0];
  }

  /**
   * Evaluates the next images.
   * @param {number} images
   * @returns {boolean} whether images are left
   */
  advance(images) {
    const count = Math.min(images, this.dataset.count - this.count);
    this.core.check(
      this.core.call.ink_evaluate(
        this.network[HANDLE],
        this.dataset[HANDLE],
        this.count,
        count,
        this.#address,
      ),
    );
    return this.count < this.dataset.count;
  }

  /** @returns {Evaluation} */
  get result() {
    const [count, correct] = this.core.i32(this.#address, 2);
    const [lossSum] = this.core.f64(this.#address + 8, 1);
    const { classes } = this.network;
    const confusion = new Int32Array(classes * classes);
    for (let label = 0; label < classes; label++) {
      const row = this.#address + 16 + 4 * label * MAX_CLASSES;
      confusion.set(this.core.i32(row, classes), label * classes);
    }
    return { count, correct, lossSum, confusion };
  }

  /**
   * The network's answer to each image. Does not affect the totals.
   * @param {number} [first]
   * @param {number} [count]
   * @returns {Answers}
   */
  answers(first = 0, count = this.dataset.count - first) {
    const { core, dataset, network } = this;
    require(Number.isInteger(first) &&
      Number.isInteger(count) &&
      first >= 0 &&
      count >= 0 &&
      first + count <=
        dataset.count, `Images ${first} to ${first + count - 1} are not all in the dataset.`);
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

  free() {
    this.core.release(this.#address);
    this.#address = 0;
  }
}
