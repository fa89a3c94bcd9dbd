/** The dataset of the training worker: the bundled digits or an imported one. */
import { ImportedData } from './imported.js';

/**
 * @typedef {import('./bundled.js').DataLoader} DataLoader
 * @typedef {import('./imported.js').Chosen} Chosen
 * @typedef {DataLoader | ImportedData} Data
 */

export class DataChoice {
  /** @type {ImportedData | null} */
  #imported = null;
  #wanted = 0;

  /** @param {Promise<DataLoader>} loader of the bundled digits */
  constructor(loader) {
    this.loader = loader;
    /** The chosen dataset. @type {Promise<Data>} */
    this.data = loader;
  }

  /** Whether the bundled digits are chosen. */
  get isBundled() {
    return this.data === this.loader;
  }

  /**
   * Switches the dataset and frees the previous one, so no run may still be using it.
   * @param {Chosen | null} chosen null: the bundled digits
   * @returns {Promise<Data>} rejects if the dataset can't be loaded; `data` is then the bundled digits
   */
  choose(chosen) {
    const wanted = ++this.#wanted;
    this.#imported?.free();
    this.#imported = null;
    this.data = chosen ? this.#load(chosen, wanted) : this.loader;
    return this.data;
  }

  /** @param {Chosen} chosen @param {number} wanted @returns {Promise<Data>} */
  async #load(chosen, wanted) {
    const loader = await this.loader;
    const imported = new ImportedData(loader.inkling, loader, chosen);
    try {
      await imported.load();
    } catch (error) {
      imported.free();
      if (wanted !== this.#wanted) return this.data; // superseded by a later choice
      this.data = this.loader;
      throw error;
    }
    if (wanted !== this.#wanted) {
      imported.free();
      return this.data;
    }
    this.#imported = imported;
    return imported;
  }
}
