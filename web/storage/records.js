/** Key-value stores in IndexedDB. Each opens its database on first use. */
import { openDB } from 'idb';

/**
 * @typedef {object} Changes
 * @property {[key: string, value: any][]} [put]
 * @property {Iterable<string>} [remove] keys
 */

/** @param {string} name of the database @param {string} store the only one in it */
export function openRecords(name, store) {
  /** @type {Promise<import('idb').IDBPDatabase> | undefined} */
  let opened;
  const forget = () => {
    opened = undefined; // the next caller tries again
  };
  function database() {
    if (!opened) {
      opened = openDB(name, undefined, {
        upgrade: (database) => void database.createObjectStore(store),
        terminated: forget,
      });
      opened.catch(forget);
    }
    return opened;
  }

  return {
    /** @param {string} key @returns {Promise<any>} undefined if there is none */
    get: async (key) => (await database()).get(store, key),

    /** Values in the order of their keys. @param {IDBKeyRange} [keys] @returns {Promise<any[]>} */
    getAll: async (keys) => (await database()).getAll(store, keys),

    /** How many values there are. */
    count: async () => (await database()).count(store),

    /** Applies all of the changes or none. @param {Changes} changes */
    async write({ put = [], remove = [] }) {
      const transaction = (await database()).transaction(store, 'readwrite');
      const records = transaction.objectStore(store);
      /** @type {Promise<unknown>[]} */
      const changes = [transaction.done];
      try {
        for (const [key, value] of put) changes.push(records.put(value, key));
        for (const key of remove) changes.push(records.delete(key));
        // An implicit commit waits until the page has received every success event, so the changes
        // would be lost if the page is closed before.
        transaction.commit();
      } catch (error) {
        transaction.abort();
        await Promise.allSettled(changes);
        throw error;
      }
      await Promise.all(changes);
    },
  };
}

/** The page's own state, and the datasets. */
export const pageRecords = openRecords('inkling', 'kept');
