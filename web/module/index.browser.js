/** The npm package in pages and workers, and wherever nothing says that it is Node. See README.md. */
import { entry } from './inkling.js';
import { files, pretrained } from './wasm-files.js';

export * from './exports.js';
export { pretrained };

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
