/**
 * The visitor's labeled drawings with their strokes, saved to IndexedDB as soon as they are drawn.
 * Emits 'change' when any are added, changed, or removed.
 */
import { CLASSES, NO_CLASS, PIXELS } from '../inkling/index.js';
import { Emitter } from '../messenger/events.js';
import { pause } from '../messenger/slices.js';
import { requestPersistence } from '../storage/persistence.js';
import { openRecords } from '../storage/records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 *
 * @typedef {'corrected' | 'taught' | 'photographed'} Origin
 *
 * @typedef {object} OwnSample
 * @property {string} id sorts by time of creation
 * @property {number} label a digit's value or a symbol's id, or NO_CLASS for anything else
 * @property {Stroke[]} strokes in units of the pad's side; empty for a photographed digit
 * @property {Uint8Array} ink [784] as the network sees it, 255 for full ink
 * @property {number} at creation time, in milliseconds since 1970
 * @property {Origin} how
 */

/**
 * Of each digit, every fifth drawing is held out to measure accuracy, beginning with the third: three
 * of each are what the lesson asks for.
 */
const HELD_OUT = { every: 5, first: 3 };

/** How many drawings to store or copy at once: more would block the page for too long. */
export const AT_ONCE = 200;

/** @typedef {{ records: ReturnType<typeof openRecords>, kind: import('../storage/records.js').LoadKind }} Place where samples are stored */

/** @type {Place} */
const DIGITS = {
  records: openRecords('inkling own digits', 'samples'),
  kind: () => import('./kinds.js').then(({ SAMPLE }) => SAMPLE),
};

let last = 0;

/** Ids sort in order of creation, even within a millisecond. */
function nextId() {
  last = Math.max(last + 1, Date.now() * 1000);
  return String(last).padStart(17, '0');
}

/** @extends {Emitter<{ change: undefined }>} */
export class OwnSamples extends Emitter {
  /** @param {Place} place */
  constructor(place = DIGITS) {
    super();
    this.place = place;
    /** Drawings of all classes and of none, oldest first. @type {OwnSample[]} */
    this.labeled = [];
    /** Whether the browser stores them. */
    this.stored = true;
    /** Deleted in this visit, so that a load still in progress can't restore them. @type {Set<string>} */
    this.deleted = new Set();
    this.loaded = this.#load();
    place.records.whenRestored(() => this.#restore());
  }

  async #load() {
    const found = /** @type {OwnSample[]} */ (
      (await this.#attempt(this.place.records.getAll(this.place.kind))) ?? []
    );
    const known = new Set([...this.labeled.map(({ id }) => id), ...this.deleted]);
    const earlier = found.filter(({ id }) => !known.has(id));
    this.labeled = [...earlier, ...this.labeled].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#changed();
  }

  /** Stores again what the database has lost or missed. */
  async #restore() {
    await this.loaded;
    await this.#load();
    await this.#store(this.labeled, [...this.deleted]);
  }

  /** The drawings of a class. */
  get all() {
    return this.labeled.filter(({ label }) => label !== NO_CLASS);
  }

  /**
   * Samples to learn from, and held-out samples to measure accuracy on. A correction is always learned:
   * the visitor expects it to have an effect.
   * @returns {{ own: OwnSample[], held: OwnSample[] }}
   */
  split() {
    const seen = new Array(CLASSES).fill(0);
    /** @type {OwnSample[]} */
    const own = [];
    /** @type {OwnSample[]} */
    const held = [];
    for (const sample of this.labeled) {
      const testable = sample.label !== NO_CLASS && sample.how !== 'corrected';
      const isHeld = testable && ++seen[sample.label] % HELD_OUT.every === HELD_OUT.first;
      (isHeld ? held : own).push(sample);
    }
    return { own, held };
  }

  /** @param {Omit<OwnSample, 'id' | 'at'>} sample */
  async add(sample) {
    const [complete] = await this.addAll([sample]);
    return complete;
  }

  /** In one transaction, unless they are many. @param {Omit<OwnSample, 'id' | 'at'>[]} samples */
  async addAll(samples) {
    const complete = samples.map((sample) => ({ ...sample, id: nextId(), at: Date.now() }));
    await this.put(complete);
    return complete;
  }

  /** Adds samples, or replaces those with the same id. @param {OwnSample[]} samples */
  async put(samples) {
    const replaced = new Map(samples.map((sample) => [sample.id, sample]));
    const others = this.labeled.filter(({ id }) => !replaced.has(id));
    for (const id of replaced.keys()) this.deleted.delete(id);
    this.labeled = [...others, ...samples].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#changed();
    await this.#store(samples, []);
    if (this.stored) requestPersistence();
  }

  /** @param {OwnSample[]} samples */
  async remove(samples) {
    const gone = new Set(samples.map(({ id }) => id));
    for (const id of gone) this.deleted.add(id);
    this.labeled = this.labeled.filter(({ id }) => !gone.has(id));
    this.#changed();
    await this.#store([], [...gone]);
  }

  /** @param {OwnSample[]} samples @param {string[]} gone ids */
  async #store(samples, gone) {
    const most = Math.max(samples.length, gone.length);
    for (let at = 0; at < most; at += AT_ONCE) {
      // Showing that many has taken long enough.
      if (most > AT_ONCE) await pause(0);
      const some = samples.slice(at, at + AT_ONCE);
      const put = some.map((sample) => /** @type {[string, unknown]} */ ([sample.id, sample]));
      await this.#attempt(this.place.records.write({ put, remove: gone.slice(at, at + AT_ONCE) }));
      if (!this.stored) return;
    }
  }

  /** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
  async #attempt(work) {
    const before = this.stored;
    try {
      const done = await work;
      this.stored = true;
      return done;
    } catch {
      this.stored = false;
      return undefined;
    } finally {
      if (before !== this.stored) this.#changed();
    }
  }

  #changed() {
    this.emit('change');
  }
}

/** Approximate stored size of a point: two numbers and their keys. */
const POINT_BYTES = 28;

/** Approximate stored size. @param {OwnSample[]} samples */
export const bytesOf = (samples) =>
  samples.reduce(
    (sum, { ink, strokes }) =>
      strokes.reduce((points, { length }) => points + POINT_BYTES * length, sum + ink.length),
    0,
  );

/** Samples as one block of pixels and one of labels. @param {OwnSample[]} samples @returns {import('./worker/teach.js').Samples} */
export function pack(samples) {
  const pixels = new Uint8Array(samples.length * PIXELS);
  for (const [i, { ink }] of samples.entries()) pixels.set(ink, i * PIXELS);
  return { pixels, labels: Uint8Array.from(samples, ({ label }) => label) };
}
