/**
 * Saves the drawing and the run in IndexedDB. If the browser refuses storage or the disk is full,
 * everything else still works; `onRefused` is called once.
 */
import { pageRecords } from './records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('../answer/reader.js').Source} Source
 */

/** The 2 is the version of the format: runs with an optimizer. */
const RUN = 'run 2';
const RUN_BEFORE = 'run before 2';
/** The key of the handwriting network, and its stored name as a source. */
const HANDWRITING = 'hand';

export class Store {
  /** @param {(full: boolean) => void} onRefused */
  constructor(onRefused) {
    this.onRefused = onRefused;
    this.refused = false;
    /** Whether this tab is the one that saves its run; see tabs.js. */
    this.ownsRun = Promise.resolve(true);
  }

  /** @template T @param {Promise<T>} work */
  async #attempt(work) {
    try {
      return await work;
    } catch (error) {
      const { name } = /** @type {DOMException} */ (error);
      if (!this.refused) this.onRefused(name === 'QuotaExceededError');
      this.refused = true;
      return undefined;
    }
  }

  /** @param {string} key @param {unknown} value */
  #put(key, value) {
    return this.#attempt(pageRecords.write({ put: [[key, value]] }));
  }

  /** @returns {Promise<Stroke[] | undefined>} */
  loadDrawing() {
    return this.#attempt(pageRecords.get('drawing'));
  }

  /** @param {Stroke[]} strokes */
  saveDrawing(strokes) {
    return this.#put('drawing', strokes);
  }

  /** @returns {Promise<SavedRun | undefined>} */
  loadRun() {
    return this.#attempt(pageRecords.get(RUN));
  }

  /** @param {SavedRun} run */
  async saveRun(run) {
    if (await this.ownsRun) await this.#put(RUN, run);
  }

  /** Which network answered last. @returns {Promise<Source | undefined>} */
  async loadSource() {
    const source = await this.#attempt(pageRecords.get('source'));
    return source === HANDWRITING ? 'handwriting' : source;
  }

  /** @param {Source} source */
  saveSource(source) {
    return this.#put('source', source === 'handwriting' ? HANDWRITING : source);
  }

  /** The network trained on the visitor's handwriting. @returns {Promise<import('../handwriting/teaching.js').HandwritingModel | null | undefined>} */
  loadHandwriting() {
    return this.#attempt(pageRecords.get(HANDWRITING));
  }

  /** @param {import('../handwriting/teaching.js').HandwritingModel | null} model */
  saveHandwriting(model) {
    return this.#put(HANDWRITING, model);
  }

  /** Sets the saved run aside, so that a new one can replace it. @param {SavedRun} run its last state */
  async setAside(run) {
    if (!(await this.ownsRun)) return;
    // In one transaction, so that a reload finds either both changes or neither.
    await this.#attempt(pageRecords.write({ put: [[RUN_BEFORE, run]], remove: [RUN] }));
  }

  /** The run that was last set aside. @returns {Promise<SavedRun | undefined>} */
  loadPreviousRun() {
    return this.#attempt(pageRecords.get(RUN_BEFORE));
  }
}

/**
 * The same interface for a page that saves nothing and restores nothing.
 * @param {Store} store @returns {Store}
 */
export const withoutMemory = (store) =>
  new Proxy(store, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? async () => undefined : value;
    },
  });
