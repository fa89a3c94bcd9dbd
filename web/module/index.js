/** The npm package in Node. See README.md. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';
import { entry } from './inkling.js';

export * from './exports.js';

/** The address of the pretrained network's file. load() without a source loads it. */
export const pretrained = new URL('../wasm/pretrained.safetensors', import.meta.url);

const files = {
  'inkling.wasm': new URL('../wasm/inkling.wasm', import.meta.url),
  'inkling-threads.wasm': new URL('../wasm/inkling-threads.wasm', import.meta.url),
  'inkling-relaxed.wasm': new URL('../wasm/inkling-relaxed.wasm', import.meta.url),
  'inkling-relaxed-threads.wasm': new URL('../wasm/inkling-relaxed-threads.wasm', import.meta.url),
};

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
