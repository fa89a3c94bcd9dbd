/** The npm package in pages and workers, and wherever nothing says that it is Node. See README.md. */
import { entry } from './inkling.js';

export * from './exports.js';

/** The address of the pretrained network's file. load() without a source loads it. */
export const pretrained = new URL('../wasm/pretrained.safetensors', import.meta.url);

/** Spelled out one by one, because bundlers find assets by this pattern. */
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
    startThread: (_, start) =>
      new Worker(new URL('./thread.browser.js', import.meta.url), { type: 'module' }).postMessage(
        start,
      ),
    startFit() {
      const worker = new Worker(new URL('./fit.browser.js', import.meta.url), { type: 'module' });
      return {
        post: (message) => worker.postMessage(message),
        onMessage(listener) {
          worker.onmessage = ({ data }) => listener(data);
          worker.onerror = ({ message }) =>
            listener({ kind: 'error', message: message || 'The worker could not be started.' });
        },
        terminate: () => worker.terminate(),
      };
    },
  },
});
