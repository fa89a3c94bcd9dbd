/**
 * The visitor's models: complete model files with a name, in a database of their own, so that no
 * other data can displace them. If the browser refuses storage, they last as long as the page.
 */
import { newId } from '../storage/new-id.js';
import { requestPersistence } from '../storage/persistence.js';
import { openRecords } from '../storage/records.js';

/**
 * @typedef {object} StoredModel
 * @property {string} id
 * @property {string} name
 * @property {number} date when it was saved, in milliseconds
 * @property {string} layers
 * @property {number | null} accuracy on the test digits, 0 to 1; null if unknown
 * @property {Uint8Array<ArrayBuffer>} file safetensors
 */

/** @param {any} value from the database, possibly written by an older version of the page */
const isModel = (value) =>
  typeof value?.id === 'string' &&
  typeof value.name === 'string' &&
  typeof value.layers === 'string' &&
  Number.isFinite(value.date) &&
  value.file instanceof Uint8Array;

const records = openRecords('inkling models', 'models');

/** How many are stored, without reading them. */
export const countModels = () => records.count();

export class ModelLibrary {
  constructor() {
    /** Newest first. @type {StoredModel[]} */
    this.models = [];
    /** Whether the browser stores them. */
    this.stored = true;
    this.loaded = this.#load();
  }

  async #load() {
    const all = ((await this.#attempt(records.getAll())) ?? []).filter(isModel);
    this.models = [...this.models, ...all].sort((a, b) => b.date - a.date);
  }

  /** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
  async #attempt(work) {
    try {
      return await work;
    } catch {
      this.stored = false;
      return undefined;
    }
  }

  /** @param {StoredModel} model */
  #put(model) {
    return this.#attempt(records.write({ put: [[model.id, model]] }));
  }

  /** @param {Omit<StoredModel, 'id' | 'date'>} model */
  async add(model) {
    const added = { ...model, id: newId(), date: Date.now() };
    this.models.unshift(added);
    await this.#put(added);
    if (this.stored) requestPersistence();
    return added;
  }

  /** @param {StoredModel} model @param {Partial<Pick<StoredModel, 'name' | 'accuracy'>>} change */
  async change(model, change) {
    Object.assign(model, change);
    await this.#put(model);
  }

  /**
   * @param {StoredModel} model
   * @returns {() => Promise<void>} undoes it
   */
  remove(model) {
    const at = this.models.indexOf(model);
    this.models.splice(at, 1);
    this.#attempt(records.write({ remove: [model.id] }));
    return async () => {
      this.models.splice(at, 0, model);
      await this.#put(model);
    };
  }

  /** Makes a name unique by appending a number. @param {string} wanted */
  freeName(wanted) {
    const taken = new Set(this.models.map(({ name }) => name));
    if (!taken.has(wanted)) return wanted;
    let number = 2;
    while (taken.has(`${wanted} ${number}`)) number++;
    return `${wanted} ${number}`;
  }
}
