/** Reads a photo of a page, and deskews it if its lines slope. Runs in a worker and in Node. */
import { rotatedSize } from '../rotated-size.js';

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
 * @property {number} angle the rotation that deskewed it, in radians, clockwise
 * @property {number} width of the deskewed photo
 * @property {number} height
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

/**
 * Rotates a photo about its center and enlarges it to fit; edge pixels fill the corners.
 * @param {Photo} photo @param {number} angle in radians, clockwise
 * @returns {Photo}
 */
export function rotate({ gray, width, height }, angle) {
  const size = rotatedSize(width, height, angle);
  const rotated = new Uint8Array(size.width * size.height);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0, at = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, at++) {
      // Bilinear interpolation at the source position.
      const [right, down] = [x - (size.width - 1) / 2, y - (size.height - 1) / 2];
      const fromX = cos * right + sin * down + (width - 1) / 2;
      const fromY = cos * down - sin * right + (height - 1) / 2;
      const x0 = Math.min(Math.max(fromX, 0), width - 1);
      const y0 = Math.min(Math.max(fromY, 0), height - 1);
      const [left, top] = [Math.floor(x0), Math.floor(y0)];
      const [next, below] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
      const [tx, ty] = [x0 - left, y0 - top];
      const upper = gray[top * width + left] * (1 - tx) + gray[top * width + next] * tx;
      const lower = gray[below * width + left] * (1 - tx) + gray[below * width + next] * tx;
      rotated[at] = Math.round(upper * (1 - ty) + lower * ty);
    }
  }
  return { gray: rotated, ...size };
}

/** @param {Inkling} inkling @param {Photo} photo @returns {Found} */
export function readPhoto(inkling, photo) {
  const { gray, width, height } = photo;
  const { marks, slope } = inkling.readPage(gray, width, height);
  const angle = -Math.atan(slope);
  if (Math.abs(angle) < MAX_SKEW) return { marks, angle: 0, width, height };
  const deskewed = rotate(photo, angle);
  const { marks: found } = inkling.readPage(deskewed.gray, deskewed.width, deskewed.height);
  return { marks: found, angle, width: deskewed.width, height: deskewed.height };
}
