/**
 * Reads many small files in order, well ahead of their use. A browser mostly waits for the disk, so
 * many files are requested at once, and several are read as a single blob.
 */
import { MAX_IMAGE_BYTES } from '../limits.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('./folders.js').Loose} Loose
 */

/** Batches opened ahead: they are read while the next folder is listed. */
const BATCHES_OPEN = 160;
/** Batches read at once, and the memory they may take. */
const BATCHES_READ = 16;
const BYTES_AHEAD = 32 << 20;
const BATCH_BYTES = 4 << 20;

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/**
 * Runs a generator ahead of its consumer.
 * @template T
 * @param {AsyncGenerator<T>} source
 * @param {number} most steps ahead
 * @returns {AsyncGenerator<T>}
 */
async function* ahead(source, most) {
  const step = () => {
    const next = source.next();
    next.catch(() => {}); // reported when its turn comes
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
 * @param {AsyncGenerator<Item[]>} batches
 */
async function* opening(batches) {
  const open = async (/** @type {Item} */ item) => ({
    item,
    file: await item.entry.open().catch(() => null), // unreadable
  });
  for await (const batch of batches) yield { opened: Promise.all(batch.map(open)) };
}

/** The bytes to read of a file: none if it is too large. @param {Blob | null} file */
const sizeOf = (file) => (file && file.size <= MAX_IMAGE_BYTES ? file.size : 0);

/**
 * @template Item
 * @param {{ item: Item, file: Blob | null }[]} files
 * @returns {Promise<{ item: Item, bytes: Uint8Array, reason: Reason | null }[]>}
 */
async function readTogether(files) {
  const parts = files.map(({ file }) => (file && sizeOf(file) ? file : new Blob()));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  // One unreadable file makes the whole blob fail. Then the files are read one by one.
  let all = await bytesOf(new Blob(parts)).catch(() => null);
  if (all?.length !== size) all = null;
  let start = 0;
  const read = [];
  for (const [i, { item, file }] of files.entries()) {
    const end = start + parts[i].size;
    const bytes = all ? all.subarray(start, end) : await bytesOf(parts[i]).catch(() => null);
    start = end;
    const large = file && file.size > MAX_IMAGE_BYTES;
    /** @type {Reason | null} */
    const reason = large ? 'tooLarge' : file && bytes ? null : 'unreadable';
    read.push({ item, bytes: bytes ?? new Uint8Array(0), reason });
  }
  return read;
}

/**
 * @template {{ entry: Loose }} Item
 * @param {AsyncGenerator<Item[]>} batches
 * @returns {AsyncGenerator<{ item: Item, bytes: Uint8Array, reason: Reason | null }[]>} in
 *   batches; reason: why there are no bytes
 */
export async function* readAhead(batches) {
  /** @type {{ size: number, read: ReturnType<typeof readTogether<Item>> }[]} */
  const reading = [];
  let bytesAhead = 0;
  /** The oldest read in flight. */
  const take = () => {
    const { size, read } = /** @type {typeof reading[0]} */ (reading.shift());
    bytesAhead -= size;
    return read;
  };
  for await (const { opened } of ahead(opening(batches), BATCHES_OPEN)) {
    const files = await opened;
    for (let first = 0; first < files.length; ) {
      let last = first;
      let size = 0;
      while (last < files.length && size < BATCH_BYTES) size += sizeOf(files[last++].file);
      reading.push({ size, read: readTogether(files.slice(first, last)) });
      bytesAhead += size;
      first = last;
      while (reading.length >= BATCHES_READ || bytesAhead > BYTES_AHEAD) yield take();
    }
  }
  while (reading.length) yield take();
}
