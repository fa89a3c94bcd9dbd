/** Lazy loading of the module. */
import { loadInkling } from './index.js';

/**
 * Returns a function that loads the module on its first call and shares it with later calls. If
 * loading fails, the next call tries again.
 * @param {Parameters<typeof loadInkling>[0]} [options]
 */
export function lazyInkling(options) {
  /** @type {ReturnType<typeof loadInkling> | undefined} */
  let loading;
  return () => {
    loading ??= loadInkling(options).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
