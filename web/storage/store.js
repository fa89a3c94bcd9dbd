/**
 * Saves the drawing and the run in IndexedDB. If the browser refuses storage, doesn't answer, or the
 * disk is full, everything else still works, and the visitor is told until saving works again.
 */
import { pageRecords, refusalOf } from './records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('../answer/reader.js').Source} Source
 * @typedef {import('./records.js').Refusal} Refusal
 * @typedef {import('./records.js').LoadKind} LoadKind
 */

/** The 2 is the version of the format: runs with an optimizer. */
const RUN = 'run 2';
const RUN_BEFORE = 'run before 2';
/** The key of the handwriting network, and its stored name as a source. */
const HANDWRITING = 'hand';

/** @param {Exclude<keyof typeof import('./kinds.js'), 'strokes' | 'layers' | 'MODEL'>} name @returns {LoadKind} */
const kind = (name) => () => import('./kinds.js').then((kinds) => kinds[name]);

export class Store {
  /** The last value of each key, which may have to be written again. @type {Map<string, unknown>} */
  #current = new Map();
  /** Whether the saved run has not been read, so that it must not be overwritten. */
  #unread = false;
  /** Why nothing can be saved; null if it can. @type {Refusal | null} */
  refusal = null;
  /** Whether this tab is the one that saves its run; see tabs.js. */
  ownsRun = Promise.resolve(true);
  /** Called with the saved run if it was read too late. @type {(run: SavedRun | undefined) => Promise<void>} */
  lateRun = async () => {};

  /**
   * @param {LoadKind} run the kind of saved runs
   * @param {object} events
   * @param {(why: Refusal) => void} events.refused called when something could not be saved, once for
   *   each reason
   * @param {() => void} events.saves called when saving works again
   */
  constructor(run, events) {
    this.run = run;
    this.events = events;
    pageRecords.whenRestored(() => this.#restore());
  }

  /** @param {unknown} error */
  #refuse(error) {
    const refusal = refusalOf(error);
    if (refusal === this.refusal) return;
    this.refusal = refusal;
    this.events.refused(refusal);
  }

  /** @param {import('./records.js').Changes} changes @returns {Promise<boolean>} whether they are stored */
  async #write(changes) {
    for (const [key, value] of changes.put ?? []) this.#current.set(key, value);
    for (const key of changes.remove ?? []) this.#current.delete(key);
    try {
      await pageRecords.write(changes);
    } catch (error) {
      this.#refuse(error);
      return false;
    }
    if (this.refusal) this.events.saves();
    this.refusal = null;
    return true;
  }

  /** @param {string} key @param {unknown} value */
  #put(key, value) {
    return this.#write({ put: [[key, value]] });
  }

  /**
   * @param {string} key @param {LoadKind} load
   * @param {boolean} [patient] whether to wait for a database that does not answer in time
   * @returns {Promise<any>} undefined if there is none, or none can be read
   */
  async #load(key, load, patient = false) {
    try {
      const value = await pageRecords.get(key, load);
      if (value !== undefined && !this.#current.has(key)) this.#current.set(key, value);
      return value;
    } catch (error) {
      this.#refuse(error);
      if (!patient || !pageRecords.isSilent) return undefined;
    }
    await pageRecords.answers();
    return this.#load(key, load, true);
  }

  /** After the stored data are gone, or could not be changed for a while: saves what is on the screen. */
  async #restore() {
    if (this.#unread) {
      const run = await this.#load(RUN, this.run);
      if (pageRecords.isSilent) return;
      this.#unread = false;
      this.#current.delete(RUN);
      await this.lateRun(run);
    }
    const owns = await this.ownsRun;
    const isRun = (/** @type {string} */ key) => key === RUN || key === RUN_BEFORE;
    const put = [...this.#current].filter(([key]) => owns || !isRun(key));
    // Even if there is nothing to save, the notice has to go.
    await this.#write({ put });
  }

  /** @returns {Promise<Stroke[] | undefined>} */
  loadDrawing() {
    return this.#load('drawing', kind('DRAWING'), true);
  }

  /** @param {Stroke[]} strokes */
  saveDrawing(strokes) {
    return this.#put('drawing', strokes);
  }

  /** @returns {Promise<SavedRun | undefined>} */
  async loadRun() {
    const run = await this.#load(RUN, this.run);
    this.#unread = !run && pageRecords.isSilent;
    return run;
  }

  /** Puts aside a saved run that can't be used. */
  async dropRun() {
    this.#current.delete(RUN);
    await pageRecords.putAside(RUN).catch((error) => this.#refuse(error));
  }

  /** @param {SavedRun} run */
  async saveRun(run) {
    if ((await this.ownsRun) && !this.#unread) await this.#put(RUN, run);
  }

  /** Which network answered last. @returns {Promise<Source | undefined>} */
  async loadSource() {
    const source = await this.#load('source', kind('SOURCE'));
    return source === HANDWRITING ? 'handwriting' : source;
  }

  /** @param {Source} source */
  saveSource(source) {
    return this.#put('source', source === 'handwriting' ? HANDWRITING : source);
  }

  /** The network trained on the visitor's handwriting. @returns {Promise<import('../handwriting/teaching.js').HandwritingModel | null | undefined>} */
  loadHandwriting() {
    return this.#load(HANDWRITING, kind('HANDWRITING_MODEL'), true);
  }

  /** @param {import('../handwriting/teaching.js').HandwritingModel | null} model */
  saveHandwriting(model) {
    return this.#put(HANDWRITING, model);
  }

  /** @returns {Promise<string | undefined>} */
  loadLanguage() {
    return this.#load('language', kind('LANGUAGE'));
  }

  /** @param {string} tag */
  saveLanguage(tag) {
    return this.#put('language', tag);
  }

  /** Sets the saved run aside, so that a new one can replace it. @param {SavedRun} run its last state */
  async setAside(run) {
    if (!(await this.ownsRun)) return;
    // In one transaction, so that a reload finds either both changes or neither.
    await this.#write({ put: [[RUN_BEFORE, run]], remove: [RUN] });
  }

  /** Swaps the saved run and one that was set aside. @param {SavedRun} run @param {SavedRun} aside */
  async exchange(run, aside) {
    if (!(await this.ownsRun)) return;
    await this.#write({
      put: [
        [RUN, run],
        [RUN_BEFORE, aside],
      ],
    });
  }

  /** The run that was last set aside. @returns {Promise<SavedRun | undefined>} */
  loadPreviousRun() {
    return this.#load(RUN_BEFORE, this.run);
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
