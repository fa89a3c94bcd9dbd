/** Styles that come with parts of the page that are loaded when they are wanted. */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * Loads a style once.
 * @param {string} file
 * @returns {Promise<void>} fails where it is not here; the next call tries again
 */
export function lateStyle(file) {
  let loaded = loading.get(file);
  if (!loaded) {
    loaded = new Promise((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = new URL(file, import.meta.url).href;
      link.onload = () => resolve();
      link.onerror = () => {
        loading.delete(file);
        link.remove();
        reject(new Error(`${file} is not here.`));
      };
      document.head.append(link);
    });
    loading.set(file, loaded);
  }
  return loaded;
}
