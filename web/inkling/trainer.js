import { BATCH_RESULT_BYTES, HANDLE } from './core.js';
import { require, WAITING } from './errors.js';
import { readTrainerSettings, withTrainerSettings } from './trainer-settings.js';
import { PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./dataset.js').Dataset} Dataset
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').BatchResult} BatchResult
 * @typedef {import('./types.js').TrainerSettings} TrainerSettings
 */

/** Draws minibatches from a dataset and trains a network on them; both must outlive it. */
export class Trainer {
  [HANDLE] = 0;
  #result = 0;

  /**
   * @param {Core} core
   * @param {Network} network
   * @param {Dataset} dataset
   * @param {TrainerSettings} settings
   * @param {Dataset} [fonts]
   */
  constructor(core, network, dataset, settings, fonts) {
    this.core = core;
    this.network = network;
    this[HANDLE] = withTrainerSettings(core, settings, (address) =>
      core.create((out) =>
        core.call.ink_trainer_create(
          out,
          network[HANDLE],
          dataset[HANDLE],
          fonts?.[HANDLE] ?? 0,
          address,
        ),
      ),
    );
    this.epochSize = core.call.ink_trainer_epoch_size(this[HANDLE]);
    this.#result = core.alloc(BATCH_RESULT_BYTES);
  }

  /** @param {number} learningRate above 0, at most 100 */
  setLearningRate(learningRate) {
    this.core.check(this.core.call.ink_trainer_set_learning_rate(this[HANDLE], learningRate));
  }

  /** Sets the length of the schedule. @param {number} epochs */
  setEpochs(epochs) {
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

  /** A copy of the optimizer state. */
  getMemory() {
    return this.#memory().slice();
  }

  /** @param {Float32Array} memory from getMemory */
  setMemory(memory) {
    const own = this.#memory();
    require(memory.length === own.length, 'This memory belongs to another optimizer.');
    own.set(memory);
  }

  #memory() {
    const address = this.core.call.ink_trainer_memory(this[HANDLE]);
    return this.core.f32(address, this.core.call.ink_trainer_memory_size(this[HANDLE]));
  }

  /**
   * A sample as the network sees it in an epoch: distorted, shifted, or replaced.
   * @param {number} epoch
   * @param {number} sample 0 to epochSize - 1
   * @returns {Float32Array | null} PIXELS; null if it has not been added to the dataset
   */
  preview(epoch, sample) {
    return this.core.borrow([PIXELS * 4], (image) => {
      const status = this.core.call.ink_trainer_preview(this[HANDLE], epoch, sample, image);
      if (status === WAITING) return null;
      this.core.check(status);
      return this.core.f32(image, PIXELS).slice();
    });
  }

  /**
   * Trains on one minibatch.
   * @returns {BatchResult | null} null if its samples have not been added to the dataset
   */
  step() {
    const status = this.core.call.ink_trainer_step(this[HANDLE], this.#result);
    return this.core.batchResult(status, this.#result);
  }

  /** Completed epochs. */
  get epoch() {
    return this.core.call.ink_trainer_epoch(this[HANDLE]);
  }

  /** Samples done in the current epoch. */
  get position() {
    return this.core.call.ink_trainer_position(this[HANDLE]);
  }

  /** Continues from an earlier position. @param {number} epoch @param {number} position */
  seek(epoch, position) {
    this.core.check(this.core.call.ink_trainer_seek(this[HANDLE], epoch, position));
  }

  free() {
    this.core.call.ink_trainer_free(this[HANDLE]);
    this.core.release(this.#result);
    this[HANDLE] = this.#result = 0;
  }
}
