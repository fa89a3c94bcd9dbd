/** The npm package in Node. See README.md. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';
import { entry } from './inkling.js';
import { files, pretrained } from './wasm-files.js';

export * from './exports.js';
export { pretrained };

export const { loadInkling, load } = entry({
  files,
  pretrained,
  platform: {
    readFile: async (url) => new Uint8Array(await readFile(url)),
    fileURL: pathToFileURL,
    startThread: (_, start) => {
      new Thread(new URL('./thread.node.js', import.meta.url), { workerData: start }).unref();
    },
    startFit() {
      const worker = new Thread(new URL('./fit.node.js', import.meta.url));
      return {
        post: (message) => worker.postMessage(message),
        onMessage(listener) {
          worker.on('message', listener);
          worker.on('error', ({ message }) => listener({ kind: 'error', message }));
        },
        terminate: () => void worker.terminate(),
      };
    },
  },
});
