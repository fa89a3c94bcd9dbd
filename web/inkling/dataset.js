import { HANDLE } from './core.js';
import { require } from './errors.js';
import { PIXELS } from './types.js';

/** @typedef {import('./core.js').Core} Core */

/** Labeled images. */
export class Dataset {
  [HANDLE] = 0;

  /** @param {Core} core @param {number} capacity */
  constructor(core, capacity) {
    this.core = core;
    /** The most images it can hold. */
    this.capacity = capacity;
    this[HANDLE] = core.create((out) => core.call.ink_dataset_create(out, capacity));
  }

  /** The number of images. */
  get count() {
    return this.core.call.ink_dataset_count(this[HANDLE]);
  }

  /**
   * Appends a sprite sheet. If this throws, nothing was added.
   * @param {Uint8Array} png 784 x n pixels, one image per row, bright ink on black
   * @param {Uint8Array} labels an idx1-ubyte file of n labels
   */
  addSheet(png, labels) {
    const { core } = this;
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
   * @param {Float32Array | Uint8Array} images [n][PIXELS]: ink from 0 to 1, or bytes from 0 to 255
   * @param {ArrayLike<number>} labels [n], each below MAX_CLASSES, or NO_CLASS
   */
  add(images, labels) {
    const count = images.length / PIXELS;
    require(count ===
      labels.length, `${labels.length} labels need ${labels.length * PIXELS} values, not ${images.length}.`);
    const bytes =
      images instanceof Uint8Array
        ? images
        : Uint8ClampedArray.from(images, (ink) => Math.round(ink * 255));
    this.core.borrow([bytes.length, count], (pixels, target) => {
      this.core.u8(pixels, bytes.length).set(bytes);
      this.core.u8(target, count).set(Uint8Array.from(labels));
      this.core.check(this.core.call.ink_dataset_add_images(this[HANDLE], pixels, target, count));
    });
  }

  /**
   * One image as bytes (255 is full ink), with its label.
   * @param {number} index 0 to count - 1
   */
  sample(index) {
    require(Number.isInteger(index) &&
      index >= 0 &&
      index < this.count, `There is no image ${index}: the dataset has ${this.count}.`);
    const address = this.core.call.ink_dataset_pixels(this[HANDLE], index);
    return {
      pixels: this.core.u8(address, PIXELS).slice(),
      label: this.core.call.ink_dataset_label(this[HANDLE], index),
    };
  }

  free() {
    this.core.call.ink_dataset_free(this[HANDLE]);
    this[HANDLE] = 0;
  }
}
