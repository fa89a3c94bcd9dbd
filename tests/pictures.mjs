/** PNG files of MNIST digits for tests. */
import { encode } from 'fast-png';
import { mnist } from './wasm/helpers.mjs';

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** @param {Uint8Array} data @param {1 | 2 | 3 | 4} channels @param {number} [width] */
export const png = (data, channels, width = SIDE) =>
  encode({ width, height: data.length / channels / width, data, channels, depth: 8 });

/** Ink in the alpha channel, as in the Kaggle layout. @param {Uint8Array} ink */
export function alphaPng(ink) {
  const rgba = new Uint8Array(ink.length * 4);
  for (let i = 0; i < ink.length; i++) rgba[4 * i + 3] = ink[i];
  return png(rgba, 4);
}

/** @param {Uint8Array} ink */
export const darkPng = (ink) =>
  png(
    ink.map((value) => 255 - value),
    1,
  );

/** The first digits of MNIST. @param {number} count */
export function digits(count) {
  const images = mnist('train-images-idx3-ubyte', 16);
  const labels = mnist('train-labels-idx1-ubyte', 8);
  return Array.from({ length: count }, (_, i) => ({
    ink: new Uint8Array(images.subarray(i * PIXELS, (i + 1) * PIXELS)),
    label: labels[i],
  }));
}

/** An idx file. @param {Uint8Array} bytes @param {...number} sizes */
export function idx(bytes, ...sizes) {
  const file = Buffer.alloc(4 + 4 * sizes.length + bytes.length);
  file[2] = 8;
  file[3] = sizes.length;
  sizes.forEach((size, i) => {
    file.writeUInt32BE(size, 4 + 4 * i);
  });
  file.set(bytes, 4 + 4 * sizes.length);
  return file;
}

/** A small PNG whose header claims another size. @param {number} side */
export function hugePng(side) {
  const bytes = Buffer.from(png(new Uint8Array(PIXELS), 1));
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
}
