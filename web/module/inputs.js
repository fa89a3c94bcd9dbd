/** Turns whatever can show a digit into the network's input. */

import { viewsOf } from '../answer/views.js';
import { InklingError } from '../inkling/errors.js';
import { images, isBytes, refuse } from '../inkling/guard.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { PIXELS } from '../inkling/types.js';
import { bytesOf, isSource } from './sources.js';

/**
 * @typedef {import('../inkling/module.js').Inkling} Low
 * @typedef {import('./sources.js').Reader} Reader
 * @typedef {import('./types.js').Input} Input
 * @typedef {import('../inkling/types.js').Stroke} Stroke
 */

/** Longer sides are scaled down before reading: the network sees 28 x 28 pixels. */
const MAX_SIDE = 1024;

/** @param {Float32Array[]} list */
function join(list) {
  const all = new Float32Array(list.length * PIXELS);
  for (const [i, image] of list.entries()) all.set(image, i * PIXELS);
  return all;
}

/**
 * Pixels as the network sees them.
 * @param {Low} low
 * @param {(reader: import('../inkling/pictures.js').PictureReader, target: Uint8Array) => void} read
 */
function withReader(low, read) {
  const reader = low.createPictureReader();
  try {
    const target = new Uint8Array(PIXELS);
    read(reader, target);
    return inkFromBytes(target);
  } finally {
    reader.free();
  }
}

/** @param {Uint8Array} bytes */
const isPicture = (bytes) =>
  (bytes[0] === 0x89 && bytes[1] === 0x50) || (bytes[0] === 0xff && bytes[1] === 0xd8);

/** @param {any} value something that a canvas can draw */
function pixelsOf(value) {
  const width = value.naturalWidth || value.videoWidth || value.displayWidth || value.width;
  const height = value.naturalHeight || value.videoHeight || value.displayHeight || value.height;
  if (!(width > 0 && height > 0))
    refuse('input', value, 'a picture that is loaded: it has no size yet');
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas =
    typeof OffscreenCanvas === 'function'
      ? new OffscreenCanvas(size[0], size[1])
      : Object.assign(document.createElement('canvas'), { width: size[0], height: size[1] });
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  context.drawImage(value, 0, 0, size[0], size[1]);
  try {
    return context.getImageData(0, 0, size[0], size[1]);
  } catch {
    return refuse(
      'input',
      value,
      'a picture of this site, or one loaded with crossorigin="anonymous"',
    );
  }
}

/** @param {any} value */
const isDrawable = (value) =>
  ['HTMLCanvasElement', 'OffscreenCanvas', 'ImageBitmap', 'HTMLImageElement', 'HTMLVideoElement']
    .concat(['SVGImageElement', 'VideoFrame'])
    .some((name) => {
      const kind = /** @type {any} */ (globalThis)[name];
      return typeof kind === 'function' && value instanceof kind;
    });

/** @param {Low} low @param {Uint8Array} file */
async function readFile(low, file) {
  try {
    return withReader(low, (reader, target) => reader.read(file, target));
  } catch (error) {
    // Browsers decode more than the core does: WebP, AVIF, GIF.
    const known = error instanceof InklingError && error.code === 'NOT_A_PICTURE';
    if (!known || typeof createImageBitmap !== 'function') throw error;
    /** @type {ImageBitmap} */
    let bitmap;
    try {
      bitmap = await createImageBitmap(new Blob([/** @type {any} */ (file)]));
    } catch {
      throw error;
    }
    const { data, width, height } = pixelsOf(bitmap);
    bitmap.close();
    return readPixels(low, data, width, height, 4);
  }
}

/** @param {Low} low @param {Uint8Array | Uint8ClampedArray} data @param {number} width @param {number} height @param {number} channels */
const readPixels = (low, data, width, height, channels) =>
  withReader(low, (reader, target) => reader.readPixels(data, width, height, target, 0, channels));

/** The farthest coordinate that the core takes. */
const FAR = 1000;

/**
 * Strokes in units that the core takes: a wide page has more than 1000 pixels.
 * @param {unknown} strokes anything
 * @returns {{ near: any, away: (stroke: Stroke) => Stroke }} the same if it is not far-off strokes; away
 *   takes strokes back to where they were
 */
export function brought(strokes) {
  const points = Array.isArray(strokes) ? strokes.flat() : [];
  /** @param {'x' | 'y'} axis */
  const ends = (axis) =>
    points.reduce(
      ([low, high], point) => {
        const value = point?.[axis];
        const at = typeof value === 'number' ? value : Number.NaN;
        return [Math.min(low, at), Math.max(high, at)];
      },
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [[left, right], [top, bottom]] = [ends('x'), ends('y')];
  const farthest = Math.max(right, bottom, -left, -top);
  // Also false for anything but numbers.
  if (!(farthest > FAR && Number.isFinite(farthest) && farthest < Number.MAX_VALUE / 4)) {
    return { near: strokes, away: (stroke) => stroke };
  }
  const unit = Math.max(right - left, bottom - top, Number.MIN_VALUE);
  /** @param {(value: number, start: number) => number} move @returns {(stroke: Stroke) => Stroke} */
  const moved = (move) => (stroke) =>
    stroke.map((point) => ({ ...point, x: move(point.x, left), y: move(point.y, top) }));
  return {
    near: /** @type {Stroke[]} */ (strokes).map(moved((value, start) => (value - start) / unit)),
    away: moved((value, start) => value * unit + start),
  };
}

/** @param {unknown} input valid @returns {input is Stroke[]} */
export const areStrokes = (input) => Array.isArray(input) && typeof input[0] !== 'number';

/**
 * The input as images, several for strokes: views whose answers are averaged.
 * @param {Input | Promise<Input>} given
 * @param {Low} low
 * @param {Reader} platform
 * @returns {Promise<Float32Array>} [n][PIXELS]
 */
export async function imagesOf(given, low, platform) {
  const input = /** @type {any} */ (await given);
  if (areStrokes(input)) {
    const drawn = input.filter((stroke) => !Array.isArray(stroke) || stroke.length > 0);
    if (drawn.length === 0) return low.rasterize(input);
    const strokes = brought(drawn).near;
    low.rasterize(strokes); // refuses what is not strokes
    return join(viewsOf(strokes).map((view) => low.rasterize(view)));
  }
  if (isDrawable(input)) {
    const { data, width, height } = pixelsOf(input);
    return readPixels(low, data, width, height, 4);
  }
  const floats = input instanceof Float32Array || input instanceof Float64Array;
  if (
    Array.isArray(input) ||
    floats ||
    (isBytes(input) && input.length === PIXELS && !isPicture(/** @type {Uint8Array} */ (input)))
  ) {
    const { values, full } = images('input', input, 1);
    return full === 255 ? inkFromBytes(values) : Float32Array.from(values);
  }
  const isFile = isBytes(input) || input instanceof DataView || !ArrayBuffer.isView(input);
  if (isFile && isSource(input)) return readFile(low, await bytesOf(input, platform));
  if (isBytes(input?.data)) return readPixels(low, input.data, input.width, input.height, 4);
  if (isBytes(input?.gray)) return readPixels(low, input.gray, input.width, input.height, 1);
  return refuse(
    'input',
    input,
    'strokes, a canvas, an image, ImageData, a picture file or its address, or 784 values of ink',
  );
}
