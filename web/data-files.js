/**
 * The files of the bundled dataset: fetched once, checked against the hashes of its manifest, and
 * kept in the browser's cache as they arrive. What is here is not fetched again, with a network or
 * without one.
 */

/** @typedef {import('./data-loader.js').FileEntry} FileEntry */

/** @param {string} file @param {string} reason */
const notLoaded = (file, reason) => new Error(`${file} could not be loaded${reason}.`);

/** @param {URL} url @returns {Promise<Uint8Array>} */
async function fetchBytes(url) {
  const file = url.pathname.split('/').pop() ?? '';
  let status;
  try {
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    status = response.status;
  } catch {
    throw notLoaded(file, ': no connection');
  }
  throw notLoaded(file, ` (error ${status})`);
}

/**
 * Whether these are the bytes that the manifest tells of. Pages without a safe connection have no
 * hashes; then the length has to do.
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
    /** Null where the browser keeps nothing. @type {Promise<Cache | null> | undefined} */
    this.opened = undefined;
  }

  /** @returns {Promise<any>} what manifest.json says */
  async manifest() {
    const bytes = await fetchBytes(new URL('manifest.json', this.folder));
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null;
    }
  }

  #open() {
    this.opened ??= globalThis.caches
      ? caches.open(`inkling-data ${this.folder.pathname}`).catch(() => null)
      : Promise.resolve(null);
    return this.opened;
  }

  /** @param {FileEntry} entry @returns {Promise<Uint8Array>} */
  async get(entry) {
    const { file, sha256 } = entry;
    // The hash is part of the address: a file that has changed is another one.
    const key = new URL(`${file}?${sha256}`, this.folder).href;
    const cache = await this.#open();
    const kept = await cache?.match(key).catch(() => undefined);
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (await isWhole(bytes, entry)) return bytes;
    }
    const bytes = await fetchBytes(new URL(file, this.folder));
    if (!(await isWhole(bytes, entry))) {
      throw new Error(`${file} arrived damaged: it is not the file that this page was made with.`);
    }
    // Where there is no room, it is fetched again next time.
    await cache?.put(key, new Response(/** @type {BodyInit} */ (bytes))).catch(() => {});
    return bytes;
  }

  /** Gives up what the manifest no longer tells of. @param {FileEntry[]} entries all there are */
  async tidy(entries) {
    const cache = await this.#open();
    const hashes = new Set(entries.map(({ sha256 }) => `?${sha256}`));
    const keys = (await cache?.keys().catch(() => [])) ?? [];
    for (const key of keys) {
      if (!hashes.has(new URL(key.url).search)) await cache?.delete(key).catch(() => {});
    }
  }
}
