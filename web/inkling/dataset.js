import { HANDLE, HOLD } from './core.js';
import { bytes, images as imagesOf, labels as labelsOf, refuse, whole } from './guard.js';
import { Held } from './held.js';
import { PIXELS } from './types.js';

/** @typedef {import('./core.js').Core} Core */

/** INK_MAX_SAMPLES in src/inkling/dataset.h. */
const MAX_SAMPLES = 1_000_000;

/** Labeled images. */
export class Dataset extends Held {
  static kind = 'dataset';
  #capacity;

  /** @param {Core} core @param {number} capacity */
  constructor(core, capacity) {
    super(core);
    this.#capacity = whole('capacity', capacity, 1, MAX_SAMPLES);
    const address = core.create((out) => core.call.ink_dataset_create(out, capacity));
    this[HOLD](address, () => core.call.ink_dataset_free(address));
  }

  /** The most images it can hold. */
  get capacity() {
    return this.#capacity;
  }

  /** The number of images. */
  get count() {
    return this.core.call.ink_dataset_count(this[HANDLE]);
  }

  /**
   * Appends a sprite sheet. If this throws, nothing was added.
   * @param {Uint8Array} png 784 x n pixels, one image per row, bright ink on black
   * @param {Uint8Array} labels an idx1-ubyte file of n labels
   * @throws {InklingError} BAD_PNG, BAD_SHEET_SIZE, BAD_LABELS, LABEL_MISMATCH, DATASET_FULL
   */
  addSheet(png, labels) {
    const { core } = this;
    bytes('png', png);
    bytes('labels', labels);
    core.borrow([png.length, labels.length], (image, target) => {
      core.u8(image, png.length).set(png);
      core.u8(target, labels.length).set(labels);
      core.check(
        core.call.ink_dataset_add_sheet(this[HANDLE], image, png.length, target, labels.length),
      );
    });
  }

  /**
   * Appends images framed like those of rasterize and fitImage. If this throws, nothing was added.
   * @param {Float32Array | Float64Array | Uint8Array | Uint8ClampedArray | number[]} images
   *   [n][PIXELS]: bytes from 0 to 255, or numbers from 0 to 1; more is full ink
   * @param {ArrayLike<number> | number} labels [n], each below MAX_CLASSES, or NO_CLASS; a number for
   *   one image
   * @throws {InklingError} BAD_LABELS, DATASET_FULL, BAD_ARGUMENT
   */
  add(images, labels) {
    const { core } = this;
    const dataset = this[HANDLE];
    const none = ArrayBuffer.isView(images) && images.byteLength === 0;
    const { count, values, full } = none
      ? { count: 0, values: [], full: 1 }
      : imagesOf('images', images);
    const classes = labelsOf(labels, count);
    const room = this.#capacity - this.count;
    if (count > room)
      refuse(
        'images',
        images,
        `at most ${room} images: the dataset ` + `has room for ${this.#capacity}`,
        'DATASET_FULL',
      );
    const bytes =
      full === 255 ? values : Uint8ClampedArray.from(values, (ink) => Math.round(ink * 255));
    core.borrow([bytes.length, count], (pixels, target) => {
      core.u8(pixels, bytes.length).set(bytes);
      core.u8(target, count).set(classes);
      core.check(core.call.ink_dataset_add_images(dataset, pixels, target, count));
    });
  }

  /**
   * One image as bytes (255 is full ink), with its label.
   * @param {number} index 0 to count - 1
   */
  sample(index) {
    whole('index', index, 0, this.count - 1);
    const address = this.core.call.ink_dataset_pixels(this[HANDLE], index);
    return {
      pixels: this.core.u8(address, PIXELS).slice(),
      label: this.core.call.ink_dataset_label(this[HANDLE], index),
    };
  }
}
