/** Style sheets of parts of the page that load on demand. */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * Loads a style sheet once.
 * @param {string} file
 * @returns {Promise<void>} rejected if it can't be loaded; the next call tries again
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
        reject(new Error(`${file} could not be loaded.`));
      };
      document.head.append(link);
    });
    loading.set(file, loaded);
  }
  return loaded;
}
