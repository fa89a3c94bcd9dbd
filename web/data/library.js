/**
 * The datasets that were imported, kept in IndexedDB: their images as blobs, which are read only
 * when they are trained on. What can't be kept is here until the page is left.
 */
import { Emitter } from '../messenger/events.js';
import { keepForGood } from '../storage/persistence.js';
import { kept as records } from '../storage/records.js';

/**
 * @typedef {import('../import/worker/collector.js').Imported} Imported
 * @typedef {Imported & { id: string, date: number, chosen?: number[] }} Kept chosen: numbers of the
 *   classes that are trained on, where not all are
 * @typedef {{ id: string, both: boolean }} Use
 */

const DATASET = 'brought ';
const USE = 'brought: trained on';
const UNFINISHED = 'brought: unfinished';

/** Whether an error says that the disk, or what the browser gives of it, is full. @param {any} error */
export const isFull = (error) =>
  error?.name === 'QuotaExceededError' || /quota/i.test(String(error?.message ?? error?.inner));

/** @param {Kept} a @param {Kept} b */
const byAge = (a, b) => a.date - b.date;

/** Emits 'change' when datasets come, go or give way to others. @extends {Emitter<{ change: undefined }>} */
export class DatasetLibrary extends Emitter {
  /** @type {Promise<void> | undefined} */
  #loaded;
  /** By age. @type {Kept[]} */
  datasets = [];
  /** Those that are here for this visit only. @type {Set<string>} */
  unkept = new Set();

  /** Brings what is kept from before, once. */
  load() {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load() {
    try {
      const range = IDBKeyRange.bound(DATASET, `${DATASET}\uffff`);
      const kept = await records.getAll(range);
      const here = this.datasets.filter(({ id }) => this.unkept.has(id));
      this.datasets = [...kept, ...here].sort(byAge);
    } catch {
      // What was brought in this visit is here.
    }
    this.emit('change');
  }

  /** @param {string} id */
  find(id) {
    return this.datasets.find((dataset) => dataset.id === id);
  }

  /**
   * Adds a dataset, or puts a changed one in its place.
   * @param {Kept} dataset
   * @returns {Promise<'kept' | 'full' | 'refused'>} full: there is no room for it on this device
   */
  async put(dataset) {
    const place = this.datasets.findIndex(({ id }) => id === dataset.id);
    const isOther = this.datasets[place] !== dataset;
    if (place < 0) this.datasets = [...this.datasets, dataset].sort(byAge);
    else this.datasets[place] = dataset;
    try {
      await records.write({ put: [[DATASET + dataset.id, dataset]] });
      this.unkept.delete(dataset.id);
      keepForGood();
      return 'kept';
    } catch (error) {
      this.unkept.add(dataset.id);
      return isFull(error) ? 'full' : 'refused';
    } finally {
      if (isOther) this.emit('change');
    }
  }

  /** @param {string} id */
  async remove(id) {
    this.datasets = this.datasets.filter((dataset) => dataset.id !== id);
    this.unkept.delete(id);
    this.emit('change');
    await records.write({ remove: [DATASET + id] }).catch(() => {});
  }
}

/** One dataset, with no list of the others. @param {string} id @returns {Promise<Kept | undefined>} */
export const loadKept = (id) => records.get(DATASET + id).catch(() => undefined);

/** What was trained on last; null: the bundled digits. @returns {Promise<Use | null>} */
export const loadUse = () =>
  records.get(USE).then(
    (use) => use ?? null,
    () => null,
  );

/** @param {Use | null} use */
export const saveUse = (use) => records.write({ put: [[USE, use]] }).catch(() => {});

/** Notes that an import has begun, or that none goes on. @param {string | null} name */
export const noteUnfinished = (name) =>
  records.write({ put: [[UNFINISHED, name]] }).catch(() => {});

/** The import that was cut off when the page was last left. @returns {Promise<string | null>} */
export const loadUnfinished = () =>
  records.get(UNFINISHED).then(
    (name) => name ?? null,
    () => null,
  );
