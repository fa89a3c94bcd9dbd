/**
 * The database of a page in a folder. Older versions used the same one in every folder of the origin,
 * so copies of the page overwrote each other's data.
 */

/**
 * @typedef {typeof import('idb').openDB} OpenDB
 * @typedef {import('./database.js').Callbacks} Callbacks
 */

/** Gives up opening a database that does not exist, so that none is created. @param {import('idb').IDBPTransaction<any, any, 'versionchange'>} transaction */
function abort(transaction) {
  transaction.done.catch(() => {}); // openDB rejects as well
  transaction.abort();
}

/**
 * Opens a database that exists.
 * @param {OpenDB} openDB @param {string} name @param {Callbacks} callbacks
 * @returns {Promise<import('idb').IDBPDatabase | null>} null if there is none
 */
async function openExisting(openDB, name, callbacks) {
  let missing = false;
  try {
    return await openDB(name, undefined, {
      ...callbacks,
      upgrade: (_database, _before, _now, transaction) => {
        missing = true;
        abort(transaction);
      },
    });
  } catch (error) {
    if (missing) return null;
    throw error;
  }
}

/**
 * What an older version stored, which used the same database in every folder of the origin.
 * @param {OpenDB} openDB @param {string} name @param {string} store
 * @returns {Promise<[key: IDBValidKey, value: any][]>}
 */
async function sharedRecords(openDB, name, store) {
  const database = await openExisting(openDB, name, {});
  if (!database) return [];
  try {
    if (!database.objectStoreNames.contains(store)) return [];
    const { store: records } = database.transaction(store);
    const [keys, values] = await Promise.all([records.getAllKeys(), records.getAll()]);
    return keys.map((key, i) => [key, values[i]]);
  } finally {
    database.close();
  }
}

/**
 * Opens it, and creates it if there is none, with a copy of what an older version stored.
 * @param {OpenDB} openDB
 * @param {{ before: string, name: string, store: string }} names before: the shared one
 * @param {Callbacks} callbacks
 */
export async function openInFolder(openDB, { before, name, store }, callbacks) {
  /** @param {[key: IDBValidKey, value: any][]} records to begin with */
  const create = (records) =>
    openDB(name, undefined, {
      ...callbacks,
      // In the transaction that creates the store: with all of them or not at all.
      upgrade(database) {
        const made = database.createObjectStore(store);
        for (const [key, value] of records) made.put(value, key).catch(() => {});
      },
    });
  const existing = await openExisting(openDB, name, callbacks);
  if (existing) return existing;
  const records = await sharedRecords(openDB, before, store).catch(() => []);
  return create(records).catch((error) => {
    if (!records.length) throw error;
    return create([]); // there is no room for a second copy
  });
}
