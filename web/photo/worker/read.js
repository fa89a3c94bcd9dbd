/** Reads a photo of a page, and deskews it if its lines slope. Runs in a worker and in Node. */
import { recognize } from '../recognize.js';
import { rotatedSize } from '../rotated-size.js';
import { takeApart } from '../take-apart.js';
import { recognizeUpright } from '../upright.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Photo
 * @property {Uint8Array} gray [height][width], 0 for black, 255 for white
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Found
 * @property {Mark[]} marks in reading order, in pixels of the deskewed photo
 * @property {import('../../inkling/pages.js').ReadPage['doubt']} doubt why there are no marks
 * @property {number} angle the rotation that deskewed it, in radians, clockwise
 * @property {number} width of the deskewed photo
 * @property {number} height
 * @property {Found | null} whole another reading: that of the whole photo, if this is of a sheet in it
 */

/** The luma of pixels, weighted as in JPEG. @param {Uint8ClampedArray} rgba */
export function toGray(rgba) {
  const gray = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < gray.length; i++) {
    gray[i] = (77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2] + 128) >> 8;
  }
  return gray;
}

/** Slopes below this angle, in radians, are normal for handwriting. */
const MAX_SKEW = 0.035;

/** @param {number} slope */
const straighten = (slope) => {
  const skew = Math.atan(slope);
  return Math.abs(skew) < MAX_SKEW ? 0 : -skew;
};

/**
 * @param {Inkling} inkling
 * @param {Photo} photo
 * @param {(ink: Float32Array) => Float32Array} [network] gives class probabilities; without it, touching
 *   digits stay one mark
 * @returns {Found}
 */
export function readPhoto(inkling, { gray, width, height }, network) {
  const read = (/** @type {boolean} */ whole) => {
    const { sheet, marks, angle, doubt } = inkling.readPage(gray, width, height, {
      whole,
      straighten,
      split: network && takeApart(network),
    });
    return { sheet, marks, angle, doubt, ...rotatedSize(width, height, angle) };
  };
  const { sheet, ...found } = read(false);
  return { ...found, whole: sheet ? { ...read(true), whole: null } : null };
}

/** A photo after quarter turns, clockwise. @param {Photo} photo @param {number} turns @returns {Photo} */
function turnedPhoto(photo, turns) {
  let { gray, width, height } = photo;
  for (let turn = 0; turn < turns; turn++) {
    const from = gray;
    gray = new Uint8Array(from.length);
    for (let y = 0, at = 0; y < height; y++)
      for (let x = 0; x < width; x++) gray[x * height + height - 1 - y] = from[at++];
    [width, height] = [height, width];
  }
  return { gray, width, height };
}

/**
 * Reads a photo.
 * @param {Inkling} inkling
 * @param {Photo} photo
 * @param {import('../digits-only.js').Network} read
 * @param {boolean} [upright] whether it is known which side is up; otherwise, others are tried
 * @returns {import('../recognize.js').Recognized}
 */
export function readUpright(inkling, photo, read, upright = false) {
  const recognizeTurned = (/** @type {number} */ turns) =>
    recognize(readPhoto(inkling, turnedPhoto(photo, turns), read), read);
  return upright ? recognizeTurned(0) : recognizeUpright(recognizeTurned, read);
}
