/** Opens a database of the page's folder. */
import { openDB } from 'idb';
import { inFolder } from './scope.js';

/** @typedef {import('idb').OpenDBCallbacks<unknown>} Callbacks */

/**
 * Opens a database, and creates it if there is none: with what an older version stored, if the page is
 * in a folder.
 * @param {string} name @param {string} store the only one in it @param {Callbacks} callbacks
 */
export async function openDatabase(name, store, callbacks) {
  if (inFolder(name) !== name) {
    // Passed on, because a module that both import would be one more to load at start.
    const { openInFolder } = await import('./folder-database.js');
    return openInFolder(openDB, { before: name, name: inFolder(name), store }, callbacks);
  }
  return openDB(name, undefined, {
    ...callbacks,
    upgrade: (database) => void database.createObjectStore(store),
  });
}
