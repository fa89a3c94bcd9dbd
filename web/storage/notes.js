/**
 * Short strings in web storage. Where the browser refuses it, they read as null and are not stored; so
 * do strings that can't be from this page.
 */

/**
 * @typedef {object} Note
 * @property {() => string | null} get
 * @property {(text: string) => void} set
 */

/**
 * @param {() => Storage} area a getter, because access itself may throw
 * @param {string} key @param {(text: string) => boolean} fits @returns {Note}
 */
const note = (area, key, fits) => ({
  get() {
    try {
      const text = area().getItem(key);
      return text !== null && fits(text) ? text : null;
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

/** Stored in this browser, across visits. @param {string} key @param {(text: string) => boolean} fits */
export const browserNote = (key, fits) => note(() => localStorage, key, fits);

/** Stored until the tab is closed. @param {string} key @param {(text: string) => boolean} fits */
export const tabNote = (key, fits) => note(() => sessionStorage, key, fits);
