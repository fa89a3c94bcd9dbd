/** A sprite sheet: many images in one picture, one per row or as tiles, with a file of labels. */
import { PIXELS, SIDE } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { isCsv, readLabelList } from './csv.js';
import { pairsOf } from './format.js';
import { isLabels, readIdxLabels } from './idx.js';
import { isPicture } from './images.js';

/** @typedef {'sheetSize' | 'labelCount'} SheetReason */

/** @param {number} width @param {number} height @param {Uint8Array} gray of the whole picture */
function cut(width, height, gray) {
  // One flattened image per row.
  if (width === PIXELS && height !== SIDE) {
    const pixelsOf = (/** @type {number} */ i) => gray.subarray(i * PIXELS, (i + 1) * PIXELS);
    return { pixelsOf, capacity: height, full: true };
  }
  if (width % SIDE || height % SIDE) throw new ImportError('sheetSize');
  const across = width / SIDE;
  const tile = new Uint8Array(PIXELS);
  const pixelsOf = (/** @type {number} */ i) => {
    const corner = Math.floor(i / across) * SIDE * width + (i % across) * SIDE;
    for (let y = 0; y < SIDE; y++) {
      const start = corner + y * width;
      tile.set(gray.subarray(start, start + SIDE), y * SIDE);
    }
    return tile;
  };
  return { pixelsOf, capacity: across * (height / SIDE), full: false };
}

export const sheet = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatSheet'),
  extensions: ['png', 'jpg', 'jpeg'],
  matches: isPicture,
  pairs: (files) => pairsOf(files, isPicture, (name) => isCsv(name) || isLabels(name)),
  async read({ entry, labels: list = entry }, { reader, whole, addAll }) {
    const bytes = await whole(list);
    const labels = /\.csv$/i.test(list.path) ? await readLabelList(bytes) : readIdxLabels(bytes);
    const { width, height, gray } = reader.readGray(await whole(entry));
    const { pixelsOf, capacity, full } = cut(width, height, gray);
    if (full ? capacity !== labels.length : capacity < labels.length) {
      throw new ImportError('labelCount');
    }
    await addAll(entry.path, labels, pixelsOf, SIDE, SIDE);
  },
});
