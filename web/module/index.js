/**
 * The npm package: a neural network for handwritten digits, in WebAssembly. Works in pages, workers,
 * and Node, and with bundlers. See README.md.
 */
import { load } from '../inkling/load.js';

export { Dataset } from '../inkling/dataset.js';
export { InklingError } from '../inkling/errors.js';
export { Evaluator } from '../inkling/evaluator.js';
export { Inkling } from '../inkling/module.js';
export { Network } from '../inkling/network.js';
export { defaultThreads } from '../inkling/threads.js';
export { Trainer } from '../inkling/trainer.js';
export * from '../inkling/types.js';

/** Spelled out one by one, because bundlers find assets by this pattern. @type {Record<string, URL>} */
const FILES = {
  'inkling.wasm': new URL('../wasm/inkling.wasm', import.meta.url),
  'inkling-threads.wasm': new URL('../wasm/inkling-threads.wasm', import.meta.url),
  'inkling-relaxed.wasm': new URL('../wasm/inkling-relaxed.wasm', import.meta.url),
  'inkling-relaxed-threads.wasm': new URL('../wasm/inkling-relaxed-threads.wasm', import.meta.url),
  'thread.worker.js': new URL('../inkling/thread.worker.js', import.meta.url),
};

/** The address of the pretrained network's file. Fetch it, or read it in Node, for loadNetwork. */
export const pretrained = new URL('../wasm/pretrained.safetensors', import.meta.url);

/**
 * Loads the WebAssembly module: the fastest build that this machine supports.
 * @param {object} [options]
 * @param {boolean} [options.reproducible] use the build that gives the same bits on every machine
 * @param {number} [options.threads] threads to train on, 1 to 16. More than one requires shared memory
 *   (in a browser: a cross-origin isolated page); without it, there is one. The number never affects
 *   results. A page's main thread must use one.
 * @returns {Promise<import('../inkling/module.js').Inkling>}
 */
export function loadInkling({ reproducible = false, threads = 1 } = {}) {
  return load({
    reproducible,
    threads,
    locate: (file) => FILES[file],
    spawn: () => new Worker(new URL('./thread.browser.js', import.meta.url), { type: 'module' }),
  });
}
