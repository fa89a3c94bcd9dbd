/** The orientation that a camera noted in a JPEG. */

/** @param {Uint8Array} bytes @returns {number} 1 to 8, as in Exif; 1: upright */
export function orientationOf(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    // The image itself: Exif comes before it.
    if (marker === 0xda || marker === 0xc0 || marker === 0xc2) return 1;
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (
      marker === 0xe1 &&
      end <= bytes.length &&
      length > 16 &&
      view.getUint32(at + 4) === 0x45786966
    ) {
      return inTiff(new DataView(bytes.buffer, bytes.byteOffset + at + 10, length - 8));
    }
    at = end;
  }
  return 1;
}

/** @param {DataView} view */
function inTiff(view) {
  if (view.byteLength < 14) return 1;
  const little = view.getUint16(0) === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > view.byteLength) return 1;
  const count = view.getUint16(start, little);
  for (let i = 0; i < count; i++) {
    const at = start + 2 + 12 * i;
    if (at + 12 > view.byteLength) return 1;
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/**
 * @typedef {{ gray: Uint8Array, width: number, height: number }} Picture
 * @param {Picture} picture @param {number} orientation
 * @returns {Picture} upright
 */
export function upright({ gray, width, height }, orientation) {
  const isTurned = orientation > 4;
  const [across, down] = isTurned ? [height, width] : [width, height];
  const turned = new Uint8Array(gray.length);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const [u, v] = isTurned ? [y, x] : [x, y];
      const fromX = [2, 3, 7, 8].includes(orientation) ? width - 1 - u : u;
      const fromY = [3, 4, 6, 7].includes(orientation) ? height - 1 - v : v;
      turned[y * across + x] = gray[fromY * width + fromX];
    }
  }
  return { gray: turned, width: across, height: down };
}
