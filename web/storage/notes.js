/** Short strings in web storage. Where the browser refuses it, they read as null and are not stored. */

/**
 * @typedef {object} Note
 * @property {() => string | null} get
 * @property {(text: string) => void} set
 */

/** @param {() => Storage} area a getter, because access itself may throw @param {string} key @returns {Note} */
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
      // The choice still applies until the page is closed.
    }
  },
});

/** Stored in this browser, across visits. @param {string} key */
export const browserNote = (key) => note(() => localStorage, key);

/** Stored until the tab is closed. @param {string} key */
export const tabNote = (key) => note(() => sessionStorage, key);
