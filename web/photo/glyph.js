/** A digit's size, stroke, and shape, and how much two are alike. */

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 * @typedef {{ mark: Mark, digit: number }} Read
 *
 * @typedef {object} Glyph
 * @property {Mark} mark
 * @property {number} digit
 * @property {number} x its center, in pixels of the photo
 * @property {number} y
 * @property {number} wide
 * @property {number} high
 * @property {number} stroke its average stroke width
 * @property {number} norm the length of its image as a vector
 */

const SIDE = 28;
/** The longer side of a digit in a network's image. */
const FITTED = 20;

/** Twice the area over the outline's length. @param {Float32Array} ink */
function strokeWidth(ink) {
  let [area, outline] = [0, 0];
  for (let at = 0; at < ink.length - SIDE; at++) {
    area += ink[at];
    outline += Math.hypot(ink[at + 1] - ink[at], ink[at + SIDE] - ink[at]);
  }
  return outline ? (2 * area) / outline : 0;
}

/** @param {Read} read @returns {Glyph} */
export function glyphOf({ mark, digit }) {
  const { left, right, top, bottom, ink } = mark;
  const [wide, high] = [right - left, bottom - top];
  return {
    mark,
    digit,
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    wide,
    high,
    stroke: (strokeWidth(ink) * Math.max(wide, high)) / FITTED,
    norm: Math.hypot(...ink),
  };
}

/** @param {number} a @param {number} b @param {number} share */
export const near = (a, b, share) => Math.abs(a - b) <= Math.max(1, share * Math.max(a, b));

/** @param {Glyph} a @param {Glyph} b @param {number} share */
export const sameSize = (a, b, share) => near(a.wide, b.wide, share) && near(a.high, b.high, share);

/**
 * The cosine of two images, shifted by up to a pixel: noise at the edge of a mark shifts its image.
 * @param {Glyph} a @param {Glyph} b
 */
export function likeness({ mark: { ink: a }, norm: first }, { mark: { ink: b }, norm: second }) {
  let most = 0;
  for (const row of [-SIDE, 0, SIDE]) {
    for (const shift of [row - 1, row, row + 1]) {
      let both = 0;
      for (let at = SIDE + 1; at < a.length - SIDE - 1; at++) both += a[at] * b[at + shift];
      most = Math.max(most, both);
    }
  }
  return most / (first * second || 1);
}
