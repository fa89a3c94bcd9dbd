/** A picture that somebody took, as pixels: decoded, turned upright and made small by the browser. */
import { turnedSize } from './rotated-size.js';

/** The longer side of what is read: a page of A4 with digits of 5 mm has them 34 pixels high. */
const LONGEST = 2000;
/** Larger files are no photographs. */
export const MOST_BYTES = 64 << 20;

/** Why a picture can't be had; its words are photo.<reason>. */
export class PictureError extends Error {
  /** @param {'notPicture' | 'tooLarge'} reason */
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
 * @param {Blob} file
 * @returns {Promise<HTMLCanvasElement>} upright, as the camera says, on white where it is transparent
 * @throws {PictureError}
 */
export async function openPicture(file) {
  if (file.size > MOST_BYTES) throw new PictureError('tooLarge');
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const { naturalWidth, naturalHeight } = image;
    const scale = Math.min(1, LONGEST / Math.max(naturalWidth, naturalHeight));
    const side = (/** @type {number} */ length) => Math.max(1, Math.round(length * scale));
    const { canvas, context } = canvasOf(side(naturalWidth), side(naturalHeight));
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } catch {
    throw new PictureError('notPicture');
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** @param {HTMLCanvasElement} picture */
export function pixelsOf(picture) {
  const { width, height } = picture;
  const context = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
  return { rgba: context.getImageData(0, 0, width, height).data, width, height };
}

/** The picture turned about its middle. @param {HTMLCanvasElement} picture @param {number} angle in radians, clockwise */
export function turnPicture(picture, angle) {
  const { width, height } = turnedSize(picture.width, picture.height, angle);
  const { canvas, context } = canvasOf(width, height);
  context.translate(width / 2, height / 2);
  context.rotate(angle);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return canvas;
}
