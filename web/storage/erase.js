/** Deletes everything that the page has saved. */
import { inFolder } from './scope.js';

/** All databases, each with its store. */
const DATABASES = {
  inkling: 'kept',
  'inkling models': 'models',
  'inkling own digits': 'samples',
  'inkling history': 'runs',
  'inkling aside': 'records',
};

/** Settles when a request has succeeded, failed, or been blocked. @param {IDBOpenDBRequest} request */
const ended = (request) =>
  new Promise((resolve) => {
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });

/** An empty database stays, or the next visit would copy what older versions shared between folders. */
export async function erase() {
  for (const [name, store] of Object.entries(DATABASES)) {
    await ended(indexedDB.deleteDatabase(inFolder(name)));
    const request = indexedDB.open(inFolder(name));
    request.onupgradeneeded = () => void request.result.createObjectStore(store);
    await ended(request);
    if (request.readyState === 'done' && !request.error) request.result.close();
  }
}
