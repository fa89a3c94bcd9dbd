import { HANDLE, HOLD } from './core.js';
import { bytes, choice, refuse, whole } from './guard.js';
import { Held } from './held.js';
import { MAX_PICTURE_SIDE, PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 *
 * @typedef {'detect' | 'alpha' | 'dark' | 'light'} Polarity which values are ink: found out from
 *   the border, opaque ones, dark ones, or light ones
 * @typedef {'detect' | 'keep' | 'fit'} Framing whether the ink is moved and scaled: if it is not framed like
 *   MNIST's digits, never, or always
 *
 * @typedef {object} PictureInfo how a picture was read
 * @property {number} width of the picture, in pixels
 * @property {number} height of the picture, in pixels
 * @property {Polarity} polarity that was used
 * @property {boolean} kept whether the framing of the picture was left unchanged
 * @property {boolean} blank whether there is no ink in it
 */

/** In the order of InkPolarity. @type {Polarity[]} */
const POLARITIES = ['detect', 'alpha', 'dark', 'light'];
/** In the order of InkFraming. @type {Framing[]} */
const FRAMINGS = ['detect', 'keep', 'fit'];

const INFO_BYTES = 20;

/** Reads pictures into samples, one at a time, and reuses its memory. */
export class PictureReader extends Held {
  static kind = 'picture reader';
  /** The buffer for files, and its size in bytes. */
  #buffer = { file: 0, room: 0 };
  /** @type {Polarity} */
  #polarity = 'detect';
  /** @type {Framing} */
  #framing = 'detect';

  /** @param {Core} core */
  constructor(core) {
    super(core);
    const address = core.alloc(PIXELS + INFO_BYTES);
    const buffer = this.#buffer;
    this[HOLD](address, () => {
      core.release(address);
      core.release(buffer.file);
    });
  }

  /** Which values are ink; default 'detect'. */
  get polarity() {
    return this.#polarity;
  }
  set polarity(value) {
    this.#polarity = choice('polarity', value, POLARITIES);
  }

  /** Whether the ink is moved and scaled; default 'detect'. */
  get framing() {
    return this.#framing;
  }
  set framing(value) {
    this.#framing = choice('framing', value, FRAMINGS);
  }

  /** @param {Uint8Array | Uint8ClampedArray} bytes @returns {number} their address */
  #load(bytes) {
    this[HANDLE]; // throws if the reader was freed
    const buffer = this.#buffer;
    if (bytes.length > buffer.room) {
      this.core.release(buffer.file);
      buffer.file = buffer.room = 0;
      buffer.file = this.core.alloc(bytes.length * 2);
      buffer.room = bytes.length * 2;
    }
    this.core.u8(buffer.file, bytes.length).set(bytes);
    return buffer.file;
  }

  /** @param {Uint8Array} target @param {number} at */
  #requireRoom(target, at) {
    whole('at', at, 0, Number.MAX_SAFE_INTEGER);
    if (!(target instanceof Uint8Array) || target.length < at + PIXELS) {
      refuse('target', target, `a Uint8Array of at least ${at + PIXELS} values`);
    }
  }

  /** @param {Uint8Array} target @param {number} at @returns {PictureInfo} */
  #take(target, at) {
    const { core } = this;
    const sample = this[HANDLE];
    target.set(core.u8(sample, PIXELS), at);
    const [width, height, polarity, kept, blank] = core.i32(sample + PIXELS, 5);
    return { width, height, polarity: POLARITIES[polarity], kept: kept > 0, blank: blank > 0 };
  }

  /**
   * Reads a PNG or JPEG.
   * @param {Uint8Array} file its content
   * @param {Uint8Array} target gets PIXELS bytes, 255 for full ink
   * @param {number} [at] offset in target; default 0
   * @throws {import('./errors.js').InklingError} NOT_A_PICTURE, BAD_PICTURE, PICTURE_TOO_LARGE, BAD_ARGUMENT
   */
  read(file, target, at = 0) {
    const { core, polarity, framing } = this;
    bytes('file', file);
    this.#requireRoom(target, at);
    const sample = this[HANDLE]; // and after it an InkPictureInfo
    const address = this.#load(file);
    core.check(
      core.call.ink_picture_read(
        address,
        file.length,
        POLARITIES.indexOf(polarity),
        FRAMINGS.indexOf(framing),
        sample,
        sample + PIXELS,
      ),
    );
    return this.#take(target, at);
  }

  /**
   * Reads pixels, grayscale by default.
   * @param {Uint8Array | Uint8ClampedArray} pixels [height][width][channels]
   * @param {number} width 1 to 4096
   * @param {number} height 1 to 4096
   * @param {Uint8Array} target gets PIXELS bytes, 255 for full ink
   * @param {number} [at] offset in target; default 0
   * @param {number} [channels] 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; default 1
   * @throws {import('./errors.js').InklingError} BAD_ARGUMENT
   */
  readPixels(pixels, width, height, target, at = 0, channels = 1) {
    const { core, polarity, framing } = this;
    whole('channels', channels, 1, 4);
    whole('width', width, 1, MAX_PICTURE_SIDE);
    whole('height', height, 1, MAX_PICTURE_SIDE);
    bytes('pixels', pixels, width * height * channels);
    this.#requireRoom(target, at);
    const sample = this[HANDLE];
    const address = this.#load(pixels);
    core.check(
      core.call.ink_picture_sample(
        address,
        width,
        height,
        channels,
        POLARITIES.indexOf(polarity),
        FRAMINGS.indexOf(framing),
        sample,
        sample + PIXELS,
      ),
    );
    return this.#take(target, at);
  }

  /**
   * Decodes a PNG or JPEG, such as a sprite sheet, to grayscale.
   * @param {Uint8Array} file its content
   * @returns {{ width: number, height: number, gray: Uint8Array }} [height][width], 255 for white
   * @throws {import('./errors.js').InklingError} NOT_A_PICTURE, BAD_PICTURE, PICTURE_TOO_LARGE
   */
  readGray(file) {
    const { core } = this;
    bytes('file', file);
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
}

/** @param {ArrayLike<number>} ink 0 to 1 @returns {Uint8Array} 255 full ink */
export const inkBytes = (ink) => Uint8Array.from(ink, (value) => Math.round(255 * value));

/** @param {ArrayLike<number>} bytes 255 full ink @returns {Float32Array} 0 to 1 */
export function inkFromBytes(bytes) {
  const ink = new Float32Array(bytes.length);
  // Float32Array.from() takes many times as long, which shows with a thousand digits.
  for (let i = 0; i < ink.length; i++) ink[i] = bytes[i] / 255;
  return ink;
}
