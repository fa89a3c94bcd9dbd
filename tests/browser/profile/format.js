/**
 * The page's stored data as JSON: IndexedDB with its typed arrays and blobs, localStorage and
 * sessionStorage. Both functions are serialized to run in the page, so each is self-contained.
 *
 * @typedef {{ name: string, version: number, stores: Record<string, [key: any, value: any][]> }} Database
 * @typedef {object} Profile
 * @property {Database[]} databases
 * @property {Record<string, string>} local
 * @property {Record<string, string>} session
 */

/** @returns {Promise<Profile>} */
export async function dump() {
  /** @param {ArrayBuffer} buffer */
  const base64 = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
  /** @param {any} value @returns {Promise<any>} */
  async function encode(value) {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'number' && !Number.isFinite(value))
      return { $: 'number', of: `${value}` };
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return Promise.all(value.map(encode));
    if (value instanceof Blob) {
      return { $: 'Blob', type: value.type, of: base64(await value.arrayBuffer()) };
    }
    if (ArrayBuffer.isView(value)) {
      const { buffer, byteOffset, byteLength } = value;
      const bytes = /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
      return { $: value.constructor.name, of: base64(bytes) };
    }
    const fields = Object.entries(value).map(async ([key, own]) => [key, await encode(own)]);
    return Object.fromEntries(await Promise.all(fields));
  }
  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const result = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const databases = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await result(indexedDB.open(name));
    /** @type {Database['stores']} */
    const stores = {};
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([
        result(records.getAllKeys()),
        result(records.getAll()),
      ]);
      const encoded = await Promise.all(values.map(encode));
      stores[store] = keys.map((key, i) => [key, encoded[i]]);
    }
    databases.push({ name, version: database.version, stores });
    database.close();
  }
  return { databases, local: { ...localStorage }, session: { ...sessionStorage } };
}

/** @param {Profile} profile */
export async function restore({ databases, local, session }) {
  /** @param {string} text */
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  /** @param {any} value @returns {any} */
  function decode(value) {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    const { $: kind, of, type } = value;
    if (kind === 'undefined') return undefined;
    if (kind === 'number') return Number(of);
    if (kind === 'Blob') return new Blob([bytes(of)], { type });
    if (kind) return new /** @type {any} */ (window)[kind](bytes(of).buffer);
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, decode(own)]));
  }
  for (const { name, version, stores } of databases) {
    await new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        for (const store of Object.keys(stores)) request.result.createObjectStore(store);
      };
      request.onsuccess = () => {
        const database = request.result;
        const transaction = database.transaction(Object.keys(stores), 'readwrite');
        for (const [store, records] of Object.entries(stores)) {
          for (const [key, value] of records)
            transaction.objectStore(store).put(decode(value), key);
        }
        transaction.onerror = () => reject(transaction.error);
        transaction.oncomplete = () => {
          database.close();
          resolve(undefined);
        };
      };
    });
  }
  Object.assign(localStorage, local);
  Object.assign(sessionStorage, session);
}
