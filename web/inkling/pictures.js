import { require } from './errors.js';
import { PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 *
 * @typedef {'detect' | 'alpha' | 'dark' | 'light'} Polarity which values are ink
 * @typedef {'detect' | 'keep' | 'fit'} Framing whether the ink is moved and scaled
 *
 * @typedef {object} PictureInfo
 * @property {number} width
 * @property {number} height
 * @property {Polarity} polarity that was used
 * @property {boolean} kept whether the framing of the picture was left unchanged
 * @property {boolean} blank
 */

/** In the order of InkPolarity. @type {Polarity[]} */
const POLARITIES = ['detect', 'alpha', 'dark', 'light'];
/** In the order of InkFraming. @type {Framing[]} */
const FRAMINGS = ['detect', 'keep', 'fit'];

const INFO_BYTES = 20;

/** Reads pictures into samples, one at a time, and reuses its memory. */
export class PictureReader {
  /** The buffer for files, and its size in bytes. */
  #file = 0;
  #room = 0;
  #sample;
  #info;

  /** @param {Core} core */
  constructor(core) {
    this.core = core;
    /** @type {Polarity} */
    this.polarity = 'detect';
    /** @type {Framing} */
    this.framing = 'detect';
    this.#sample = core.alloc(PIXELS);
    this.#info = core.alloc(INFO_BYTES);
  }

  /** @param {Uint8Array} bytes @returns {number} their address */
  #load(bytes) {
    if (bytes.length > this.#room) {
      this.core.release(this.#file);
      this.#room = 0;
      this.#file = this.core.alloc(bytes.length * 2);
      this.#room = bytes.length * 2;
    }
    this.core.u8(this.#file, bytes.length).set(bytes);
    return this.#file;
  }

  /** @param {Uint8Array} target @param {number} at @returns {PictureInfo} */
  #take(target, at) {
    const { core } = this;
    target.set(core.u8(this.#sample, PIXELS), at);
    const [width, height, polarity, kept, blank] = core.i32(this.#info, 5);
    return { width, height, polarity: POLARITIES[polarity], kept: kept > 0, blank: blank > 0 };
  }

  /**
   * Reads a PNG or JPEG.
   * @param {Uint8Array} file
   * @param {Uint8Array} target gets PIXELS bytes, 255 for full ink
   * @param {number} [at] offset in target
   */
  read(file, target, at = 0) {
    const { core, polarity, framing } = this;
    const address = this.#load(file);
    core.check(
      core.call.ink_picture_read(
        address,
        file.length,
        POLARITIES.indexOf(polarity),
        FRAMINGS.indexOf(framing),
        this.#sample,
        this.#info,
      ),
    );
    return this.#take(target, at);
  }

  /**
   * The same for pixels, grayscale by default.
   * @param {Uint8Array} pixels [height][width][channels]
   * @param {number} width 1 to 4096
   * @param {number} height 1 to 4096
   * @param {Uint8Array} target
   * @param {number} [at]
   * @param {number} [channels] 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA
   */
  readPixels(pixels, width, height, target, at = 0, channels = 1) {
    const { core, polarity, framing } = this;
    const needed = width * height * channels;
    require(pixels.length === needed, `A picture of ${width} x ${height} needs ` +
      `${needed} values, not ${pixels.length}.`);
    const address = this.#load(pixels);
    core.check(
      core.call.ink_picture_sample(
        address,
        width,
        height,
        channels,
        POLARITIES.indexOf(polarity),
        FRAMINGS.indexOf(framing),
        this.#sample,
        this.#info,
      ),
    );
    return this.#take(target, at);
  }

  /**
   * Decodes a PNG or JPEG, such as a sprite sheet, to grayscale.
   * @param {Uint8Array} file
   * @returns {{ width: number, height: number, gray: Uint8Array }} [height][width], 255 for white
   */
  readGray(file) {
    const { core } = this;
    const address = this.#load(file);
    return core.borrow([8], (size) => {
      core.check(core.call.ink_picture_gray(address, file.length, 0, 0, size, size + 4));
      const [width, height] = core.i32(size, 2);
      const room = width * height;
      return core.borrow([room], (gray) => {
        core.check(core.call.ink_picture_gray(address, file.length, gray, room, size, size + 4));
        return { width, height, gray: core.u8(gray, room).slice() };
      });
    });
  }

  free() {
    for (const address of [this.#file, this.#sample, this.#info]) this.core.release(address);
    this.#file = this.#room = this.#sample = this.#info = 0;
  }
}

/** @param {ArrayLike<number>} ink 0 to 1 @returns {Uint8Array} 255 full ink */
export const inkBytes = (ink) => Uint8Array.from(ink, (value) => Math.round(255 * value));

/** @param {ArrayLike<number>} bytes 255 full ink @returns {Float32Array} 0 to 1 */
export const inkFromBytes = (bytes) => Float32Array.from(bytes, (value) => value / 255);
