/** What the browser promises about what is kept, and how much that is. */

/** @type {Promise<unknown> | undefined} */
let asked;

/**
 * Asks the browser, once a visit, not to clear away what the visitor has made when the device runs
 * full. Some browsers ask the visitor, who may take any time: nothing should wait for the answer.
 */
export function keepForGood() {
  asked ??= (async () => navigator.storage.persist())().catch(() => false);
}

/** Until the browser has answered, if it was asked. */
export const answered = () => asked;

/** Whether the browser keeps it until the visitor says otherwise; so too where it can't be asked. */
export async function isPersistent() {
  try {
    return await navigator.storage.persisted();
  } catch {
    return true;
  }
}

/**
 * Bytes of all that the page keeps in this browser, its own files included; null where the browser
 * does not say. Some round it, so that nobody can be told by it.
 */
export async function usage() {
  try {
    return (await navigator.storage.estimate()).usage ?? null;
  } catch {
    return null;
  }
}
