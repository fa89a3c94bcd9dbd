/**
 * The imported datasets, stored in IndexedDB with their images as blobs, which are read only for
 * training. A dataset that can't be stored is available until the page is closed.
 */
import { Emitter } from '../messenger/events.js';
import { requestPersistence } from '../storage/persistence.js';
import { LARGE_LIMIT_MS, pageRecords as records, refusalOf } from '../storage/records.js';

/**
 * @typedef {import('../import/worker/collector.js').Imported} Imported
 * @typedef {object} Edits what the visitor changed
 * @property {number[]} [chosen] indices of the classes in use, if not all
 * @property {string[]} [names] of the classes; those with the same name are one
 *
 * @typedef {Imported & Edits & { id: string, date: number }} StoredDataset
 * @typedef {{ id: string, both: boolean }} Use
 */

/** The keys in the database are those of the first versions. */
const DATASET = 'brought ';
const USE = 'brought: trained on';
const UNFINISHED = 'brought: unfinished';

/** @param {keyof typeof import('./kinds.js')} name */
const kind = (name) => () => import('./kinds.js').then((kinds) => kinds[name]);

/** @param {StoredDataset} a @param {StoredDataset} b */
const byAge = (a, b) => a.date - b.date;

/** Emits 'change' when datasets are added, removed, or replaced. @extends {Emitter<{ change: undefined }>} */
export class DatasetLibrary extends Emitter {
  /** @type {Promise<void> | undefined} */
  #loaded;
  /** Oldest first. @type {StoredDataset[]} */
  datasets = [];
  /** Ids of those that could not be stored. @type {Set<string>} */
  unsaved = new Set();
  /** Ids of those removed in this visit, so that no later load can restore them. @type {Set<string>} */
  removed = new Set();

  constructor() {
    super();
    records.whenRestored(() => this.#restore());
  }

  /** Loads the stored datasets, once. */
  load() {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load() {
    try {
      const range = IDBKeyRange.bound(DATASET, `${DATASET}\uffff`);
      const stored = /** @type {StoredDataset[]} */ (await records.getAll(kind('DATASET'), range));
      const here = new Set([...this.unsaved, ...this.removed]);
      this.datasets = [
        ...stored.filter(({ id }) => !here.has(id)),
        ...this.datasets.filter(({ id }) => this.unsaved.has(id)),
      ].sort(byAge);
    } catch {
      // Datasets imported in this visit are still available.
    }
    this.emit('change');
  }

  /** Stores again what the database has lost or missed. */
  async #restore() {
    if (!this.#loaded) return;
    await this.#loaded;
    for (const { id } of this.datasets) this.unsaved.add(id);
    await this.#load();
    await records.write({ remove: [...this.removed].map((id) => DATASET + id) }).catch(() => {});
    for (const dataset of this.datasets) await this.put(dataset);
    this.emit('change');
  }

  /** @param {string} id */
  find(id) {
    return this.datasets.find((dataset) => dataset.id === id);
  }

  /** The name, or a similar one that no other dataset has. @param {string} name @param {string | null} own id of the dataset to name */
  unusedName(name, own) {
    const taken = new Set(this.datasets.flatMap((one) => (one.id === own ? [] : [one.name])));
    let unused = name;
    for (let i = 2; taken.has(unused); i++) unused = `${name} (${i})`;
    return unused;
  }

  /**
   * Adds a dataset, or replaces the one with its id.
   * @param {StoredDataset} dataset
   * @returns {Promise<'kept' | import('../storage/records.js').Refusal>} once it is stored, or refused
   */
  async put(dataset) {
    const place = this.datasets.findIndex(({ id }) => id === dataset.id);
    const isOther = this.datasets[place] !== dataset;
    this.removed.delete(dataset.id);
    if (place < 0) this.datasets = [...this.datasets, dataset].sort(byAge);
    else this.datasets[place] = dataset;
    try {
      await records.write({ put: [[DATASET + dataset.id, dataset]] }, LARGE_LIMIT_MS);
      this.unsaved.delete(dataset.id);
      requestPersistence();
      return 'kept';
    } catch (error) {
      this.unsaved.add(dataset.id);
      return refusalOf(error);
    } finally {
      if (isOther) this.emit('change');
    }
  }

  /** @param {string} id */
  async remove(id) {
    this.datasets = this.datasets.filter((dataset) => dataset.id !== id);
    this.unsaved.delete(id);
    this.removed.add(id);
    this.emit('change');
    await records.write({ remove: [DATASET + id] }).catch(() => {});
  }
}

/** Loads a single stored dataset; undefined if it can't be read. @param {string} id @returns {Promise<StoredDataset | undefined>} */
export const loadDataset = (id) =>
  records.get(DATASET + id, kind('DATASET')).catch(() => undefined);

/** The dataset last used; null: the bundled digits. @returns {Promise<Use | null>} */
export const loadUse = () =>
  records.get(USE, kind('USED_DATASET')).then(
    (use) => use ?? null,
    () => null,
  );

/** @param {Use | null} use */
export const saveUse = (use) => records.write({ put: [[USE, use]] }).catch(() => {});

/** Records that an import has started, or with null that it has ended. @param {string | null} name */
export const noteUnfinished = (name) =>
  records.write({ put: [[UNFINISHED, name]] }).catch(() => {});

/** The import that was interrupted when the page was last closed. @returns {Promise<string | null>} */
export const loadUnfinished = () =>
  records.get(UNFINISHED, kind('UNFINISHED_IMPORT')).then(
    (name) => name ?? null,
    () => null,
  );
