/** A sprite sheet: many images in one picture, one per row or as tiles, with a file of labels. */
import { PIXELS, SIDE } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { partOf } from '../evidence/file-names.js';
import { readLabels } from './arrays.js';
import { isCsv } from './csv.js';
import { pairsOf } from './format.js';
import { isPicture } from './images.js';

/** @typedef {'sheetSize' | 'labelCount'} SheetReason */

/** @param {import('./format.js').Named} file */
function hasLabels({ name, kind, sidecar }) {
  if (kind === 'idx' || kind === 'npy') return !/idx3/.test(name);
  return sidecar ? sidecar.kind !== 'files' : sidecar === undefined && isCsv(name);
}

/** @param {number} width @param {number} height @param {Uint8Array} gray of the whole picture */
function cut(width, height, gray) {
  // One flattened image per row.
  if (width === PIXELS && height !== SIDE) {
    const grayOf = (/** @type {number} */ i) => gray.subarray(i * PIXELS, (i + 1) * PIXELS);
    return { grayOf, capacity: height, full: true };
  }
  if (width % SIDE || height % SIDE) throw new ImportError('sheetSize');
  const across = width / SIDE;
  const tile = new Uint8Array(PIXELS);
  const grayOf = (/** @type {number} */ i) => {
    const corner = Math.floor(i / across) * SIDE * width + (i % across) * SIDE;
    for (let y = 0; y < SIDE; y++) {
      const start = corner + y * width;
      tile.set(gray.subarray(start, start + SIDE), y * SIDE);
    }
    return tile;
  };
  return { grayOf, capacity: across * (height / SIDE), full: false };
}

export const sheet = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatSheet'),
  extensions: ['png', 'jpg', 'jpeg'],
  matches: (_, file) => isPicture(file),
  pairs: (files) => pairsOf(files, isPicture, hasLabels),
  async read(job, { reader, whole, addAll, skip }) {
    const { entry, labels: list = entry } = job;
    const { width, height, gray } = reader.readGray(await whole(entry));
    const { grayOf, capacity, full } = cut(width, height, gray);
    const labels = readLabels(await whole(list), capacity);
    if (full ? capacity !== labels.length : capacity < labels.length) {
      throw new ImportError('labelCount');
    }
    // Unused tiles at the end are blank.
    for (let i = labels.length; i < capacity; i++) {
      const tile = grayOf(i);
      if (tile.some((value) => value !== tile[0])) skip(`${entry.path}, ${i + 1}`, 'unlisted');
    }
    await addAll(
      { ...job, part: partOf(entry) },
      { count: labels.length, width: SIDE, height: SIDE, labels, grayOf },
    );
  },
});
