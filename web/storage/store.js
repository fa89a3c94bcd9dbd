/**
 * What outlives the page: the drawing on the pad and the network being trained, in IndexedDB.
 * Where the browser refuses storage, or has no more room, everything else still works; `onRefused`
 * is told once.
 */
import { createStore, get } from 'idb-keyval';
import { write } from './records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('../answer/reader.js').Source} Source
 */

/** The 2 is the form of what is kept: runs with an optimizer. */
const RUN = 'run 2';
const RUN_BEFORE = 'run before 2';

export class Store {
  /** @param {(full: boolean) => void} onRefused */
  constructor(onRefused) {
    this.onRefused = onRefused;
    this.refused = false;
    /** Whether this tab is the one that keeps its network: see tabs.js. */
    this.keepsRun = Promise.resolve(true);
    /** @type {ReturnType<typeof createStore> | undefined} */
    this.kv = undefined;
  }

  /** @template T @param {(kv: ReturnType<typeof createStore>) => Promise<T>} use */
  async #attempt(use) {
    try {
      this.kv ??= createStore('inkling', 'kept');
      return await use(this.kv);
    } catch (error) {
      const { name } = /** @type {DOMException} */ (error);
      if (!this.refused) this.onRefused(name === 'QuotaExceededError');
      this.refused = true;
      return undefined;
    }
  }

  /** @param {(records: IDBObjectStore) => void} change */
  #write(change) {
    return this.#attempt((kv) => write(kv, change));
  }

  /** @returns {Promise<Stroke[] | undefined>} */
  loadDrawing() {
    return this.#attempt((kv) => get('drawing', kv));
  }

  /** @param {Stroke[]} strokes */
  saveDrawing(strokes) {
    return this.#write((records) => records.put(strokes, 'drawing'));
  }

  /** @returns {Promise<SavedRun | undefined>} */
  loadRun() {
    return this.#attempt((kv) => get(RUN, kv));
  }

  /** @param {SavedRun} run */
  async saveRun(run) {
    if (await this.keepsRun) await this.#write((records) => records.put(run, RUN));
  }

  /** Which network answered last. @returns {Promise<Source | undefined>} */
  loadSource() {
    return this.#attempt((kv) => get('source', kv));
  }

  /** @param {Source} source */
  saveSource(source) {
    return this.#write((records) => records.put(source, 'source'));
  }

  /** The network that knows the visitor's hand. @returns {Promise<import('../handwriting/teaching.js').Hand | null | undefined>} */
  loadHand() {
    return this.#attempt((kv) => get('hand', kv));
  }

  /** @param {import('../handwriting/teaching.js').Hand | null} hand */
  saveHand(hand) {
    return this.#write((records) => records.put(hand, 'hand'));
  }

  /** Puts the kept run aside for a new one. @param {SavedRun} run as it was last */
  async setAside(run) {
    if (!(await this.keepsRun)) return;
    // In one transaction, so that a reload right after it finds all of it or nothing.
    await this.#write((records) => {
      records.put(run, RUN_BEFORE);
      records.delete(RUN);
    });
  }

  /** The run that was put aside last. @returns {Promise<SavedRun | undefined>} */
  loadRunBefore() {
    return this.#attempt((kv) => get(RUN_BEFORE, kv));
  }
}
