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
   * @override
   * @param {Uint8Array | ArrayBuffer} file @param {{ maxBatch?: number }} [settings]
   */
  loadNetwork(file, settings) {
    const network = /** @type {Network} */ (super.loadNetwork(file, settings));
    const { classNames, notes } = this.readModel(file);
    network[DESCRIBE](classNames, notes);
    return network;
  }

  /**
   * @override
   * @param {import('../inkling/types.js').SavedModel} model @param {Dataset} dataset @param {Dataset} [fonts]
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
   * @param {number} capacity the most images it can hold, 1 to 1,000,000
   */
  createDataset(capacity) {
    return new Dataset(this.core, capacity);
  }
}
