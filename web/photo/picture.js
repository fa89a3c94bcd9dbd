/** Opens a picture: a worker decodes it and scales it down, and the canvas turns it upright. */
import { measure } from './picture-size.js';
import { rotatedSize } from './rotated-size.js';

/** The longer side in pixels: at this size, 5 mm digits on an A4 page are 34 pixels high. */
const LONGEST = 2000;
/** Larger files are not photos. */
export const MAX_BYTES = 64 << 20;
/** Those of phones have up to 200 megapixels; decoded, that is 800 MB. */
export const MAX_MEGAPIXELS = 120;
/** What the page itself can draw without freezing for long. */
const HERE_MEGAPIXELS = 16;

/** Why a picture can't be opened. The text is photo.<reason>. */
export class PictureError extends Error {
  /** @param {'notPicture' | 'tooLarge' | 'manyPixels' | 'scrambled'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const options = { willReadFrequently: true };
  return {
    canvas,
    context: /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', options)),
  };
}

/**
 * Whether the browser has replaced pixels that were black in one half and white in the other. A little
 * noise, as private windows add, does no harm.
 * @param {Uint8ClampedArray} rgba
 */
export function looksScrambled(rgba) {
  const half = rgba.length / 2;
  let off = 0;
  for (let i = 0; i < rgba.length; i += 4) off += i < half ? rgba[i] : 255 - rgba[i];
  return off / (rgba.length / 4) > 32;
}

function scramblesPixels() {
  const { canvas, context } = canvasOf(16, 16);
  context.fillStyle = '#fff';
  context.fillRect(0, 8, 16, 8);
  context.fillStyle = '#000';
  context.fillRect(0, 0, 16, 8);
  return looksScrambled(context.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** Decodes a picture on the page, for browsers whose workers can't. @param {Blob} file */
async function decodeHere(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/**
 * @param {Blob} file
 * @param {(file: Blob, longest: number) => Promise<ImageBitmap>} decode in a worker, scaled down so that
 *   the longer side has that many pixels
 * @returns {Promise<HTMLCanvasElement>} upright according to its EXIF data, on a white background
 * @throws {PictureError}
 */
export async function openPicture(file, decode) {
  if (file.size > MAX_BYTES) throw new PictureError('tooLarge');
  const size = await measure(file);
  if (!size) throw new PictureError('notPicture');
  const megapixels = (size.width * size.height) / 1e6;
  if (megapixels > MAX_MEGAPIXELS) throw new PictureError('manyPixels');
  // Against fingerprinting, for example Firefox with privacy.resistFingerprinting.
  if (scramblesPixels()) throw new PictureError('scrambled');
  /** @type {ImageBitmap | HTMLImageElement} */
  let picture;
  try {
    picture = await decode(file, LONGEST).catch((error) => {
      if (error.name === 'AbortError' || megapixels > HERE_MEGAPIXELS) throw error;
      return decodeHere(file);
    });
  } catch {
    throw new PictureError('notPicture');
  }
  const [width, height] =
    'naturalWidth' in picture
      ? [picture.naturalWidth, picture.naturalHeight]
      : [picture.width, picture.height];
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const side = (/** @type {number} */ length) => Math.max(1, Math.round(length * scale));
  const { canvas, context } = canvasOf(side(width), side(height));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if ('close' in picture) picture.close();
  return canvas;
}

/** @param {HTMLCanvasElement} picture */
export function pixelsOf(picture) {
  const { width, height } = picture;
  const context = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
  return { rgba: context.getImageData(0, 0, width, height).data, width, height };
}

/** Rotates a picture about its center. @param {HTMLCanvasElement} picture @param {number} angle in radians, clockwise */
export function rotatePicture(picture, angle) {
  const { width, height } = rotatedSize(picture.width, picture.height, angle);
  const { canvas, context } = canvasOf(width, height);
  context.translate(width / 2, height / 2);
  context.rotate(angle);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return canvas;
}
