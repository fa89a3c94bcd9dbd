/** Decodes whatever the browser can show and the core can't: WebP, AVIF, GIF, BMP, and more. */
import { ImportError } from '../errors.js';
import { MAX_IMAGE_PIXELS } from '../limits.js';

/** @typedef {{ rgba: Uint8Array, width: number, height: number }} Decoded */

const LARGEST_SIDE = 4096;

/** The size that a GIF or BMP claims, known before it is decoded. @param {Uint8Array} bytes */
function claimedPixels(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x47 && bytes.length > 10)
    return view.getUint16(6, true) * view.getUint16(8, true);
  if (bytes[0] === 0x42 && bytes.length > 26)
    return Math.abs(view.getInt32(18, true) * view.getInt32(22, true));
  return 0;
}

/** @param {Uint8Array} bytes @param {string} format its name, for the report @returns {Promise<Decoded>} */
export async function decodePicture(bytes, format) {
  if (typeof OffscreenCanvas === 'undefined') throw new ImportError('imageFormat', format);
  if (claimedPixels(bytes) > MAX_IMAGE_PIXELS) throw new ImportError('tooLarge');
  const bitmap = await createImageBitmap(new Blob([/** @type {any} */ (bytes)])).catch(() => {
    throw new ImportError('imageFormat', format);
  });
  try {
    const { width, height } = bitmap;
    if (width * height > MAX_IMAGE_PIXELS || Math.max(width, height) > LARGEST_SIDE) {
      throw new ImportError('tooLarge');
    }
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    if (!context) throw new ImportError('imageFormat', format);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { rgba: new Uint8Array(data.buffer), width, height };
  } finally {
    bitmap.close();
  }
}
