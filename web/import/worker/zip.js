/**
 * Reads a zip file through its central directory: bad entries are refused before decompression, and
 * only a window of the file is in memory. Follows PKWARE's APPNOTE, including ZIP64, which a zip of
 * more than 65,535 files requires.
 *
 * Not a library, because a dataset is a hundred thousand files of a few hundred bytes: @zip.js/zip.js
 * 2.24.0, which creates streams for every entry, imported images at a tenth of this rate.
 */
import { Inflate, inflateSync } from 'fflate';
import { ImportError } from '../errors.js';
import { nameDecoder } from '../evidence/names.js';
import {
  HARMLESS_BYTES,
  HARMLESS_FILE,
  MAX_FILES,
  MAX_RATIO,
  MAX_TABLE_BYTES,
  MAX_UNPACKED,
} from '../limits.js';
import { crc32 } from './crc32.js';

/**
 * @typedef {object} ZipEntry
 * @property {string} path
 * @property {number} size uncompressed
 * @property {number} packed compressed size
 * @property {number} method 0 stored, 8 deflated
 * @property {number} offset of its local header
 * @property {number} crc
 *
 * @typedef {import('../errors.js').Reason} Reason
 */

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const FILE_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const WINDOW = 1 << 20;
/** The flag of an entry whose name is in UTF-8. */
const UTF8_NAMES = 0x800;

/** @param {Blob} blob @param {number} start @param {number} end */
const bytesOf = async (blob, start, end) =>
  new Uint8Array(await blob.slice(Math.max(0, start), end).arrayBuffer());

/** @param {Uint8Array} bytes */
const viewOf = ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength);

/** A 64-bit number, exact up to 2^53. @param {DataView} view @param {number} at */
const u64 = (view, at) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

/** @param {Blob} blob @param {number} at */
async function isDirectory(blob, at) {
  const bytes = await bytesOf(blob, at, at + 4);
  return bytes.length === 4 && viewOf(bytes).getUint32(0, true) === 0x02014b50;
}

/**
 * Where the directory is. Something may precede the zip, such as the program of a self-extracting one:
 * then every offset in it is that much too low.
 * @param {Blob} blob
 * @returns {Promise<{ start: number, size: number, count: number, before?: number }>}
 */
async function findDirectory(blob) {
  const tailStart = Math.max(0, blob.size - END_BYTES - LONGEST_COMMENT);
  const tail = await bytesOf(blob, tailStart, blob.size);
  const view = viewOf(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const locator = at - LOCATOR_BYTES;
    if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
      const end64 = u64(view, locator + 8);
      const record = await bytesOf(blob, end64, end64 + END64_BYTES);
      const view64 = viewOf(record);
      if (record.length === END64_BYTES && view64.getUint32(0, true) === 0x06064b50) {
        return { count: u64(view64, 32), size: u64(view64, 40), start: u64(view64, 48) };
      }
    }
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    const before = tailStart + at - size - start;
    const isShifted = before > 0 && size > 0 && (await isDirectory(blob, start + before));
    return {
      count: view.getUint16(at + 10, true),
      size,
      start: isShifted ? start + before : start,
      before: isShifted ? before : 0,
    };
  }
  throw new ImportError('badZip');
}

/** Replaces numbers that didn't fit with those of the ZIP64 field. @param {ZipEntry} entry @param {DataView} extra */
function widen(entry, extra) {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const length = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 1) {
      let next = at + 4;
      for (const key of /** @type {const} */ (['size', 'packed', 'offset'])) {
        if (entry[key] !== 0xffffffff || next + 8 > Math.min(at + 4 + length, extra.byteLength))
          continue;
        entry[key] = u64(extra, next);
        next += 8;
      }
    }
    at += 4 + length;
  }
}

/** The UTF-8 name that Info-ZIP adds to one in another encoding. @param {DataView} extra */
function unicodePath(extra) {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const length = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 0x7075 && length > 5 && at + 4 + length <= extra.byteLength) {
      return new Uint8Array(extra.buffer, extra.byteOffset + at + 9, length - 5);
    }
    at += 4 + length;
  }
  return null;
}

/** Whether a path escapes the folder that a zip is extracted to. @param {string} path */
export const isUnsafe = (path) =>
  /^[/\\]|^[a-z]:/i.test(path) || path.split(/[/\\]/).includes('..');

/** @param {ZipEntry} entry @param {number} flags @returns {Reason | null} */
function refusal({ path, size, packed, method }, flags) {
  if (isUnsafe(path)) return 'unsafePath';
  if (flags & 1) return 'encrypted';
  if (method !== 0 && method !== 8) return 'packing';
  if (size > MAX_TABLE_BYTES) return 'tooLarge';
  if (size > HARMLESS_FILE && size > packed * MAX_RATIO) return 'bomb';
  return null;
}

/**
 * Lists the files of a zip without decompressing them.
 * @param {Blob} blob
 * @param {(path: string, reason: Reason) => void} skip called for refused entries
 * @returns {Promise<ZipEntry[]>} in the order of their bytes, without folders
 */
export async function listZip(blob, skip) {
  const { start, size, count, before = 0 } = await findDirectory(blob);
  if (count > MAX_FILES) throw new ImportError('tooMany');
  if (start + size > blob.size) throw new ImportError('badZip');
  const directory = await bytesOf(blob, start, start + size);
  const view = viewOf(directory);
  /** @type {{ entry: ZipEntry, name: Uint8Array, flags: number, isUtf8: boolean }[]} */
  const listed = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (at + FILE_BYTES > size || view.getUint32(at, true) !== 0x02014b50) {
      throw new ImportError('badZip');
    }
    const [nameBytes, extraBytes, comment] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const end = at + FILE_BYTES + nameBytes + extraBytes + comment;
    if (end > size) throw new ImportError('badZip');
    const entry = {
      path: '',
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      offset: view.getUint32(at + 42, true),
      crc: view.getUint32(at + 16, true),
    };
    const extra = viewOf(directory.subarray(at + FILE_BYTES + nameBytes, end - comment));
    widen(entry, extra);
    entry.offset += before;
    const flags = view.getUint16(at + 8, true);
    const unicode = extraBytes ? unicodePath(extra) : null;
    const name = unicode ?? directory.subarray(at + FILE_BYTES, at + FILE_BYTES + nameBytes);
    listed.push({ entry, name, flags, isUtf8: Boolean(unicode) || (flags & UTF8_NAMES) > 0 });
    at = end;
  }
  const utf8 = new TextDecoder();
  const decode = nameDecoder(listed.flatMap(({ name, isUtf8 }) => (isUtf8 ? [] : [name])));
  /** @type {ZipEntry[]} */
  const entries = [];
  let unpacked = 0;
  let packed = 0;
  for (const { entry, name, flags, isUtf8 } of listed) {
    entry.path = isUtf8 ? utf8.decode(name) : decode(name);
    unpacked += entry.size;
    packed += entry.packed;
    if (/[/\\]$/.test(entry.path)) continue;
    const reason = refusal(entry, flags);
    if (reason) skip(entry.path, reason);
    else entries.push(entry);
  }
  // Overlapping entries: each one's ratio is harmless, but together they are a bomb.
  const tooDense = unpacked > HARMLESS_BYTES && unpacked > blob.size * MAX_RATIO;
  if (tooDense || unpacked > MAX_UNPACKED || packed > blob.size) throw new ImportError('zipBomb');
  return entries.sort((a, b) => a.offset - b.offset);
}

/** Decompresses the files of a zip, one at a time. */
export class ZipReader {
  /** The part of the zip in memory, and its offset. */
  #window = new Uint8Array(0);
  #start = 0;
  #unpacked = new Uint8Array(1 << 16);

  /** @param {Blob} blob @param {number} [window] bytes to read at once */
  constructor(blob, window = WINDOW) {
    this.blob = blob;
    this.window = window;
  }

  /** Whether the window covers these bytes. @param {number} start @param {number} length */
  #holds(start, length) {
    return start >= this.#start && start + length <= this.#start + this.#window.length;
  }

  /** @param {number} start @param {number} length @returns {Promise<void>} */
  async #load(start, length) {
    this.#window = await bytesOf(this.blob, start, start + Math.max(length, this.window));
    this.#start = start;
  }

  /** Whether a file can be read without waiting. @param {ZipEntry} entry */
  isBuffered({ offset, packed }) {
    if (!this.#holds(offset, LOCAL_BYTES)) return false;
    return this.#holds(offset, this.#headerOf(offset) + packed);
  }

  /** The length of a local header. @param {number} offset */
  #headerOf(offset) {
    const view = viewOf(this.#window);
    const at = offset - this.#start;
    return LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  }

  /** Loads a file's bytes into the window. @param {ZipEntry} entry */
  async fetch({ offset, packed }) {
    if (!this.#holds(offset, LOCAL_BYTES)) await this.#load(offset, LOCAL_BYTES);
    if (!this.#holds(offset, LOCAL_BYTES)) throw new ImportError('damaged');
    const length = this.#headerOf(offset) + packed;
    if (!this.#holds(offset, length)) await this.#load(offset, length);
    if (!this.#holds(offset, length)) throw new ImportError('damaged');
  }

  /**
   * The beginning of a file, without decompressing the rest.
   * @param {ZipEntry} entry
   * @param {number} most bytes
   */
  async head(entry, most) {
    const { offset, packed, method } = entry;
    if (!this.#holds(offset, LOCAL_BYTES)) await this.#load(offset, LOCAL_BYTES);
    if (!this.#holds(offset, LOCAL_BYTES)) throw new ImportError('damaged');
    const from = offset + this.#headerOf(offset);
    const length = Math.min(packed, most);
    if (!this.#holds(from, length)) await this.#load(offset, from - offset + length);
    const bytes = this.#window.subarray(from - this.#start, from - this.#start + length);
    if (method === 0) return bytes.slice();
    /** @type {Uint8Array[]} */
    const parts = [];
    let got = 0;
    const inflate = new Inflate((part) => {
      parts.push(part.slice());
      got += part.length;
    });
    try {
      // In small steps: a bomb would unpack a thousandfold.
      for (let at = 0; at < length && got < most; at += 1024) {
        inflate.push(bytes.subarray(at, Math.min(at + 1024, length)));
      }
    } catch {
      throw new ImportError('damaged');
    }
    const head = new Uint8Array(got);
    let at = 0;
    for (const part of parts) {
      head.set(part, at);
      at += part.length;
    }
    return head.subarray(0, most);
  }

  /**
   * A file's contents, valid until the next call.
   * @param {ZipEntry} entry that is buffered
   * @returns {Uint8Array}
   */
  read({ offset, packed, size, method, crc }) {
    const at = offset - this.#start;
    if (viewOf(this.#window).getUint32(at, true) !== 0x04034b50) throw new ImportError('damaged');
    const from = at + this.#headerOf(offset);
    const bytes = this.#window.subarray(from, from + packed);
    let whole = bytes;
    if (method === 8) {
      if (size > this.#unpacked.length) this.#unpacked = new Uint8Array(size * 2);
      // The output is limited to the listed size, whatever the stream contains.
      const out = this.#unpacked.subarray(0, size);
      try {
        whole = inflateSync(bytes, { out });
      } catch {
        throw new ImportError('damaged');
      }
    }
    if (whole.length !== size || crc32(whole) !== crc) throw new ImportError('damaged');
    return whole;
  }
}
