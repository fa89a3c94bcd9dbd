/** Which data the training worker trains on: the bundled digits, or what the visitor imported. */
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
    /** What is trained on, once it is here. @type {Promise<Data>} */
    this.data = loader;
  }

  /** Whether the bundled digits are what counts. */
  get isBundled() {
    return this.data === this.loader;
  }

  /**
   * Chooses. From here on, no run may use the data that was chosen before.
   * @param {Chosen | null} chosen null: the bundled digits
   * @returns {Promise<Data>} what is trained on: the bundled digits if the others can't be
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
      if (wanted !== this.#wanted) return this.data; // nobody wants it any more
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
