/** Ink as a picture: white on black, as MNIST stores it. */
import { PIXELS, SIDE } from '../inkling/index.js';

/**
 * Paints an image of SIDE x SIDE.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number> | null} ink PIXELS values from 0 to 1; null for blank paper
 * @param {number} [x] where its upper left corner goes
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
