/** The size of a picture, from the beginning of its file: before it is decoded, which takes memory and time. */

/** Pictures of pixels, by their first bytes; '.' is any byte. */
const RASTER = /** @type {const} */ ({
  jpeg: '\xff\xd8\xff',
  png: '\x89PNG\r\n\x1a\n',
  gif: 'GIF8',
  webp: 'RIFF....WEBP',
  bmp: 'BM',
  heif: '....ftyp', // HEIC and AVIF
});

/** Most sizes come sooner; in a JPEG, EXIF data and thumbnails may come before. */
const HEAD_BYTES = 256 << 10;

/** More segments, or more padding between them, than any camera writes. */
const MOST_STEPS = 100_000;

/** @typedef {{ width: number, height: number }} Size */

/** @param {Uint8Array} bytes @param {string} start @param {number} [at] */
const hasAt = (bytes, start, at = 0) =>
  bytes.length >= at + start.length &&
  [...start].every(
    (character, i) => character === '.' || character.charCodeAt(0) === bytes[at + i],
  );

/** None for drawings (SVG), which may take any time to draw. @param {Uint8Array} bytes its beginning */
const kindOf = (bytes) =>
  /** @type {(keyof typeof RASTER)[]} */ (Object.keys(RASTER)).find((kind) =>
    hasAt(bytes, RASTER[kind]),
  );

/** @param {DataView} view @returns {Size | null} */
function jpegSize(view) {
  let at = 2;
  for (let step = 0; step < MOST_STEPS && at + 9 <= view.byteLength; step++) {
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

/** @param {Uint8Array} bytes @param {DataView} view @returns {Size | null} */
function webpSize(bytes, view) {
  if (bytes.length < 30) return null;
  const u24 = (/** @type {number} */ at) => view.getUint16(at, true) | (bytes[at + 2] << 16);
  if (hasAt(bytes, 'VP8X', 12)) return { width: u24(24) + 1, height: u24(27) + 1 };
  if (hasAt(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!hasAt(bytes, 'VP8 ', 12)) return null;
  const side = (/** @type {number} */ at) => view.getUint16(at, true) & 0x3fff;
  return { width: side(26), height: side(28) };
}

/** @param {Uint8Array} bytes @param {DataView} view @returns {Size | null} */
function bmpSize(bytes, view) {
  if (bytes.length < 26) return null;
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  // A negative height means that rows go down.
  return {
    width: Math.abs(view.getInt32(18, true)),
    height: Math.abs(view.getInt32(22, true)),
  };
}

/** The largest of its images: others are thumbnails and tiles. @param {Uint8Array} bytes @param {DataView} view */
function heifSize(bytes, view) {
  /** @type {Size | null} */
  let largest = null;
  const end = Math.min(bytes.length, HEAD_BYTES) - 16;
  for (let at = bytes.indexOf(0x69); at >= 0 && at < end; at = bytes.indexOf(0x69, at + 1)) {
    if (!hasAt(bytes, 'ispe', at)) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

/**
 * @param {Uint8Array} bytes the beginning of a picture's file
 * @returns {Size | null} null if it is not there
 */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (kindOf(bytes)) {
    case 'jpeg':
      return jpegSize(view);
    case 'png':
      return bytes.length < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };
    case 'gif':
      return bytes.length < 10
        ? null
        : { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 'webp':
      return webpSize(bytes, view);
    case 'bmp':
      return bmpSize(bytes, view);
    case 'heif':
      return heifSize(bytes, view);
    default:
      return null;
  }
}

/** @param {Blob} file @returns {Promise<Size | null>} null if it isn't a bitmap, or doesn't say */
export async function measure(file) {
  const read = async (/** @type {number} */ size) =>
    new Uint8Array(await file.slice(0, size).arrayBuffer());
  const head = await read(HEAD_BYTES);
  const size = sizeOf(head);
  return size || kindOf(head) !== 'jpeg' ? size : sizeOf(await read(file.size));
}
