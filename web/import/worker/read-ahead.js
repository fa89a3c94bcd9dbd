/**
 * Reads many small files in their order, and well ahead of their use: most of what a browser does
 * for a file is to wait, so many are asked for at once; and several files are one blob for it.
 */
import { MAX_IMAGE_BYTES } from '../limits.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('./folders.js').Loose} Loose
 */

/** Lots of files that are opened ahead: they are read while the next folder is looked through. */
const LOTS_OPEN = 160;
/** Lots that are read at once, and the memory that they may take. */
const LOTS_READ = 16;
const BYTES_AHEAD = 32 << 20;
const LOT_BYTES = 4 << 20;

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/**
 * Lets something run ahead of who takes from it.
 * @template T
 * @param {AsyncGenerator<T>} source
 * @param {number} most steps ahead
 * @returns {AsyncGenerator<T>}
 */
async function* ahead(source, most) {
  const step = () => {
    const next = source.next();
    next.catch(() => {}); // said when it is its turn
    return next;
  };
  const steps = Array.from({ length: most }, step);
  for (;;) {
    const { value, done } = await /** @type {ReturnType<typeof step>} */ (steps.shift());
    if (done) return;
    steps.push(step());
    yield value;
  }
}

/**
 * @template {{ entry: Loose }} Item
 * @param {AsyncGenerator<Item[]>} lots
 */
async function* opening(lots) {
  const open = async (/** @type {Item} */ item) => ({
    item,
    file: await item.entry.open().catch(() => null), // it can't be read
  });
  for await (const lot of lots) yield { opened: Promise.all(lot.map(open)) };
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
 * @param {AsyncGenerator<Item[]>} lots
 * @returns {AsyncGenerator<{ item: Item, bytes: Uint8Array, reason: Reason | null }[]>} some of
 *   them at a time; reason: why there are no bytes
 */
export async function* readAhead(lots) {
  /** @type {{ size: number, read: ReturnType<typeof readTogether<Item>> }[]} */
  const reading = [];
  let held = 0;
  /** The oldest of what is being read. */
  const take = () => {
    const { size, read } = /** @type {typeof reading[0]} */ (reading.shift());
    held -= size;
    return read;
  };
  for await (const { opened } of ahead(opening(lots), LOTS_OPEN)) {
    const files = await opened;
    for (let first = 0; first < files.length; ) {
      let last = first;
      let size = 0;
      while (last < files.length && size < LOT_BYTES) size += sizeOf(files[last++].file);
      reading.push({ size, read: readTogether(files.slice(first, last)) });
      held += size;
      first = last;
      while (reading.length >= LOTS_READ || held > BYTES_AHEAD) yield take();
    }
  }
  while (reading.length) yield take();
}
