/** Paints ink white on black, as in MNIST. */
import { PIXELS, SIDE } from '../inkling/index.js';

/**
 * Paints a SIDE x SIDE image.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number> | null} ink PIXELS values from 0 to 1; null for blank paper
 * @param {number} [x] of the upper left corner
 * @param {number} [y]
 */
export function paintInk(context, ink, x = 0, y = 0) {
  const picture = context.createImageData(SIDE, SIDE);
  for (let p = 0; p < PIXELS; p++) {
    picture.data.fill(Math.round(255 * (ink?.[p] ?? 0)), 4 * p, 4 * p + 3);
    picture.data[4 * p + 3] = 255;
  }
  context.putImageData(picture, x, y);
}
