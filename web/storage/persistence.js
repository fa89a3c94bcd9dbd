/** Persistent storage: asking the browser for it, and how much space is used. */

/** @type {Promise<unknown> | undefined} */
let asked;

/**
 * Asks the browser, once per visit, not to evict the visitor's data when the disk fills up. Some
 * browsers prompt the visitor, who may take a while, so nothing should wait for the answer.
 */
export function requestPersistence() {
  asked ??= (async () => navigator.storage.persist())().catch(() => false);
}

/** Settles once the browser has answered; undefined if it was not asked. */
export const persistenceAnswer = () => asked;

/** Whether only the visitor can clear the storage. True if the browser can't tell. */
export async function isPersistent() {
  try {
    return await navigator.storage.persisted();
  } catch {
    return true;
  }
}

/**
 * Bytes that the page has stored in this browser, its own files included; null if the browser does
 * not say. Some browsers round it to prevent fingerprinting.
 */
export async function usage() {
  try {
    return (await navigator.storage.estimate()).usage ?? null;
  } catch {
    return null;
  }
}
