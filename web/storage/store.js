/**
 * What outlives the page: the drawing on the pad and the network being trained, in IndexedDB.
 * Where the browser refuses storage, or has no more room, everything else still works; `onRefused`
 * is told once.
 */
import { kept } from './records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('../answer/reader.js').Source} Source
 */

/** The 2 is the form of what is kept: runs with an optimizer. */
const RUN = 'run 2';
const RUN_BEFORE = 'run before 2';
/** Under which name the network of the visitor's handwriting is kept, and that it answers. */
const HANDWRITING = 'hand';

export class Store {
  /** @param {(full: boolean) => void} onRefused */
  constructor(onRefused) {
    this.onRefused = onRefused;
    this.refused = false;
    /** Whether this tab is the one that keeps its network: see tabs.js. */
    this.keepsRun = Promise.resolve(true);
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
    return this.#attempt(kept.write({ put: [[key, value]] }));
  }

  /** @returns {Promise<Stroke[] | undefined>} */
  loadDrawing() {
    return this.#attempt(kept.get('drawing'));
  }

  /** @param {Stroke[]} strokes */
  saveDrawing(strokes) {
    return this.#put('drawing', strokes);
  }

  /** @returns {Promise<SavedRun | undefined>} */
  loadRun() {
    return this.#attempt(kept.get(RUN));
  }

  /** @param {SavedRun} run */
  async saveRun(run) {
    if (await this.keepsRun) await this.#put(RUN, run);
  }

  /** Which network answered last. @returns {Promise<Source | undefined>} */
  async loadSource() {
    const source = await this.#attempt(kept.get('source'));
    return source === HANDWRITING ? 'handwriting' : source;
  }

  /** @param {Source} source */
  saveSource(source) {
    return this.#put('source', source === 'handwriting' ? HANDWRITING : source);
  }

  /** The network that knows the visitor's handwriting. @returns {Promise<import('../handwriting/teaching.js').HandwritingModel | null | undefined>} */
  loadHandwriting() {
    return this.#attempt(kept.get(HANDWRITING));
  }

  /** @param {import('../handwriting/teaching.js').HandwritingModel | null} model */
  saveHandwriting(model) {
    return this.#put(HANDWRITING, model);
  }

  /** Puts the kept run aside for a new one. @param {SavedRun} run as it was last */
  async setAside(run) {
    if (!(await this.keepsRun)) return;
    // In one transaction, so that a reload right after it finds all of it or nothing.
    await this.#attempt(kept.write({ put: [[RUN_BEFORE, run]], remove: [RUN] }));
  }

  /** The run that was put aside last. @returns {Promise<SavedRun | undefined>} */
  loadRunBefore() {
    return this.#attempt(kept.get(RUN_BEFORE));
  }
}
