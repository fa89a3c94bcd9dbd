/** Small texts that outlive a reload. Where the browser refuses, there are none and none is kept. */

/**
 * @typedef {object} Note
 * @property {() => string | null} get
 * @property {(text: string) => void} set
 */

/** @param {() => Storage} area asked each time: the browser may refuse it @param {string} key @returns {Note} */
const note = (area, key) => ({
  get() {
    try {
      return area().getItem(key);
    } catch {
      return null;
    }
  },
  set(text) {
    try {
      area().setItem(key, text);
    } catch {
      // It counts until the page is left.
    }
  },
});

/** Kept in this browser, for all visits. @param {string} key */
export const browserNote = (key) => note(() => localStorage, key);

/** Kept for as long as the tab is open. @param {string} key */
export const tabNote = (key) => note(() => sessionStorage, key);
