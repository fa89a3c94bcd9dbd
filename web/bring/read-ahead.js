/**
 * Reads many small files in their order, and well ahead of their use: most of what a browser does
 * for a file is to wait, so many are asked for at once; and several files are one blob for it.
 */
import { MAX_IMAGE_BYTES } from './limits.js';

/**
 * @typedef {import('./errors.js').Reason} Reason
 * @typedef {import('./folders.js').Loose} Loose
 */

/** Files that are opened, and read, together. */
const LOT = 50;
const LOT_BYTES = 4 << 20;
/** Lots that are on their way at once, and the memory that they may take. */
const LOTS = 16;
const BYTES_AHEAD = 32 << 20;

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/**
 * @template {{ entry: Loose }} Item
 * @param {Item[]} items
 * @returns {AsyncGenerator<{ item: Item, file: Blob | null }[]>} lots of files, null: unreadable
 */
async function* opened(items) {
  /** @type {Promise<{ item: Item, file: Blob | null }[]>[]} */
  const waiting = [];
  for (let next = 0; next < items.length || waiting.length; ) {
    for (; waiting.length < LOTS && next < items.length; next += LOT) {
      const lot = items.slice(next, next + LOT);
      const open = async (/** @type {Item} */ item) => ({
        item,
        file: await item.entry.open().catch(() => null),
      });
      waiting.push(Promise.all(lot.map(open)));
    }
    yield/** @type {typeof waiting[0]} */ (waiting.shift());
  }
}

/** What of a file is read: nothing of what is too large. @param {Blob | null} file */
const sizeOf = (file) => (file && file.size <= MAX_IMAGE_BYTES ? file.size : 0);

/**
 * @template Item
 * @param {{ item: Item, file: Blob | null }[]} files
 * @returns {Promise<{ item: Item, bytes: Uint8Array, reason: Reason | null }[]>}
 */
async function readTogether(files) {
  const parts = files.map(({ file }) => (file && sizeOf(file) ? file : new Blob()));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  // One file that can't be read keeps the others from being read together.
  let all = await bytesOf(new Blob(parts)).catch(() => null);
  if (all?.length !== size) all = null;
  let start = 0;
  const read = [];
  for (const [i, { item, file }] of files.entries()) {
    const end = start + parts[i].size;
    const own = all ? all.subarray(start, end) : await bytesOf(parts[i]).catch(() => null);
    start = end;
    const large = file && file.size > MAX_IMAGE_BYTES;
    /** @type {Reason | null} */
    const reason = large ? 'tooLarge' : file && own ? null : 'unreadable';
    read.push({ item, bytes: own ?? new Uint8Array(0), reason });
  }
  return read;
}

/**
 * @template {{ entry: Loose }} Item
 * @param {Item[]} items
 * @returns {AsyncGenerator<{ item: Item, bytes: Uint8Array, reason: Reason | null }[]>} some of
 *   them at a time; reason: why there are no bytes
 */
export async function* readAhead(items) {
  /** @type {{ size: number, read: ReturnType<typeof readTogether<Item>> }[]} */
  const reading = [];
  let held = 0;
  /** The oldest of what is being read. */
  const take = () => {
    const { size, read } = /** @type {typeof reading[0]} */ (reading.shift());
    held -= size;
    return read;
  };
  for await (const lot of opened(items)) {
    for (let first = 0; first < lot.length; ) {
      let last = first;
      let size = 0;
      while (last < lot.length && size < LOT_BYTES) size += sizeOf(lot[last++].file);
      reading.push({ size, read: readTogether(lot.slice(first, last)) });
      held += size;
      first = last;
      while (reading.length >= LOTS || held > BYTES_AHEAD) yield take();
    }
  }
  while (reading.length) yield take();
}
