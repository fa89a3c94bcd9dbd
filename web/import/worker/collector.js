/** Gathers samples, their classes, and what was skipped and why. */

import { MAX_IMAGES } from '../../data/limits.js';
import { InklingError, PIXELS } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { MAX_DATASET_CLASSES } from '../limits.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('../errors.js').Skipped} Skipped
 * @typedef {import('../../inkling/pictures.js').PictureInfo} PictureInfo
 *
 * @typedef {object} Imported a dataset that was imported
 * @property {string} name
 * @property {string[]} classes
 * @property {number[]} counts images of each class
 * @property {number} count
 * @property {Blob} pixels [count][784], 255 for full ink
 * @property {Blob} labels [count], numbers of classes
 * @property {Uint8Array[]} preview some images of each class, [shown][784]
 * @property {Skipped[]} skipped
 * @property {{ kept: number, alpha: number, dark: number, light: number }} found how they were read
 */

/** Images in a block; a full one leaves this thread's memory. */
const BLOCK = 4096;
const EXAMPLES = 5;
const PREVIEWS = 6;

/** @param {string} a @param {string} b */
const byName = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/** What the core says of a picture. @type {Partial<Record<string, Reason>>} */
const REASONS = {
  NOT_A_PICTURE: 'notPicture',
  BAD_PICTURE: 'damaged',
  PICTURE_TOO_LARGE: 'tooLarge',
  NO_MEMORY: 'tooLarge',
};

/** Why something could not be read; what is no reason to skip it is thrown on. @param {unknown} error */
export function reasonFor(error) {
  const reason =
    error instanceof InklingError
      ? REASONS[error.code]
      : error instanceof ImportError && /** @type {Reason} */ (error.reason);
  if (!reason) throw error;
  return reason;
}

export class Collector {
  count = 0;
  skippedCount = 0;
  found = { kept: 0, alpha: 0, dark: 0, light: 0, detect: 0 };
  #block = new Uint8Array(BLOCK * PIXELS);
  /** @type {Blob[]} */
  #blocks = [];
  #labels = new Uint8Array(MAX_IMAGES);
  /** @type {Map<string, { number: number, count: number, preview: Uint8Array[] }>} */
  #classes = new Map();
  /** @type {Map<Reason, Skipped>} */
  #skipped = new Map();
  /** The image that came last. @type {Uint8Array | null} */
  latest = null;

  /** @param {string} path @param {Reason} reason */
  skip(path, reason) {
    this.skippedCount++;
    let skipped = this.#skipped.get(reason);
    if (!skipped) this.#skipped.set(reason, (skipped = { reason, count: 0, examples: [] }));
    skipped.count++;
    if (skipped.examples.length < EXAMPLES) skipped.examples.push(path);
  }

  get full() {
    return this.count >= MAX_IMAGES;
  }

  /**
   * Adds an image, or notes why there is none.
   * @param {string} label
   * @param {string} path for the report
   * @param {(target: Uint8Array, at: number) => PictureInfo} read writes PIXELS into the target
   */
  add(label, path, read) {
    if (this.full) return this.skip(path, 'limit');
    if (!this.#classes.has(label) && this.#classes.size === MAX_DATASET_CLASSES) {
      return this.skip(path, 'tooManyClasses');
    }
    const at = (this.count % BLOCK) * PIXELS;
    let info;
    try {
      info = read(this.#block, at);
    } catch (error) {
      return this.skip(path, reasonFor(error));
    }
    if (info.blank) return this.skip(path, 'blank');
    this.found[info.polarity]++;
    if (info.kept) this.found.kept++;
    this.#note(label, at);
  }

  /** @param {string} label @param {number} at */
  #note(label, at) {
    let own = this.#classes.get(label);
    if (!own)
      this.#classes.set(label, (own = { number: this.#classes.size, count: 0, preview: [] }));
    this.latest = this.#block.subarray(at, at + PIXELS);
    if (own.preview.length < PREVIEWS) own.preview.push(this.latest.slice());
    own.count++;
    this.#labels[this.count++] = own.number;
    if (this.count % BLOCK === 0) this.#blocks.push(new Blob([this.#block]));
  }

  /** All that was gathered, its classes in order. @param {string} name @returns {Imported} */
  finish(name) {
    if (!this.count) {
      const gone = this.skipped[0]?.reason === 'unreadable';
      throw new ImportError(gone ? 'gone' : 'nothing');
    }
    const { count } = this;
    const names = [...this.#classes.keys()].sort(byName);
    const classes = names.map((label) => /** @type {any} */ (this.#classes.get(label)));
    const renumbered = new Uint8Array(MAX_DATASET_CLASSES);
    classes.forEach(({ number }, i) => {
      renumbered[number] = i;
    });
    const labels = this.#labels.slice(0, count).map((number) => renumbered[number]);
    const rest = this.#block.slice(0, (count % BLOCK) * PIXELS);
    const { kept, alpha, dark, light } = this.found;
    return {
      name,
      classes: names,
      counts: classes.map((own) => own.count),
      count,
      pixels: new Blob([...this.#blocks, rest]),
      labels: new Blob([labels]),
      preview: classes.map(({ preview }) => {
        const shown = new Uint8Array(preview.length * PIXELS);
        preview.forEach((/** @type {Uint8Array} */ image, /** @type {number} */ i) => {
          shown.set(image, i * PIXELS);
        });
        return shown;
      }),
      skipped: this.skipped,
      found: { kept, alpha, dark, light },
    };
  }

  /** What was skipped so far, the most frequent reason first. @returns {Skipped[]} */
  get skipped() {
    return [...this.#skipped.values()].sort((a, b) => b.count - a.count);
  }
}
