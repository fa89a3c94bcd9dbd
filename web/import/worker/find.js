/** Finds all files of an import, including those in folders, zips, and tars, and identifies their kinds. */
import { Gunzip } from 'fflate';
import { ImportError } from '../errors.js';
import { HEAD_BYTES, isNamedImage, kindOf, packageKind } from '../evidence/kinds.js';
import { MAX_FILES, MAX_TABLE_BYTES } from '../limits.js';
import { filesIn } from './folders.js';
import { isJunk } from './plan.js';
import { listTar } from './tar.js';
import { isUnsafe, listZip, ZipReader } from './zip.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('./folders.js').Loose} Loose
 * @typedef {Loose | { path: string, folder: FileSystemDirectoryHandle }} ImportSource
 *
 * @typedef {object} Known what is known of a file from its beginning
 * @property {string} [container] the zip or tar that holds it; none for loose files
 * @property {import('../evidence/kinds.js').ReadableKind} [kind] undefined if only its name was looked at
 * @property {import('../formats/sidecar-table.js').Sidecar} [sidecar] what a text or JSON says about other files
 * @property {Uint8Array} [head] the first bytes of a text, an IDX, or a NumPy file, decompressed
 *
 * @typedef {{ path: string, zip: ZipReader, entry: import('./zip.js').ZipEntry } & Known} Packed
 * @typedef {(Loose & Known) | Packed} Entry a loose file, or one in a zip
 *
 * @typedef {(path: string, reason: Reason, detail?: string) => void} Skip called for refused files
 */

/** Zips in zips may be this deep. */
const MAX_DEPTH = 2;
const GZIP_STEP = 1 << 16;

/** Kinds whose beginning is kept, because it shows what they hold. */
const HEADED = new Set(['text', 'json', 'idx', 'npy']);

/** Reasons to refuse the whole import, not just a file. */
const ENDS_IMPORT = new Set(['badZip', 'zipBomb', 'tooMany']);

/** The beginning of a gzipped file. @param {Uint8Array} bytes */
function gunzipHead(bytes) {
  const head = new Uint8Array(HEAD_BYTES);
  let got = 0;
  const gunzip = new Gunzip((part) => {
    head.set(part.subarray(0, HEAD_BYTES - got), got);
    got = Math.min(got + part.length, HEAD_BYTES);
  });
  try {
    for (let at = 0; at < bytes.length && got < HEAD_BYTES; at += 1024) {
      gunzip.push(bytes.subarray(at, at + 1024));
    }
  } catch {
    if (!got) throw new ImportError('damaged');
  }
  return head.subarray(0, got);
}

/** Decompresses a gzipped file, of one part or several. @param {Uint8Array} bytes */
export function gunzipWhole(bytes) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  const gunzip = new Gunzip((part) => {
    size += part.length;
    parts.push(part);
  });
  try {
    // In small steps: a bomb unpacks a thousandfold.
    for (let at = 0; at < bytes.length; at += GZIP_STEP) {
      gunzip.push(bytes.subarray(at, at + GZIP_STEP), at + GZIP_STEP >= bytes.length);
      if (size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
    }
  } catch (error) {
    throw error instanceof ImportError ? error : new ImportError('damaged');
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {Entry} entry @returns {Promise<Blob>} */
async function openBlob(entry) {
  if ('zip' in entry) {
    await entry.zip.fetch(entry.entry);
    return new Blob([/** @type {any} */ (entry.zip.read(entry.entry).slice())]);
  }
  const file = await entry.open().catch(() => null);
  if (!file) throw new ImportError('unreadable');
  return file;
}

/** @param {Entry} entry @returns {Promise<Uint8Array>} */
async function headOf(entry) {
  if ('zip' in entry) return entry.zip.head(entry.entry, HEAD_BYTES);
  const file = await openBlob(entry);
  return new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
}

export class Finder {
  #found = 0;
  /** Bytes of archives that were unpacked from others, and stay in memory. */
  #inner = 0;

  /** @param {Skip} skip */
  constructor(skip) {
    this.skip = skip;
  }

  /** @param {Entry[]} entries @param {number} depth @returns {Promise<Entry[]>} those to import */
  async #open(entries, depth) {
    /** @type {Entry[]} */
    const all = [];
    for (const entry of entries) {
      if (isJunk(entry.path)) continue;
      if (++this.#found > MAX_FILES) throw new ImportError('tooMany');
      if (isNamedImage(entry.path)) all.push(entry);
      else for (const inner of await this.#look(entry, depth)) all.push(inner);
    }
    return all;
  }

  /** Looks at a file's beginning; opens archives. @param {Entry} entry @param {number} depth */
  async #look(entry, depth) {
    const { path, container } = entry;
    try {
      let head = await headOf(entry);
      let found = kindOf(head);
      // An empty or damaged zip is reported as such.
      if (found.kind === 'zip' || (/\.zip$/i.test(path) && !container)) {
        return await this.#unzip(entry, depth);
      }
      const isPacked = found.kind === 'gzip';
      if (isPacked) {
        head = gunzipHead(head);
        found = kindOf(head);
      }
      if (found.kind === 'tar') return await this.#untar(entry, isPacked, depth);
      // A page that is named as one is documentation, not an error message in place of the file.
      if (found.format === 'HTML' && /\.x?html?$/i.test(path)) found = { kind: 'unknown' };
      if (found.kind === 'named') {
        this.skip(path, /** @type {Reason} */ (found.reason), found.format);
        return [];
      }
      // Nobody gzips single images or other archives.
      const usable = HEADED.has(found.kind) || (!isPacked && found.kind !== 'gzip');
      entry.kind = usable ? found.kind : 'unknown';
      if (HEADED.has(found.kind)) entry.head = head.slice();
      return [entry];
    } catch (error) {
      if (!(error instanceof ImportError)) this.skip(path, 'unreadable');
      else if (ENDS_IMPORT.has(error.reason)) throw error;
      else this.skip(path, /** @type {Reason} */ (error.reason));
      return [];
    }
  }

  /** Opens an archive. @param {Entry} entry @param {number} depth */
  async #openArchive(entry, depth) {
    if (depth >= MAX_DEPTH) throw new ImportError('unknownKind');
    if ('zip' in entry) this.#keep(entry.entry.size);
    return openBlob(entry);
  }

  /** @param {number} bytes */
  #keep(bytes) {
    this.#inner += bytes;
    if (this.#inner > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
  }

  /** @param {Entry} entry @param {number} depth @returns {Promise<Entry[]>} */
  async #unzip(entry, depth) {
    const { path, container } = entry;
    const file = await this.#openArchive(entry, depth);
    const zip = new ZipReader(file);
    let refused = 0;
    const listed = await listZip(file, (path, reason) => {
      refused++;
      this.skip(path, reason);
    });
    const named = packageKind(listed.map((inner) => inner.path));
    if (named) {
      this.skip(path, /** @type {Reason} */ (named.reason), named.format);
      return [];
    }
    if (!listed.length && !refused) this.skip(path, 'emptyZip');
    const inside = container === undefined ? path : `${container}/${path}`;
    return this.#open(
      listed.map((one) => ({ path: one.path, zip, entry: one, container: inside })),
      depth + 1,
    );
  }

  /** @param {Entry} entry @param {boolean} isPacked @param {number} depth @returns {Promise<Entry[]>} */
  async #untar(entry, isPacked, depth) {
    const { path, container } = entry;
    let blob = await this.#openArchive(entry, depth);
    if (isPacked) {
      if (blob.size > MAX_TABLE_BYTES) throw new ImportError('tooLarge');
      const bytes = gunzipWhole(new Uint8Array(await blob.arrayBuffer()));
      this.#keep(bytes.length);
      blob = new Blob([/** @type {any} */ (bytes)]);
    }
    const inside = container === undefined ? path : `${container}/${path}`;
    /** @type {Entry[]} */
    const entries = [];
    for (const { path, blob: part } of await listTar(blob)) {
      if (isUnsafe(path)) this.skip(path, 'unsafePath');
      else entries.push({ path, open: async () => part, container: inside });
    }
    if (!entries.length) this.skip(path, 'emptyZip');
    return this.#open(entries, depth + 1);
  }

  /**
   * Yields groups of files as they are found.
   * @param {ImportSource[]} sources
   * @returns {AsyncGenerator<Entry[]>}
   */
  async *find(sources) {
    yield await this.#open(
      sources.filter((source) => 'open' in source),
      0,
    );
    for (const source of sources) {
      if (!('folder' in source)) continue;
      const onError = (/** @type {string} */ path) => this.skip(path, 'unreadable');
      for await (const files of filesIn(source.path, source.folder, onError)) {
        yield await this.#open(files, 0);
      }
    }
  }
}
