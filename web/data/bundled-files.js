/**
 * The files of the bundled dataset: fetched once, verified against the hashes in the manifest, and
 * stored in the browser's Cache as they arrive, so that training also works offline.
 */

import { fetchBytes } from '../fetch/fetch-bytes.js';

/** @typedef {import('./bundled.js').FileEntry} FileEntry */

/**
 * Why a file could not be loaded.
 * @typedef {object} Failure
 * @property {'offline' | 'refused' | 'noList' | 'altered' | 'damaged' | 'noTest'} reason its message:
 *   data.<reason>
 * @property {string} file
 * @property {number} [status] HTTP status
 * @property {string} [code] of the core's error
 */

export class LoadError extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(`${failure.file}: ${failure.reason}`);
    this.failure = failure;
  }
}

/** @param {unknown} error @returns {Failure} */
export function failureOf(error) {
  if (error instanceof LoadError) return error.failure;
  // Not the fault of a file: there is too little memory.
  const { code } = /** @type {{ code?: string }} */ (error);
  return code ? { reason: 'damaged', file: '', code } : { reason: 'damaged', file: String(error) };
}

/**
 * @param {URL} url
 * @param {(bytes: Uint8Array) => boolean | Promise<boolean>} isRight
 * @returns {Promise<Uint8Array>}
 */
async function download(url, isRight) {
  const file = url.pathname.split('/').pop() ?? '';
  const got = await fetchBytes(url, { isRight }).catch(() => {
    throw new LoadError({ reason: 'offline', file });
  });
  if (got.right) return got.bytes;
  const { ok, status } = got.response;
  throw new LoadError(ok ? { reason: 'altered', file } : { reason: 'refused', file, status });
}

/** The browser's storage may be slow or never answer, as in a damaged profile. */
const CACHE_MS = 3000;

/** The value; null if this is not JSON. @param {Uint8Array} bytes */
function fromJson(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/**
 * Whether these are the bytes that the manifest describes. Insecure origins have no crypto.subtle;
 * there, only the length is checked.
 * @param {Uint8Array} bytes @param {FileEntry} entry
 */
async function isWhole(bytes, { bytes: length, sha256 }) {
  if (bytes.length !== length) return false;
  if (!globalThis.crypto?.subtle) return true;
  const { buffer, byteOffset } = bytes;
  const hash = await crypto.subtle.digest(
    'SHA-256',
    /** @type {ArrayBuffer} */ (buffer).slice(byteOffset, byteOffset + length),
  );
  const digits = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
  return digits.join('') === sha256;
}

export class DataFiles {
  /** @param {URL} folder with manifest.json */
  constructor(folder) {
    this.folder = folder;
    /** Undefined if the browser has no Cache. @type {Promise<Cache | undefined> | undefined} */
    this.opened = undefined;
    /** Whether the Cache has kept us waiting; from then on, nothing waits for it. */
    this.silent = false;
  }

  /**
   * What the Cache answers; undefined if it refuses, or takes too long.
   * @template T @param {Promise<T> | undefined} answer @param {number} [ms] @returns {Promise<T | undefined>}
   */
  #hear(answer, ms = this.silent ? 0 : CACHE_MS) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.silent = true;
        resolve(undefined);
      }, ms);
      Promise.resolve(answer)
        .then(resolve, () => resolve(undefined))
        .finally(() => clearTimeout(timer));
    });
  }

  /** @returns {Promise<any>} the content of manifest.json; null if it is not JSON */
  async manifest() {
    const url = new URL('manifest.json', this.folder);
    try {
      return fromJson(await download(url, (bytes) => fromJson(bytes) !== null));
    } catch (error) {
      if (failureOf(error).reason === 'altered') return null;
      throw error;
    }
  }

  #open() {
    this.opened ??= this.#hear(globalThis.caches?.open(`inkling-data ${this.folder.pathname}`));
    return this.opened;
  }

  /** @param {string} key @param {FileEntry} entry @returns {Promise<Uint8Array | undefined>} */
  async #find(key, entry) {
    const cached = await (await this.#open())?.match(key);
    const bytes = cached && new Uint8Array(await cached.arrayBuffer());
    return bytes && (await isWhole(bytes, entry)) ? bytes : undefined;
  }

  /** @param {FileEntry} entry @returns {Promise<Uint8Array>} */
  async get(entry) {
    const { file, sha256 } = entry;
    // The hash is part of the key, so a changed file is never taken from the cache.
    const key = new URL(`${file}?${sha256}`, this.folder).href;
    const finding = this.#find(key, entry);
    const found = await this.#hear(finding);
    if (found) return found;
    const url = new URL(file, this.folder);
    try {
      const bytes = await download(url, (bytes) => isWhole(bytes, entry));
      // If storage is full, the file is fetched again next time.
      await this.#hear(this.#put(key, bytes));
      return bytes;
    } catch (error) {
      // Offline, a late answer is better than none.
      const late = await this.#hear(finding, CACHE_MS);
      if (late) return late;
      throw error;
    }
  }

  /** @param {string} key @param {Uint8Array} bytes */
  async #put(key, bytes) {
    await (await this.#open())?.put(key, new Response(/** @type {BodyInit} */ (bytes)));
  }

  /** Deletes cached files that are no longer in the manifest. @param {FileEntry[]} entries all of it */
  async tidy(entries) {
    const cache = await this.#open();
    const hashes = new Set(entries.map(({ sha256 }) => `?${sha256}`));
    const keys = (await this.#hear(cache?.keys())) ?? [];
    for (const key of keys) {
      if (!hashes.has(new URL(key.url).search)) await cache?.delete(key).catch(() => {});
    }
  }
}
