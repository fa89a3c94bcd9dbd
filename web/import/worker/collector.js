/** Collects images, their classes, and the reasons for skipping others. */

import { HOLD_OUT } from '../../data/imported.js';
import { MAX_IMAGES } from '../../data/limits.js';
import { InklingError, PIXELS, SIDE } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { cleanName } from '../evidence/names.js';
import { MAX_DATASET_CLASSES } from '../limits.js';
import { NearCopies } from './near-copies.js';

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
 * @property {Blob} [parts] [count], the number in PARTS of each image's part, if not all may be divided
 *   freely into training and held-out ones
 * @property {Note[]} [notes] what is odd about them, or was decided for them
 * @property {import('../evidence/labels.js').ClassChoice} [classSource] what names the classes, if
 *   something else could
 *
 * @typedef {'train' | 'test'} Part
 *
 * @typedef {object} Note the text is import.note_<kind>
 * @property {'turned' | 'inverted' | 'doubtful' | 'unframed' | 'mixed' | 'copies' | 'together'
 *   | 'given' | 'missing'} kind
 * @property {number} [count]
 * @property {number} [share] 0 to 1
 * @property {string[]} [list]
 */

/** Images per block. A full block becomes a blob, which the browser may move out of memory. */
const BLOCK = 4096;
const EXAMPLES = 5;
const PREVIEWS = 6;
/** The numbers of parts: 0 for an image that may be held out or not. @type {Record<Part, number>} */
const PARTS = { train: 1, test: 2 };

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

/** What an error is about, such as a format. @param {unknown} error */
export const detailOf = (error) => (error instanceof ImportError ? error.detail : undefined);

/** Characters of a class name. */
const LONGEST_NAME = 100;

/** Names cut to a length that can be shown, still all different. @param {string[]} names */
function shortNames(names) {
  /** @type {Set<string>} */
  const taken = new Set();
  return names.map((name) => {
    const short = [...name.slice(0, 2 * LONGEST_NAME)].slice(0, LONGEST_NAME).join('');
    let unused = short;
    for (let i = 2; taken.has(unused); i++) unused = `${short} (${i})`;
    taken.add(unused);
    return unused;
  });
}

/** The digits that a set of at least eight others lacks. @param {string[]} names */
function missingDigits(names) {
  const digits = names.filter((name) => /^\d$/.test(name));
  if (digits.length < 8 || digits.length !== names.length) return [];
  return [...'0123456789'].filter((digit) => !digits.includes(digit));
}

/** @param {Uint8Array} numbers @param {number} wanted */
const countOf = (numbers, wanted) =>
  numbers.reduce((sum, number) => sum + (number === wanted ? 1 : 0), 0);

/** Whether most images of a class have copies. @param {Map<number, number>} drawings how many images show each */
function haveMostlyCopies(drawings) {
  let [all, alone] = [0, 0];
  for (const count of drawings.values()) {
    all += count;
    alone += Number(count === 1);
  }
  return 2 * alone < all;
}

/**
 * A hash of the box that holds ink, wherever in the image it is.
 * @param {Uint8Array} block @param {number} at where the image starts
 */
function hashOfDrawing(block, at) {
  const end = at + PIXELS;
  let first = at;
  while (first < end && !block[first]) first++;
  let last = end - 1;
  while (last > first && !block[last]) last--;
  let left = SIDE;
  let right = 0;
  for (let i = first; i <= last; i++) {
    if (!block[i]) continue;
    const x = (i - at) % SIDE;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  let a = 0x811c9dc5 ^ (right - left);
  let b = 0x9e3779b9;
  const top = Math.floor((first - at) / SIDE);
  const bottom = Math.floor((last - at) / SIDE);
  for (let y = top; y <= bottom; y++) {
    for (let i = at + y * SIDE + left; i <= at + y * SIDE + right; i++) {
      a = Math.imul(a ^ block[i], 0x01000193) ^ (a >>> 13);
      b = Math.imul(b + block[i], 0x85ebca6b) ^ (b >>> 15);
    }
  }
  return (a >>> 0) * 2 ** 20 + ((b >>> 0) & 0xfffff);
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
  /** @type {Map<string, Skipped>} */
  #skipped = new Map();
  #parts = new Uint8Array(MAX_IMAGES);
  /** The first image with each drawing, by a hash. @type {Map<number, number>} */
  #seen = new Map();
  /** For each image, an earlier one that shows the same drawing, or itself. */
  #originals = new Uint32Array(MAX_IMAGES);
  #nearCopies = new NearCopies();
  /** @type {Note[]} */
  notes = [];
  /** The latest image. @type {Uint8Array | null} */
  latest = null;

  /** @param {string} path @param {Reason} reason @param {string} [detail] such as the format of a file */
  skip(path, reason, detail) {
    this.skippedCount++;
    const key = `${reason} ${detail ?? ''}`;
    let skipped = this.#skipped.get(key);
    if (!skipped) {
      skipped = { reason, count: 0, examples: [], ...(detail ? { detail } : {}) };
      this.#skipped.set(key, skipped);
    }
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
   * @param {Part | null} [part] given by the author of the dataset
   */
  add(label, path, read, part) {
    label = cleanName(label);
    if (!label) return this.skip(path, 'noClass');
    if (this.full) return this.skip(path, 'limit');
    if (!this.#classes.has(label) && this.#classes.size === MAX_DATASET_CLASSES) {
      return this.skip(path, 'tooManyClasses');
    }
    const at = (this.count % BLOCK) * PIXELS;
    let info;
    try {
      info = read(this.#block, at);
    } catch (error) {
      return this.skip(path, reasonFor(error), detailOf(error));
    }
    if (info.blank) return this.skip(path, 'blank');
    this.found[info.polarity]++;
    if (info.kept) this.found.kept++;
    if (part) this.#parts[this.count] = PARTS[part];
    this.#note(label, at);
  }

  /**
   * Finds the earlier image with the same drawing, wherever in the image it is.
   * @param {number} label @param {number} at
   */
  #compare(label, at) {
    const hash = hashOfDrawing(this.#block, at);
    const before = this.#seen.get(hash);
    this.#originals[this.count] = before ?? this.count;
    if (before !== undefined) return;
    this.#seen.set(hash, this.count);
    this.#nearCopies.add(this.count, label, this.#block.subarray(at, at + PIXELS));
  }

  /** @param {string} label @param {number} at */
  #note(label, at) {
    let group = this.#classes.get(label);
    if (!group)
      this.#classes.set(label, (group = { number: this.#classes.size, count: 0, preview: [] }));
    this.latest = this.#block.subarray(at, at + PIXELS);
    if (group.preview.length < PREVIEWS) group.preview.push(this.latest.slice());
    group.count++;
    this.#compare(group.number, at);
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
    const parts = this.#divide();
    const missing = missingDigits(names);
    if (missing.length) this.notes.push({ kind: 'missing', list: missing });
    return {
      name,
      classes: shortNames(names),
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
      ...(parts ? { parts: new Blob([parts]) } : {}),
      ...(this.notes.length ? { notes: this.notes } : {}),
    };
  }

  /** The first image that shows the same drawing. @param {number} image */
  #original(image) {
    const originals = this.#originals;
    while (originals[image] !== image) image = originals[image] = originals[originals[image]];
    return image;
  }

  /** Follows originals to the first, also of near-copies. Returns the number of images that are copies. */
  #findCopies() {
    this.#nearCopies.compare((before, after) => {
      const [a, b] = [this.#original(before), this.#original(after)];
      this.#originals[Math.max(a, b)] = Math.min(a, b);
    });
    let copies = 0;
    for (let i = 0; i < this.count; i++) {
      this.#originals[i] = this.#original(i);
      copies += Number(this.#originals[i] !== i);
    }
    return copies;
  }

  /**
   * The part of each image; null if all may be divided freely. No copy of a held-out image is trained
   * on: copies are trained on, or held out together if too little else is left in a class.
   */
  #divide() {
    const parts = this.#parts.slice(0, this.count);
    const copies = this.#findCopies();
    const isGiven = parts.includes(PARTS.train) && parts.includes(PARTS.test);
    if (isGiven) this.notes.push({ kind: 'given', count: countOf(parts, PARTS.test) });
    else parts.fill(0);
    const drawings = copies && !isGiven ? this.#drawings() : [];
    if (drawings.some(haveMostlyCopies)) {
      this.#holdOutTogether(parts, drawings);
      this.notes.push({ kind: 'together', count: countOf(parts, PARTS.test) });
      return parts;
    }
    if (copies) this.notes.push({ kind: 'copies', count: copies });
    for (let i = 0; i < this.count; i++) {
      const original = this.#originals[i];
      if (original === i) continue;
      parts[i] ||= PARTS.train;
      parts[original] ||= PARTS.train;
    }
    return isGiven || copies ? parts : null;
  }

  /** How many images show each original, by class. @returns {Map<number, number>[]} */
  #drawings() {
    const drawings = Array.from(this.#classes, () => new Map());
    for (const original of this.#originals.subarray(0, this.count)) {
      const ofClass = drawings[this.#labels[original]];
      ofClass.set(original, (ofClass.get(original) ?? 0) + 1);
    }
    return drawings;
  }

  /**
   * Holds out a sixth of the drawings of a class, at least one of two, with all their copies. Sorted by the number of
   * copies, it is neither the first, which may be most of the class, nor the last: they may be copies that were missed.
   * @param {Uint8Array} parts @param {Map<number, number>[]} drawings
   */
  #holdOutTogether(parts, drawings) {
    const held = new Set(
      drawings.flatMap((ofClass) => {
        const originals = [...ofClass].sort(([, a], [, b]) => b - a).map(([original]) => original);
        const wanted = Math.max(1, Math.floor(originals.length / HOLD_OUT));
        return originals.filter((_, i) => i % HOLD_OUT === 1).slice(0, wanted);
      }),
    );
    for (let i = 0; i < this.count; i++)
      parts[i] = held.has(this.#originals[i]) ? PARTS.test : PARTS.train;
  }

  /** Most frequent reason first. @returns {Skipped[]} */
  get skipped() {
    return [...this.#skipped.values()].sort((a, b) => b.count - a.count);
  }
}
