/** Writes to IndexedDB that last, also where the page is left right after them. */
import { promisifyRequest } from 'idb-keyval';

/**
 * Changes records, all of them or none.
 * @param {import('idb-keyval').UseStore} kv
 * @param {(records: IDBObjectStore) => void} change
 */
export const write = async (kv, change) =>
  kv('readwrite', (records) => {
    change(records);
    // Without this, it is only committed once the page has heard that each change was made: a
    // page that is left before takes its changes with it.
    records.transaction.commit();
    return promisifyRequest(records.transaction);
  });
