/**
 * The visitor's models: complete model files with a name, in a database of their own, so that no
 * other data can displace them. If the browser refuses storage, they last as long as the page.
 */
import { Emitter } from '../messenger/events.js';
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

const records = openRecords('inkling models', 'models');

const kind = () => import('./kinds.js').then(({ MODEL }) => MODEL);

/** How many are stored, without reading them. */
export const countModels = () => records.count();

/** Emits 'change' when storage has answered again. @extends {Emitter<{ change: undefined }>} */
export class ModelLibrary extends Emitter {
  constructor() {
    super();
    /** Newest first. @type {StoredModel[]} */
    this.models = [];
    /** Whether the browser stores them. */
    this.stored = true;
    /** Ids of those removed in this visit, so that no later load can restore them. @type {Set<string>} */
    this.removed = new Set();
    this.loaded = this.#load();
    records.whenRestored(() => this.#restore());
  }

  async #load() {
    const all = /** @type {StoredModel[]} */ ((await this.#attempt(records.getAll(kind))) ?? []);
    const here = new Set([...this.models.map(({ id }) => id), ...this.removed]);
    const others = all.filter(({ id }) => !here.has(id));
    this.models = [...this.models, ...others].sort((a, b) => b.date - a.date);
  }

  /** Stores again what the database has lost or missed. */
  async #restore() {
    await this.loaded;
    await this.#load();
    const put = this.models.map((model) => /** @type {[string, unknown]} */ ([model.id, model]));
    await this.#attempt(records.write({ put, remove: this.removed }));
    this.emit('change');
  }

  /** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
  async #attempt(work) {
    try {
      const done = await work;
      this.stored = true;
      return done;
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
    this.removed.add(model.id);
    this.#attempt(records.write({ remove: [model.id] }));
    return async () => {
      this.models.splice(at, 0, model);
      this.removed.delete(model.id);
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
