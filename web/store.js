/**
 * What outlives the page: the drawing on the pad and the network being trained, in IndexedDB.
 * Where the browser refuses storage, everything else still works; `onRefused` is told once.
 */
import { createStore, del, get, set } from 'idb-keyval';

/**
 * @typedef {import('./inkling.js').Stroke} Stroke
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 */

export class Store {
  /** @param {() => void} onRefused */
  constructor(onRefused) {
    this.onRefused = onRefused;
    this.refused = false;
    /** @type {ReturnType<typeof createStore> | undefined} */
    this.kv = undefined;
  }

  /** @template T @param {(kv: ReturnType<typeof createStore>) => Promise<T>} use */
  async #attempt(use) {
    try {
      this.kv ??= createStore('inkling', 'kept');
      return await use(this.kv);
    } catch {
      if (!this.refused) this.onRefused();
      this.refused = true;
      return undefined;
    }
  }

  /** @returns {Promise<Stroke[] | undefined>} */
  loadDrawing() {
    return this.#attempt((kv) => get('drawing', kv));
  }

  /** @param {Stroke[]} strokes */
  saveDrawing(strokes) {
    return this.#attempt((kv) => set('drawing', strokes, kv));
  }

  /** @returns {Promise<SavedRun | undefined>} */
  loadRun() {
    return this.#attempt((kv) => get('run', kv));
  }

  /** @param {SavedRun} run */
  saveRun(run) {
    return this.#attempt((kv) => set('run', run, kv));
  }

  /** Puts the kept run aside for a new one. @param {SavedRun} run as it was last */
  setAside(run) {
    return this.#attempt(async (kv) => {
      await set('run before', run, kv);
      await del('run', kv);
    });
  }

  /** The run that was put aside last. @returns {Promise<SavedRun | undefined>} */
  loadRunBefore() {
    return this.#attempt((kv) => get('run before', kv));
  }
}
