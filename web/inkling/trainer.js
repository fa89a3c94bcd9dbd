import { BATCH_RESULT_BYTES, HANDLE, HOLD, RESERVE, RETAIN } from './core.js';
import { WAITING } from './errors.js';
import { flag, floats, options, real, whole } from './guard.js';
import { addressOf, Held } from './held.js';
import { completeSettings, MAX_EPOCHS, SETTINGS } from './trainer-options.js';
import { readTrainerSettings, withTrainerSettings } from './trainer-settings.js';
import { MAX_LEARNING_RATE, PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').BatchResult} BatchResult
 * @typedef {import('./types.js').TrainerOptions} TrainerOptions
 */

/** The last epoch and position that the core can count. */
const LAST = 2 ** 31 - 1;

/**
 * Draws minibatches from a dataset and trains a network on them. It keeps their memory: freeing them
 * before the trainer is safe, and takes effect once the trainer is freed.
 * @template {boolean} [Streaming=false]
 */
export class Trainer extends Held {
  static kind = 'trainer';
  #network;
  #result;
  #epochSize;

  /**
   * @param {Core} core
   * @param {Network} network
   * @param {Dataset} dataset
   * @param {TrainerOptions & { streaming?: Streaming }} settings
   * @param {Dataset} [fonts]
   */
  constructor(core, network, dataset, settings, fonts) {
    super(core);
    const { call } = core;
    addressOf(core, 'network', network, 'network');
    const data = addressOf(core, 'dataset', dataset, 'dataset');
    const styles = fonts === undefined ? 0 : addressOf(core, 'fonts', fonts, 'dataset');
    const { streaming = false, ...given } = options('settings', settings, SETTINGS);
    const complete = completeSettings(given, {
      count: dataset.count,
      capacity: flag('streaming', streaming) ? dataset.capacity : 0,
      classes: network.classes,
      fonts: styles > 0 || !core.strict,
    });
    network[RESERVE](complete.batchSize);
    const result = core.alloc(BATCH_RESULT_BYTES);
    try {
      const address = withTrainerSettings(core, complete, (at) =>
        core.create((out) => call.ink_trainer_create(out, network[HANDLE], data, styles, at)),
      );
      const used = [network, dataset, ...(fonts ? [fonts] : [])].map((one) => one[RETAIN]());
      this[HOLD](address, () => {
        call.ink_trainer_free(address);
        core.release(result);
        for (const block of used) block.release();
      });
    } catch (error) {
      core.release(result);
      throw error;
    }
    this.#network = network;
    this.#result = result;
    this.#epochSize = call.ink_trainer_epoch_size(this[HANDLE]);
  }

  /** The network that it trains. */
  get network() {
    return this.#network;
  }

  /** Samples in an epoch, including augmented ones. */
  get epochSize() {
    return this.#epochSize;
  }

  /** Sets the learning rate at the schedule's peak. @param {number} learningRate above 0, at most 100 */
  setLearningRate(learningRate) {
    real('learningRate', learningRate, 0, MAX_LEARNING_RATE, true);
    this.core.check(this.core.call.ink_trainer_set_learning_rate(this[HANDLE], learningRate));
  }

  /** Sets the length of the schedule. @param {number} epochs a whole number from 1 to 100,000 */
  setEpochs(epochs) {
    whole('epochs', epochs, 1, MAX_EPOCHS);
    this.core.check(this.core.call.ink_trainer_set_epochs(this[HANDLE], epochs));
  }

  /** The current settings. */
  get settings() {
    return readTrainerSettings(this.core, this.core.call.ink_trainer_settings(this[HANDLE]));
  }

  /** The learning rate of the next minibatch. */
  get learningRate() {
    return this.core.call.ink_trainer_learning_rate(this[HANDLE]);
  }

  /** A copy of the optimizer's state. */
  getMemory() {
    return this.#memory().slice();
  }

  /** Replaces the optimizer's state. @param {Float32Array} memory from getMemory */
  setMemory(memory) {
    const own = this.#memory();
    own.set(floats('memory', memory, own.length, this.core.strict));
  }

  #memory() {
    const address = this.core.call.ink_trainer_memory(this[HANDLE]);
    return this.core.f32(address, this.core.call.ink_trainer_memory_size(this[HANDLE]));
  }

  /**
   * A sample as the network sees it in an epoch: distorted, shifted, or replaced.
   * @param {number} epoch from 0
   * @param {number} sample 0 to epochSize - 1
   * @returns {Float32Array | null} PIXELS; null if it has not been added to the dataset
   */
  preview(epoch, sample) {
    whole('epoch', epoch, 0, LAST);
    whole('sample', sample, 0, this.#epochSize - 1);
    return this.core.borrow([PIXELS * 4], (image) => {
      const status = this.core.call.ink_trainer_preview(this[HANDLE], epoch, sample, image);
      if (status === WAITING) return null;
      this.core.check(status);
      return this.core.f32(image, PIXELS).slice();
    });
  }

  /**
   * Trains on one minibatch.
   * @returns {Streaming extends true ? BatchResult | null : BatchResult} null only while streaming: its
   *   samples have not been added to the dataset yet
   * @throws {InklingError} DIVERGED if the loss is not finite; UNKNOWN_CLASS for a label that the
   *   network has no output for
   */
  step() {
    const status = this.core.call.ink_trainer_step(this[HANDLE], this.#result);
    return /** @type {any} */ (this.core.batchResult(status, this.#result));
  }

  /** Completed epochs. */
  get epoch() {
    return this.core.call.ink_trainer_epoch(this[HANDLE]);
  }

  /** Samples done in the current epoch. */
  get position() {
    return this.core.call.ink_trainer_position(this[HANDLE]);
  }

  /**
   * Continues from an earlier position.
   * @param {number} epoch completed epochs
   * @param {number} position below epochSize
   */
  seek(epoch, position) {
    whole('epoch', epoch, 0, LAST);
    whole('position', position, 0, this.#epochSize - 1);
    this.core.check(this.core.call.ink_trainer_seek(this[HANDLE], epoch, position));
  }
}
