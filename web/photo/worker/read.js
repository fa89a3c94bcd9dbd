/** Reads a photo of a page, and deskews it if its lines slope. Runs in a worker and in Node. */
import { rotatedSize } from '../rotated-size.js';
import { takeApart } from '../take-apart.js';

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
