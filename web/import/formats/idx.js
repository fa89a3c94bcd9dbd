/** MNIST's IDX files, one of images and one of labels: big-endian sizes, then bytes. */
import { ImportError } from '../errors.js';
import { pairsOf } from './format.js';

/** @typedef {'badIdx' | 'idxCount' | 'labelCount' | 'noLabels'} IdxReason */

/** Tells images from labels, by the number of dimensions in the name or by the name. @param {string} path */
function partOf(path) {
  const name = path.replace(/\.gz$/, '');
  if (/idx3([-.]ubyte)?$/.test(name)) return 'images';
  if (/idx1([-.]ubyte)?$/.test(name)) return 'labels';
  if (/images[^/]*ubyte$/.test(name)) return 'images';
  if (/labels[^/]*ubyte$/.test(name)) return 'labels';
  return null;
}

/** @param {string} name */
const isImages = (name) => partOf(name) === 'images';

/** @param {string} name */
export const isLabels = (name) => partOf(name) === 'labels';

/** @param {Uint8Array} bytes @param {number} dimensions @returns {number[]} */
function sizesOf(bytes, dimensions) {
  const header = 4 + 4 * dimensions;
  const magic = [0, 0, 8, dimensions];
  if (bytes.length < header || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new ImportError('badIdx');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

/**
 * @param {Uint8Array} bytes of an idx3 file
 * @returns {{ count: number, height: number, width: number, pixels: Uint8Array }}
 */
function readIdxImages(bytes) {
  const [count, height, width] = sizesOf(bytes, 3);
  const pixels = bytes.subarray(16);
  if (!height || !width || height > 4096 || width > 4096) throw new ImportError('badIdx');
  if (pixels.length !== count * height * width) throw new ImportError('idxCount');
  return { count, height, width, pixels };
}

/** @param {Uint8Array} bytes of an idx1 file @returns {Uint8Array} */
export function readIdxLabels(bytes) {
  const [count] = sizesOf(bytes, 1);
  if (bytes.length - 8 !== count) throw new ImportError('idxCount');
  return bytes.subarray(8);
}

export const idx = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatIdx'),
  extensions: [],
  matches: (name) => partOf(name) !== null,
  pairs: (files) => pairsOf(files, isImages, isLabels),
  leftOver: /** @type {const} */ ('noLabels'),
  async read({ entry, labels: list = entry }, { whole, addAll }) {
    const { count, height, width, pixels } = readIdxImages(await whole(entry));
    const labels = readIdxLabels(await whole(list));
    if (labels.length !== count) throw new ImportError('labelCount');
    const size = width * height;
    const pixelsOf = (/** @type {number} */ i) => pixels.subarray(i * size, (i + 1) * size);
    await addAll(entry.path, labels, pixelsOf, width, height);
  },
});
