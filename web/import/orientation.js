/** How the images of a set may be turned: EMNIST's, for example, are transposed. */
import { PIXELS, SIDE } from '../inkling/index.js';

/** @typedef {'asIs' | 'transpose' | 'right' | 'left' | 'half' | 'mirror' | 'flip'} Orientation how to turn them upright */

/** The pixel that ends up at row y, column x. @type {Record<Orientation, (x: number, y: number, last: number) => [number, number]>} */
const SOURCES = {
  asIs: (x, y) => [x, y],
  transpose: (x, y) => [y, x],
  right: (x, y, last) => [y, last - x],
  left: (x, y, last) => [last - y, x],
  half: (x, y, last) => [last - x, last - y],
  mirror: (x, y, last) => [last - x, y],
  flip: (x, y, last) => [x, last - y],
};

export const ORIENTATIONS = /** @type {Orientation[]} */ (Object.keys(SOURCES));

const ORDERS = new Map(
  ORIENTATIONS.map((orientation) => [
    orientation,
    Uint16Array.from({ length: PIXELS }, (_, i) => {
      const [x, y] = SOURCES[orientation](i % SIDE, Math.floor(i / SIDE), SIDE - 1);
      return y * SIDE + x;
    }),
  ]),
);

const copy = new Uint8Array(PIXELS);

/** Turns a sample in place. @param {Uint8Array} samples @param {number} at @param {Orientation} orientation */
export function turn(samples, at, orientation) {
  if (orientation === 'asIs') return;
  const order = /** @type {Uint16Array} */ (ORDERS.get(orientation));
  copy.set(samples.subarray(at, at + PIXELS));
  for (let i = 0; i < PIXELS; i++) samples[at + i] = copy[order[i]];
}
