/**
 * An imported dataset in the training worker's memory, split into a training set and a held-out set.
 * It has the same interface as the DataLoader of the bundled digits.
 */
import { PIXELS } from '../inkling/index.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Dataset} Dataset
 * @typedef {import('./bundled.js').DataLoader} DataLoader
 *
 * @typedef {object} Chosen a dataset, as the page sends it to the worker
 * @property {Blob} pixels [count][784]
 * @property {Blob} labels [count], class indices
 * @property {Blob} [parts] [count], 1 for images that must be trained on, 2 for those that must be held
 *   out, 0 for the others; if absent, all are 0
 * @property {number[]} outputs the network's output for each class, or -1 to leave the class out
 * @property {boolean} digits whether the classes are digits, each with the output of its value
 * @property {boolean} both whether the bundled digits are used as well
 */

/** In each class, every sixth image is held out for testing. */
export const HOLD_OUT = 6;
/** The part of an image that must be held out. */
const HELD = 2;
/** Bytes to leave free for networks and trainers. */
const RESERVE = 24 << 20;
const BLOCK = 2048;
/** If memory is short, retry with this fraction of the images. */
const SHRINK = 0.8;
const MIN_IMAGES = 100;

/** Shuffles deterministically. @param {Uint32Array} numbers */
function shuffle(numbers) {
  let state = 0x9e3779b9;
  for (let i = numbers.length - 1; i > 0; i--) {
    state ^= state << 13; // xorshift32, Marsaglia 2003
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (i + 1);
    [numbers[i], numbers[other]] = [numbers[other], numbers[i]];
  }
}

/**
 * Splits images into training and held-out ones, unless the dataset came with parts. Of those that may
 * be either, a class with at least two has one held out.
 * @param {Uint8Array} labels @param {number[]} outputs @param {Uint8Array} [parts]
 */
export function split(labels, outputs, parts) {
  // If its author chose what to test on, nothing else is held out.
  const isGiven = Boolean(parts?.includes(HELD));
  const totals = outputs.map(() => 0);
  labels.forEach((label, i) => {
    if (!parts?.[i]) totals[label]++;
  });
  const seen = outputs.map(() => 0);
  /** @type {number[]} */
  const train = [];
  /** @type {number[]} */
  const test = [];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (outputs[label] < 0) continue;
    if (isGiven || parts?.[i]) {
      (parts?.[i] === HELD ? test : train).push(i);
      continue;
    }
    const number = ++seen[label];
    const few = totals[label] < HOLD_OUT;
    const held = few ? number > 1 && number === totals[label] : number % HOLD_OUT === 0;
    (held ? test : train).push(i);
  }
  return { train: Uint32Array.from(train), test: Uint32Array.from(test) };
}

export class ImportedData {
  /** @type {Partial<Record<'train' | 'test' | 'styles', Dataset>>} */
  datasets = {};
  /** Unlike bundled digits, an imported dataset is complete from the start. */
  ready = true;
  /** @type {import('./bundled-files.js').Failure[] | null} */
  failure = null;

  /** @param {Inkling} inkling @param {DataLoader} bundled @param {Chosen} chosen */
  constructor(inkling, bundled, chosen) {
    this.inkling = inkling;
    this.bundled = bundled;
    this.chosen = chosen;
    this.digits = chosen.digits;
  }

  /** @param {'train' | 'test' | 'styles'} part */
  count(part) {
    const loaded = this.datasets[part]?.count ?? 0;
    return { loaded, total: loaded };
  }

  /** @param {'train' | 'test' | 'styles'} part */
  complete(part) {
    return this.count(part).total > 0;
  }

  /** A sampleCount of all bundled digits means all images of this dataset too. @param {number} sampleCount */
  wanted(sampleCount) {
    const { total } = this.count('train');
    const { total: all } = this.bundled.count('train');
    return !all || sampleCount === all ? total : Math.min(sampleCount, total);
  }

  async load() {
    const { chosen, bundled } = this;
    if (chosen.both && !bundled.complete('train')) await bundled.load();
    const labels = new Uint8Array(await chosen.labels.arrayBuffer());
    const pixels = new Uint8Array(await chosen.pixels.arrayBuffer());
    const parts = chosen.parts && new Uint8Array(await chosen.parts.arrayBuffer());
    const { train, test } = split(labels, chosen.outputs, parts);
    shuffle(test);
    const own = (/** @type {number} */ i) => ({
      pixels: pixels.subarray(i * PIXELS, (i + 1) * PIXELS),
      label: chosen.outputs[labels[i]],
    });
    if (test.length) this.datasets.test = this.#fill(test, own);
    else this.failure = [{ reason: 'noTest', file: '' }];

    const more = chosen.both ? bundled.datasets.train : undefined;
    const all = new Uint32Array(train.length + (more?.count ?? 0));
    // Indices past the end of this dataset refer to bundled digits.
    all.set(train);
    for (let i = train.length; i < all.length; i++) all[i] = labels.length + i - train.length;
    shuffle(all);
    this.datasets.train = this.#fill(all, (i) =>
      i < labels.length ? own(i) : /** @type {Dataset} */ (more).sample(i - labels.length),
    );
    if (chosen.digits) this.datasets.styles = bundled.datasets.styles;
  }

  /**
   * Creates a dataset with as many of these images as fit into memory.
   * @param {Uint32Array} numbers
   * @param {(i: number) => { pixels: Uint8Array, label: number }} sample
   */
  #fill(numbers, sample) {
    const dataset = this.#allocate(numbers.length);
    const { capacity } = dataset;
    const pixels = new Uint8Array(BLOCK * PIXELS);
    const labels = new Uint8Array(BLOCK);
    for (let first = 0; first < capacity; first += BLOCK) {
      const count = Math.min(BLOCK, capacity - first);
      for (let i = 0; i < count; i++) {
        const one = sample(numbers[first + i]);
        pixels.set(one.pixels, i * PIXELS);
        labels[i] = one.label;
      }
      dataset.add(pixels.subarray(0, count * PIXELS), labels.subarray(0, count));
    }
    return dataset;
  }

  /** @param {number} count */
  #allocate(count) {
    const { inkling } = this;
    return inkling.core.borrow([RESERVE], () => {
      for (let capacity = count; ; capacity = Math.floor(capacity * SHRINK)) {
        try {
          return inkling.createDataset(capacity);
        } catch (error) {
          if (capacity < MIN_IMAGES) throw error;
        }
      }
    });
  }

  free() {
    this.datasets.train?.free();
    this.datasets.test?.free();
    this.datasets = {};
  }
}
