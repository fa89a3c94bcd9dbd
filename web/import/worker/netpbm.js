/** PBM, PGM, and PPM, which no browser shows, but scientific tools write. */
import { ImportError } from '../errors.js';
import { toGray } from '../formats/numbers.js';
import { MAX_IMAGE_PIXELS } from '../limits.js';

const isSpace = (/** @type {number} */ byte) => byte === 32 || (byte >= 9 && byte <= 13);

/** @param {Uint8Array} bytes @returns {import('./exif.js').Picture} */
export function readNetpbm(bytes) {
  const type = bytes[1] - 48;
  let at = 2;
  const number = () => {
    while (at < bytes.length && (isSpace(bytes[at]) || bytes[at] === 35)) {
      if (bytes[at] === 35) while (at < bytes.length && bytes[at] !== 10) at++;
      at++;
    }
    let value = 0;
    const start = at;
    while (at < bytes.length && bytes[at] >= 48 && bytes[at] <= 57) {
      value = Math.min(value * 10 + bytes[at++] - 48, 2 ** 31);
    }
    if (at === start) throw new ImportError('damaged');
    return value;
  };
  const width = number();
  const height = number();
  const isBits = type === 1 || type === 4;
  const most = isBits ? 1 : number();
  const channels = type === 3 || type === 6 ? 3 : 1;
  const count = width * height;
  if (!count || !most || most > 65_535) throw new ImportError('damaged');
  if (count > MAX_IMAGE_PIXELS) throw new ImportError('tooLarge');
  const values = new Uint8Array(count * channels);
  if (type < 4) {
    for (let i = 0; i < values.length; i++) {
      // Bits need no spaces between them.
      if (type === 1) {
        while (isSpace(bytes[at])) at++;
        if (bytes[at] !== 48 && bytes[at] !== 49) throw new ImportError('damaged');
        values[i] = bytes[at++] === 49 ? 0 : 255;
      } else values[i] = Math.round((255 * Math.min(number(), most)) / most);
    }
  } else {
    at++;
    const row = isBits ? Math.ceil(width / 8) : 0;
    const wide = most > 255 ? 2 : 1;
    const needed = isBits ? row * height : values.length * wide;
    if (bytes.length - at < needed) throw new ImportError('damaged');
    for (let i = 0; i < values.length; i++) {
      if (isBits) {
        const [x, y] = [i % width, Math.floor(i / width)];
        values[i] = (bytes[at + y * row + (x >> 3)] >> (7 - (x & 7))) & 1 ? 0 : 255;
      } else {
        const value = wide === 2 ? bytes[at + 2 * i] * 256 + bytes[at + 2 * i + 1] : bytes[at + i];
        values[i] = Math.round((255 * Math.min(value, most)) / most);
      }
    }
  }
  const gray = new Uint8Array(count);
  toGray(values, { width, height, channels }, gray);
  return { gray, width, height };
}
