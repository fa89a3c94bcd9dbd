/** What differs between browsers and Node, for code that runs in both. */

import { ownScript } from '../fetch/trusted.js';

/** @type {import('./load.js').Platform} */
export const platform = {
  // Only Node and its like have files.
  readFile:
    typeof process === 'object'
      ? async (url) => {
          const { readFile } = await import('node:fs/promises');
          return new Uint8Array(await readFile(url));
        }
      : undefined,
  async startThread(url, start) {
    if (typeof Worker === 'function') {
      new Worker(ownScript(url), { type: 'module' }).postMessage(start);
    } else {
      const { Worker: Thread } = await import('node:worker_threads');
      new Thread(url, { workerData: start }).unref();
    }
  },
};
