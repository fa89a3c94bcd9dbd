/** The module for those who may never need it. */
import { loadInkling } from './index.js';

/**
 * Loads the module when it is first wanted, once for all who want it; after a load that failed, the
 * next who wants it tries again.
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
