/** The size of a picture, from the beginning of its file: before it is decoded, which takes memory and time. */

/** Pictures of pixels, by their first bytes; '.' is any byte. @type {string[]} */
const RASTER = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF8', 'RIFF....WEBP', 'BM', '....ftyp'];

/** @param {Uint8Array} bytes @param {string} start */
const startsWith = (bytes, start) =>
  bytes.length >= start.length &&
  [...start].every((character, i) => character === '.' || character.charCodeAt(0) === bytes[i]);

/** Whether a file is a picture made of pixels. Drawings (SVG) may take any time to draw. @param {Uint8Array} bytes its beginning */
export const isRaster = (bytes) => RASTER.some((start) => startsWith(bytes, start));

/** @param {DataView} view */
function jpegSize(view) {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) {
      at++; // padding
      continue;
    }
    // A frame header, except for the tables that share its numbers.
    const isFrame =
      marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker < 0xff00) return null;
    at += 2 + Math.max(view.getUint16(at + 2), 2);
  }
  return null;
}

/**
 * @param {Uint8Array} bytes the beginning of a PNG or JPEG
 * @returns {{ width: number, height: number } | null} null if it is not there
 */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, RASTER[0])) return jpegSize(view);
  if (startsWith(bytes, RASTER[1]) && bytes.length >= 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  return null;
}
