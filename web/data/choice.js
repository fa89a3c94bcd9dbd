/** Which data the training worker trains on: the bundled digits, or what the visitor brought. */
import { BroughtData } from './brought.js';

/**
 * @typedef {import('./bundled.js').DataLoader} DataLoader
 * @typedef {import('./brought.js').Chosen} Chosen
 * @typedef {DataLoader | BroughtData} Data
 */

export class DataChoice {
  /** @type {BroughtData | null} */
  #brought = null;
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
    this.#brought?.free();
    this.#brought = null;
    this.data = chosen ? this.#load(chosen, wanted) : this.loader;
    return this.data;
  }

  /** @param {Chosen} chosen @param {number} wanted @returns {Promise<Data>} */
  async #load(chosen, wanted) {
    const loader = await this.loader;
    const brought = new BroughtData(loader.inkling, loader, chosen);
    try {
      await brought.load();
    } catch (error) {
      brought.free();
      if (wanted !== this.#wanted) return this.data; // nobody wants it any more
      this.data = this.loader;
      throw error;
    }
    if (wanted !== this.#wanted) {
      brought.free();
      return this.data;
    }
    this.#brought = brought;
    return brought;
  }
}
