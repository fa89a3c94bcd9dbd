import { Dataset as LowDataset } from '../inkling/dataset.js';
import { newClassNames, options, real, refuse, whole } from '../inkling/guard.js';
import { MAX_CLASSES, MAX_SEED, NO_CLASS } from '../inkling/types.js';

/** Labeled images to train on or to test with. Iterate over it to see them. */
export class Dataset extends LowDataset {
  /** @type {readonly string[] | null} */
  #classNames;

  /**
   * @param {import('../inkling/core.js').Core} core
   * @param {number} capacity
   * @param {readonly string[] | null} [classNames]
   */
  constructor(core, capacity, classNames = null) {
    super(core, capacity);
    this.#classNames = classNames && Object.freeze([...classNames]);
  }

  /** The names of the classes; null if labels are only numbers. */
  get classNames() {
    return this.#classNames;
  }

  /**
   * Appends images. If this throws, nothing was added.
   * @param {import('../inkling/types.js').Ink} images [n][784]: bytes from 0 to 255, or numbers from 0
   *   to 1; more is full ink
   * @param {number | string | ArrayLike<number | string>} labels one for each image: the number of the
   *   class, from 0, its name, or 255 for no class
   * @throws {import('../inkling/errors.js').InklingError} BAD_LABELS, DATASET_FULL, BAD_ARGUMENT
   */
  add(images, labels) {
    const list = typeof labels === 'string' ? [labels] : labels;
    const named = Array.isArray(list) && list.some((label) => typeof label === 'string');
    /** @type {any} */
    const indices = named ? list.map((label) => this.#indexOf(label)) : list;
    const names = this.#classNames;
    if (names) {
      const all = typeof indices === 'number' ? [indices] : Array.from(indices ?? []);
      const unnamed = all.findIndex((label) => label >= names.length && label !== NO_CLASS);
      if (unnamed >= 0) {
        const range = `a class from 0 to ${names.length - 1}, or ${NO_CLASS} for none`;
        refuse(`labels[${unnamed}]`, all[unnamed], range, 'BAD_LABELS');
      }
    }
    super.add(images, indices);
  }

  /** @param {unknown} label */
  #indexOf(label) {
    if (typeof label !== 'string') return label;
    const index = this.#classNames
      ? this.#classNames.indexOf(label)
      : /^\d$/.test(label)
        ? Number(label)
        : -1;
    if (index >= 0) return index;
    const names = this.#classNames?.join(', ') ?? '0 to 9; for others, give the dataset classNames';
    return refuse('label', label, `one of ${names}`, 'BAD_LABELS');
  }

  /**
   * Splits the images at random, each class in proportion.
   * @param {number} share of the first part, above 0 and below 1
   * @param {number} [seed] a whole number from 0 to 4294967295; default 1
   * @throws {import('../inkling/errors.js').InklingError} BAD_ARGUMENT for fewer than 2 images; NO_MEMORY
   * @returns {[Dataset, Dataset]} copies; free() them
   */
  split(share, seed = 1) {
    real('share', share, 0, 1, true);
    whole('seed', seed, 0, MAX_SEED);
    const { count } = this;
    if (count < 2 || share === 1) refuse('share', share, 'below 1, of at least 2 images');
    /** @type {Map<number, number[]>} */
    const byLabel = new Map();
    for (let i = 0; i < count; i++) {
      const { label } = this.sample(i);
      const indices = byLabel.get(label);
      if (indices) indices.push(i);
      else byLabel.set(label, [i]);
    }
    const next = random(seed);
    /** @type {[number[], number[]]} */
    const parts = [[], []];
    for (const indices of byLabel.values()) {
      for (let i = indices.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [indices[i], indices[j]] = [indices[j], indices[i]];
      }
      const cut = Math.round(indices.length * share);
      parts[0].push(...indices.slice(0, cut));
      parts[1].push(...indices.slice(cut));
    }
    for (const side of [0, 1]) {
      if (parts[side].length === 0) parts[side].push(/** @type {number} */ (parts[1 - side].pop()));
    }
    return /** @type {[Dataset, Dataset]} */ (
      parts.map((indices) => this.#copy(indices.sort((a, b) => a - b)))
    );
  }

  /** @param {number[]} indices */
  #copy(indices) {
    const copy = new Dataset(this.core, indices.length, this.#classNames);
    for (const index of indices) {
      const { pixels, label } = this.sample(index);
      copy.add(pixels, [label]);
    }
    return copy;
  }

  /** All images with their labels: 784 bytes each, 255 for full ink. @returns {Generator<{ pixels: Uint8Array, label: number }, void, void>} */
  *[Symbol.iterator]() {
    for (let i = 0; i < this.count; i++) yield this.sample(i);
  }
}

/** A generator of numbers from 0 to below 1 (mulberry32). @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The images or labels of an idx file.
 * @param {string} argument
 * @param {Uint8Array} file
 * @param {1 | 3} dimensions
 */
export function readIdx(argument, file, dimensions) {
  const header = 4 + 4 * dimensions;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const right = file.length >= header && view.getUint32(0) === 0x800 + dimensions;
  const sides = right
    ? Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i))
    : [];
  if (!right || sides.reduce((all, side) => all * side, 1) !== file.length - header) {
    refuse(argument, file, `a complete idx${dimensions}-ubyte file, such as MNIST's`);
  }
  if (dimensions === 3 && (sides[1] !== 28 || sides[2] !== 28)) {
    refuse(argument, sides.slice(1).join(' x '), 'an idx file of images of 28 x 28 pixels');
  }
  return file.subarray(header);
}

/** The numbers of labels, and the names of their classes, in the order in which they appear. */
export class Names {
  #given;
  /** @type {string[]} */
  #found = [];
  #digits = false;
  #numbers = false;

  /** @param {readonly string[] | null} given */
  constructor(given) {
    this.#given = given;
  }

  /** @param {unknown} label @param {number} i */
  indexOf(label, i) {
    const known = this.#given ?? this.#found;
    const digit = typeof label === 'string' && !this.#given && /^\d$/.test(label);
    if (digit && this.#found.length === 0) {
      this.#digits = true;
      return Number(label);
    }
    if (label === NO_CLASS) return NO_CLASS;
    if (typeof label !== 'string') {
      const most = (this.#given?.length ?? MAX_CLASSES) - 1;
      const range = this.#found.length
        ? 'the name of a class, like the ones before'
        : `the name of a class, its number, 0 to ${most}, or ${NO_CLASS} for none`;
      const fits = Number.isInteger(label) && Number(label) >= 0 && Number(label) <= most;
      if (!fits || this.#found.length) return refuse(`labels[${i}]`, label, range, 'BAD_LABELS');
      this.#numbers = true;
      return Number(label);
    }
    const index = known.indexOf(label);
    if (index >= 0) return index;
    if (this.#given) {
      return refuse(`labels[${i}]`, label, `one of ${known.join(', ')}`, 'BAD_LABELS');
    }
    if (this.#digits || this.#numbers) {
      const range = 'a digit like the ones before; for other classes, give the dataset classNames';
      return refuse(`labels[${i}]`, label, range, 'BAD_LABELS');
    }
    if (known.length === MAX_CLASSES) {
      return refuse(`labels[${i}]`, label, `one of at most ${MAX_CLASSES} names`, 'BAD_LABELS');
    }
    return this.#found.push(label) - 1;
  }

  get names() {
    return this.#given ?? (this.#found.length ? this.#found : null);
  }
}

/** @param {unknown} settings */
export function datasetOptions(settings) {
  const given = /** @type {{ classNames?: readonly string[] }} */ (settings);
  const { classNames } = options('options', given, ['classNames']);
  return { classNames: classNames === undefined ? null : newClassNames(classNames) };
}
