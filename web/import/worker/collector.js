/** Collects images, their classes, and the reasons for skipping others. */

import { MAX_IMAGES } from '../../data/limits.js';
import { InklingError, PIXELS } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { MAX_DATASET_CLASSES } from '../limits.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('../errors.js').Skipped} Skipped
 * @typedef {import('../../inkling/pictures.js').PictureInfo} PictureInfo
 *
 * @typedef {object} Imported an imported dataset
 * @property {string} name
 * @property {string[]} classes
 * @property {number[]} counts images of each class
 * @property {number} count
 * @property {Blob} pixels [count][784], 255 for full ink
 * @property {Blob} labels [count], class indices
 * @property {Uint8Array[]} preview sample images of each class, [shown][784]
 * @property {Skipped[]} skipped
 * @property {{ kept: number, alpha: number, dark: number, light: number }} found how many
 *   were already framed like MNIST (kept), and how ink was told from background
 */

/** Images per block. A full block becomes a blob, which the browser may move out of memory. */
const BLOCK = 4096;
const EXAMPLES = 5;
const PREVIEWS = 6;

/** @param {string} a @param {string} b */
const byName = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/** Error codes of the core. @type {Partial<Record<string, Reason>>} */
const REASONS = {
  NOT_A_PICTURE: 'notPicture',
  BAD_PICTURE: 'damaged',
  PICTURE_TOO_LARGE: 'tooLarge',
  NO_MEMORY: 'tooLarge',
};

/** The reason to skip a file after an error. Unexpected errors are rethrown. @param {unknown} error */
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
  /** The latest image. @type {Uint8Array | null} */
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
   * Adds an image, or records why it was skipped.
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
    let group = this.#classes.get(label);
    if (!group)
      this.#classes.set(label, (group = { number: this.#classes.size, count: 0, preview: [] }));
    this.latest = this.#block.subarray(at, at + PIXELS);
    if (group.preview.length < PREVIEWS) group.preview.push(this.latest.slice());
    group.count++;
    this.#labels[this.count++] = group.number;
    if (this.count % BLOCK === 0) this.#blocks.push(new Blob([this.#block]));
  }

  /** The dataset, its classes sorted by name. @param {string} name @returns {Imported} */
  finish(name) {
    if (!this.count) {
      const unreadable = this.skipped[0]?.reason === 'unreadable';
      throw new ImportError(unreadable ? 'gone' : 'nothing');
    }
    const { count } = this;
    const names = [...this.#classes.keys()].sort(byName);
    const classes = names.map((label) => /** @type {any} */ (this.#classes.get(label)));
    const renumbered = new Uint8Array(MAX_DATASET_CLASSES);
    classes.forEach(({ number }, i) => {
      renumbered[number] = i;
    });
    const labels = this.#labels.slice(0, count).map((number) => renumbered[number]);
    const lastBlock = this.#block.slice(0, (count % BLOCK) * PIXELS);
    const { kept, alpha, dark, light } = this.found;
    return {
      name,
      classes: names,
      counts: classes.map((group) => group.count),
      count,
      pixels: new Blob([...this.#blocks, lastBlock]),
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

  /** Most frequent reason first. @returns {Skipped[]} */
  get skipped() {
    return [...this.#skipped.values()].sort((a, b) => b.count - a.count);
  }
}
