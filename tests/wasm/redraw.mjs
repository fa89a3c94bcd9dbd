/**
 * Redraws MNIST's digits: enlarged onto a canvas, then rotated, scaled, moved, thinned, or thickened.
 */
import { PIXELS, SIDE } from '../../web/inkling/index.js';

/** The size of the canvas relative to MNIST's images. */
const SCALE = 4;
/** Width and height of the canvas, in pixels. */
export const CANVAS = SCALE * SIDE;

/** @typedef {Float32Array} Canvas [CANVAS][CANVAS], 0 to 255 for full ink */

/**
 * Catmull-Rom weights of four neighbors for a point at fraction t between the second and third.
 * @param {number} t 0 to 1
 */
const cubic = (t) => [
  ((2 - t) * t - 1) * t * 0.5,
  ((3 * t - 5) * t * t + 2) * 0.5,
  ((4 - 3 * t) * t + 1) * t * 0.5,
  (t - 1) * t * t * 0.5,
];

/** For each pixel along one side of the canvas: its first neighbor, and the weights of all four. */
const NEIGHBORS = Array.from({ length: CANVAS }, (_, i) => {
  const place = (i + 0.5) / SCALE - 0.5;
  return { first: Math.floor(place) - 1, weights: cubic(place - Math.floor(place)) };
});

/**
 * Interpolates lines of ink to the length CANVAS, with no ink beyond their ends.
 * @param {ArrayLike<number>} ink [lines][SIDE]
 * @param {number} lines
 * @returns {Float32Array} [CANVAS][lines], transposed
 */
function stretch(ink, lines) {
  const wide = new Float32Array(CANVAS * lines);
  for (let i = 0; i < CANVAS; i++) {
    const { first, weights } = NEIGHBORS[i];
    for (let n = Math.max(0, -first); n < 4 && first + n < SIDE; n++) {
      for (let line = 0; line < lines; line++) {
        wide[i * lines + line] += weights[n] * ink[line * SIDE + first + n];
      }
    }
  }
  return wide;
}

/** @param {Uint8Array} pixels of PIXELS @returns {Canvas} */
export function enlarge(pixels) {
  return stretch(stretch(pixels, SIDE), CANVAS).map((ink) => Math.min(Math.max(ink, 0), 255));
}

/**
 * Rotates about the center of the canvas, scales, and moves.
 * @param {Canvas} canvas
 * @param {object} how
 * @param {number} [how.degrees] clockwise
 * @param {number} [how.scale]
 * @param {number} [how.right] relative to the side of the canvas
 * @param {number} [how.down]
 * @returns {Canvas}
 */
export function move(canvas, { degrees = 0, scale = 1, right = 0, down = 0 }) {
  const moved = new Float32Array(CANVAS * CANVAS);
  const cos = Math.cos((degrees * Math.PI) / 180) / scale;
  const sin = Math.sin((degrees * Math.PI) / 180) / scale;
  const middle = (CANVAS - 1) / 2;
  for (let row = 0; row < CANVAS; row++) {
    for (let column = 0; column < CANVAS; column++) {
      // The source position, for bilinear interpolation.
      const x = column - middle - right * CANVAS;
      const y = row - middle - down * CANVAS;
      const fromX = middle + cos * x + sin * y;
      const fromY = middle - sin * x + cos * y;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left >= CANVAS - 1 || top >= CANVAS - 1) continue;
      const at = top * CANVAS + left;
      const [tx, ty] = [fromX - left, fromY - top];
      moved[row * CANVAS + column] =
        (1 - ty) * ((1 - tx) * canvas[at] + tx * canvas[at + 1]) +
        ty * ((1 - tx) * canvas[at + CANVAS] + tx * canvas[at + CANVAS + 1]);
    }
  }
  return moved;
}

/**
 * Widens or narrows strokes by a distance on each side: gray dilation and erosion by a disk.
 * @param {Canvas} canvas
 * @param {number} distance in MNIST's pixels, positive to widen
 * @returns {Canvas}
 */
export function thicken(canvas, distance) {
  // Eroding ink is dilating paper.
  if (distance < 0)
    return thicken(
      canvas.map((ink) => 255 - ink),
      -distance,
    ).map((ink) => 255 - ink);
  const reach = distance * SCALE;
  const wider = canvas.slice();
  // A disk is a stack of lines, longest in the middle. Each line extends the previous one.
  const line = canvas.slice();
  for (let down = Math.floor(reach), long = 0; down >= 0; down--) {
    for (; (long + 1) ** 2 + down * down <= reach * reach; long++) {
      for (const side of [-(long + 1), long + 1]) {
        const [left, end] = [Math.max(0, -side), CANVAS - Math.max(0, side)];
        for (let row = 0; row < CANVAS; row++) {
          for (let at = row * CANVAS + left; at < row * CANVAS + end; at++) {
            if (canvas[at + side] > line[at]) line[at] = canvas[at + side];
          }
        }
      }
    }
    for (const step of [-down * CANVAS, down * CANVAS]) {
      const end = line.length - Math.max(0, step);
      for (let at = Math.max(0, -step); at < end; at++) {
        if (line[at + step] > wider[at]) wider[at] = line[at + step];
      }
    }
  }
  return wider;
}

/**
 * Scales the canvas down to an image by averaging, without centering.
 * @param {Canvas} canvas
 * @returns {Float32Array} of PIXELS, 0 to 1
 */
export function shrink(canvas) {
  const image = new Float32Array(PIXELS);
  for (let row = 0; row < CANVAS; row++) {
    const to = SIDE * Math.floor(row / SCALE);
    for (let column = 0; column < CANVAS; column++) {
      image[to + Math.floor(column / SCALE)] += canvas[row * CANVAS + column];
    }
  }
  return image.map((ink) => ink / (255 * SCALE * SCALE));
}
