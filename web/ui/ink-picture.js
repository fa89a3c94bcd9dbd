/** Paints ink white on black, as in MNIST. */
import { PIXELS, SIDE } from '../inkling/index.js';

/** Alpha, and one level of red, green, and blue, in the byte order of all machines with WebAssembly. */
const OPAQUE = 0xff000000;
const GRAY = 0x00010101;

/**
 * Paints a SIDE x SIDE image.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number> | null} ink PIXELS values from 0 to 1; null for blank paper
 * @param {number} [x] of the upper left corner
 * @param {number} [y]
 */
export function paintInk(context, ink, x = 0, y = 0) {
  const picture = context.createImageData(SIDE, SIDE);
  // A word a pixel: many are painted before the code is compiled.
  const words = new Uint32Array(picture.data.buffer);
  for (let p = 0; p < PIXELS; p++) {
    words[p] = OPAQUE | (GRAY * Math.round(255 * (ink?.[p] ?? 0)));
  }
  context.putImageData(picture, x, y);
}
