/** Deletes everything that the page has saved. */
import { inFolder } from './scope.js';

/** All databases, each with its store. */
const DATABASES = {
  inkling: 'kept',
  'inkling models': 'models',
  'inkling own digits': 'samples',
  'inkling own symbols': 'samples',
  'inkling history': 'runs',
  'inkling aside': 'records',
};

/** Another tab may block a database for as long as it is open. */
const LIMIT_MS = 2000;

/**
 * Waits for a request, but only for a few seconds.
 * @template {IDBRequest | IDBTransaction} Work
 * @param {Work} work
 * @returns {Promise<boolean>} whether it has succeeded
 */
const succeeds = (work) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, LIMIT_MS, false);
    /** @param {string} event @param {boolean} success */
    const on = (event, success) =>
      work.addEventListener(event, () => {
        clearTimeout(timer);
        resolve(success);
      });
    on('success', true);
    on('complete', true);
    on('error', false);
    on('abort', false);
  });

/** @param {string} name @param {string} store @returns {Promise<IDBDatabase | null>} null if it can't be opened */
async function open(name, store) {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => void request.result.createObjectStore(store);
  if (await succeeds(request)) return request.result;
  // Left open, it would block everyone else.
  request.onsuccess = () => request.result.close();
  return null;
}

/** Whether a database now has its store, and nothing in it. @param {string} name @param {string} store */
async function empty(name, store) {
  const database = await open(name, store);
  if (!database) return false;
  try {
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    const done = succeeds(transaction);
    for (const one of database.objectStoreNames) transaction.objectStore(one).clear();
    return (await done) && database.objectStoreNames.contains(store);
  } catch {
    return false;
  } finally {
    database.close();
  }
}

/**
 * An empty database stays, or the next visit would copy what older versions shared between folders.
 * Another tab can block deleting a database but not emptying it, so only a damaged one is deleted.
 * @param {string} name @param {string} store
 */
async function eraseDatabase(name, store) {
  if (await empty(name, store)) return;
  if (await succeeds(indexedDB.deleteDatabase(name))) (await open(name, store))?.close();
}

/** Settles after a few seconds, even where a database can't be erased. */
export async function erase() {
  await Promise.all(
    Object.entries(DATABASES).map(([name, store]) =>
      eraseDatabase(inFolder(name), store).catch(() => {}),
    ),
  );
}
