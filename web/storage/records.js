/** Stores of records in IndexedDB: each opens its database when it is first used. */
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
    opened = undefined; // whoever needs it next tries again
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
    /** @param {string} key @returns {Promise<any>} undefined where there is none */
    get: async (key) => (await database()).get(store, key),

    /** Values in the order of their keys. @param {IDBKeyRange} [keys] @returns {Promise<any[]>} */
    getAll: async (keys) => (await database()).getAll(store, keys),

    /** All of the changes, or none. @param {Changes} changes */
    async write({ put = [], remove = [] }) {
      const transaction = (await database()).transaction(store, 'readwrite');
      const records = transaction.objectStore(store);
      /** @type {Promise<unknown>[]} */
      const changes = [transaction.done];
      try {
        for (const [key, value] of put) changes.push(records.put(value, key));
        for (const key of remove) changes.push(records.delete(key));
        // Without this, it is only committed once the page has heard that each change was made: a
        // page that is left before takes its changes with it.
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

/** What is kept of the page itself, and the datasets. */
export const kept = openRecords('inkling', 'kept');
