/** Reads a photograph of a page, and puts it straight where its lines fall. Worker's side, and Node's. */
import { turnedSize } from '../rotated-size.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Photo
 * @property {Uint8Array} grey [height][width], 0 black, 255 white
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Found
 * @property {Mark[]} marks in reading order, in pixels of the straight photograph
 * @property {number} angle that it was turned by, in radians, clockwise
 * @property {number} width of the straight photograph
 * @property {number} height
 */

/** The brightness of pixels, in JPEG's weights. @param {Uint8ClampedArray} rgba */
export function greyOf(rgba) {
  const grey = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = (77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2] + 128) >> 8;
  }
  return grey;
}

/** Lines that fall or rise by less, in radians, are as straight as people write. */
const STRAIGHT = 0.035;

/**
 * Turned about its middle, and as large as it needs to be; the paper at its edges goes on.
 * @param {Photo} photo @param {number} angle in radians, clockwise
 * @returns {Photo}
 */
export function turn({ grey, width, height }, angle) {
  const size = turnedSize(width, height, angle);
  const turned = new Uint8Array(size.width * size.height);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0, at = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, at++) {
      // Where this pixel comes from: between four others.
      const [right, down] = [x - (size.width - 1) / 2, y - (size.height - 1) / 2];
      const fromX = cos * right + sin * down + (width - 1) / 2;
      const fromY = cos * down - sin * right + (height - 1) / 2;
      const x0 = Math.min(Math.max(fromX, 0), width - 1);
      const y0 = Math.min(Math.max(fromY, 0), height - 1);
      const [left, top] = [Math.floor(x0), Math.floor(y0)];
      const [next, below] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
      const [tx, ty] = [x0 - left, y0 - top];
      const upper = grey[top * width + left] * (1 - tx) + grey[top * width + next] * tx;
      const lower = grey[below * width + left] * (1 - tx) + grey[below * width + next] * tx;
      turned[at] = Math.round(upper * (1 - ty) + lower * ty);
    }
  }
  return { grey: turned, ...size };
}

/** @param {Inkling} inkling @param {Photo} photo @returns {Found} */
export function readPhoto(inkling, photo) {
  const { grey, width, height } = photo;
  const { marks, slope } = inkling.readPage(grey, width, height);
  const angle = -Math.atan(slope);
  if (Math.abs(angle) < STRAIGHT) return { marks, angle: 0, width, height };
  const straight = turn(photo, angle);
  const { marks: found } = inkling.readPage(straight.grey, straight.width, straight.height);
  return { marks: found, angle, width: straight.width, height: straight.height };
}
