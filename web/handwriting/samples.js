/**
 * The visitor's own labelled drawings, with their strokes: kept in IndexedDB the moment they are
 * made. Emits 'change' when there are more, fewer or others.
 */
import { Emitter } from '../messenger/events.js';
import { requestPersistence } from '../storage/persistence.js';
import { openRecords } from '../storage/records.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 *
 * @typedef {'corrected' | 'taught' | 'photographed'} How
 *
 * @typedef {object} OwnSample
 * @property {string} id in the order in which they were made
 * @property {number} label 0 to 9
 * @property {Stroke[]} strokes in units of the pad's side; none where it was photographed
 * @property {Uint8Array} ink [784] as the network sees it, 255 full ink
 * @property {number} at when it was made, milliseconds since 1970
 * @property {How} how
 */

/** Of the drawings of each digit, every so many-th is held back, to measure with. */
const HOLD_BACK = 5;

const records = openRecords('inkling own digits', 'samples');

let last = 0;

/** An id that comes after all before it, also within a millisecond. */
function nextId() {
  last = Math.max(last + 1, Date.now() * 1000);
  return String(last).padStart(17, '0');
}

/** @extends {Emitter<{ change: undefined }>} */
export class OwnSamples extends Emitter {
  constructor() {
    super();
    /** By age. @type {OwnSample[]} */
    this.all = [];
    /** Whether the browser keeps them. */
    this.kept = true;
    /** What was deleted in this visit must not come back with what is still being read. @type {Set<string>} */
    this.gone = new Set();
    this.loaded = this.#load();
  }

  async #load() {
    const found = /** @type {OwnSample[]} */ ((await this.#attempt(records.getAll())) ?? []);
    const known = new Set([...this.all.map(({ id }) => id), ...this.gone]);
    const before = found.filter(({ id }) => !known.has(id));
    this.all = [...before, ...this.all].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#changed();
  }

  /** How many there are of each digit. */
  get counts() {
    const counts = new Array(10).fill(0);
    for (const { label } of this.all) counts[label]++;
    return counts;
  }

  /**
   * Those to learn from, and those to measure with.
   * @returns {{ own: OwnSample[], held: OwnSample[] }}
   */
  split() {
    const seen = new Array(10).fill(0);
    /** @type {OwnSample[]} */
    const own = [];
    /** @type {OwnSample[]} */
    const held = [];
    for (const sample of this.all) {
      (++seen[sample.label] % HOLD_BACK === 0 ? held : own).push(sample);
    }
    return { own, held };
  }

  /** @param {Omit<OwnSample, 'id' | 'at'>} sample */
  async add(sample) {
    const [whole] = await this.addAll([sample]);
    return whole;
  }

  /** All or nothing. @param {Omit<OwnSample, 'id' | 'at'>[]} samples */
  async addAll(samples) {
    const whole = samples.map((sample) => ({ ...sample, id: nextId(), at: Date.now() }));
    await this.put(whole);
    return whole;
  }

  /** Adds samples, or puts changed ones in their places. @param {OwnSample[]} samples */
  async put(samples) {
    const given = new Map(samples.map((sample) => [sample.id, sample]));
    const others = this.all.filter(({ id }) => !given.has(id));
    this.all = [...others, ...samples].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#changed();
    await this.#attempt(records.write({ put: samples.map((sample) => [sample.id, sample]) }));
    if (this.kept) requestPersistence();
  }

  /** @param {OwnSample[]} samples */
  async remove(samples) {
    const gone = new Set(samples.map(({ id }) => id));
    for (const id of gone) this.gone.add(id);
    this.all = this.all.filter(({ id }) => !gone.has(id));
    this.#changed();
    await this.#attempt(records.write({ remove: gone }));
  }

  /** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
  async #attempt(work) {
    try {
      return await work;
    } catch {
      this.kept = false;
      this.#changed();
      return undefined;
    }
  }

  #changed() {
    this.emit('change');
  }
}

/** What a point takes in the browser's storage: two numbers and their names. */
const POINT_BYTES = 28;

/** About how many bytes they take where they are kept. @param {OwnSample[]} samples */
export const bytesOf = (samples) =>
  samples.reduce(
    (sum, { ink, strokes }) => sum + ink.length + POINT_BYTES * strokes.flat().length,
    0,
  );

/** As one block of pixels and one of labels. @param {OwnSample[]} samples @returns {import('./worker/teach.js').Samples} */
export function packed(samples) {
  const pixels = new Uint8Array(samples.length * 784);
  samples.forEach(({ ink }, i) => {
    pixels.set(ink, i * 784);
  });
  return { pixels, labels: Uint8Array.from(samples, ({ label }) => label) };
}
