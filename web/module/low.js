import { CREATE, DESCRIBE } from '../inkling/core.js';
import { Inkling } from '../inkling/module.js';
import { Dataset } from './dataset.js';
import { Network } from './network.js';

/**
 * The layer below Inkling: trainers that take one minibatch at a time, evaluators, pictures, pages, and
 * models as data.
 */
export class Low extends Inkling {
  /**
   * @override
   * @param {number} specs @param {number} count @param {number} maxBatch @param {number} seed
   */
  [CREATE](specs, count, maxBatch, seed) {
    return new Network(this.core, specs, count, maxBatch, seed);
  }

  /**
   * Creates the network in a model file.
   * @override
   * @param {Uint8Array | ArrayBuffer} file its content, as from Network.save
   * @param {object} [settings]
   * @param {number} [settings.maxBatch] the largest minibatch to make room for now, 1 to MAX_BATCH; default
   *   128. Larger ones make room themselves
   * @throws {import('../inkling/errors.js').InklingError} NOT_A_MODEL, MODEL_HEADER, MODEL_SIZES,
   *   FOREIGN_MODEL, MODEL_NOT_FINITE, NO_MEMORY
   */
  loadNetwork(file, settings) {
    const network = /** @type {Network} */ (super.loadNetwork(file, settings));
    const { classNames, notes } = this.readModel(file);
    network[DESCRIBE](classNames, notes);
    return network;
  }

  /**
   * Resumes training from a file that was saved with its trainer, exactly as if it had never stopped.
   * @override
   * @param {import('../inkling/types.js').SavedModel} model from readModel
   * @param {Dataset} dataset the same one as before
   * @param {Dataset} [fonts] the source of the digits of mixture.lettered; default none
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT, FREED, NO_MEMORY
   */
  resume(model, dataset, fonts) {
    const resumed = super.resume(model, dataset, fonts);
    const { classNames = null, notes = {} } = model;
    const network = /** @type {Network} */ (resumed.network);
    network[DESCRIBE](classNames, notes);
    return { ...resumed, network };
  }

  /**
   * Creates an empty dataset.
   * @override
   * @param {number} capacity the most images it can hold, 1 to 1,000,000; each takes 785 bytes
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT, NO_MEMORY
   */
  createDataset(capacity) {
    return new Dataset(this.core, capacity);
  }
}
