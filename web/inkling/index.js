/**
 * Inkling as an ES module: the C core behind objects and typed arrays, no addresses in sight.
 * Works in a page, in a worker and in Node.
 *
 *     const inkling = await loadInkling();
 *     const network = inkling.createNetwork({ hidden: [128], seed: 1 });
 *     const probabilities = network.predict(inkling.rasterize(strokes));
 *
 * Images are Float32Arrays of 784 (28 x 28, top row first; 0 blank, 1 full ink). What fails
 * throws an InklingError whose message says what to do. Objects hold memory of the module until
 * their free() is called.
 */
import { load } from './load.js';

export { Dataset } from './dataset.js';
export { InklingError } from './errors.js';
export { Evaluator } from './evaluator.js';
export { Inkling } from './module.js';
export { Network } from './network.js';
export { PictureReader } from './pictures.js';
export { defaultThreads } from './threads.js';
export { Trainer } from './trainer.js';
export * from './types.js';

/** The folder of this file and of thread.worker.js, also once they are bundled. */
const BESIDE = new URL('.', import.meta.url);

/**
 * Loads the WebAssembly module: the fastest build that this machine runs.
 * @param {object} [options]
 * @param {boolean} [options.reproducible] the build that gives the same bits on every machine
 * @param {number} [options.threads] to train on, 1 to 16; more than one need workers that can share
 *   memory (in a browser: a cross-origin isolated page), and where there are none it is one. They
 *   never change a result. A page's main thread must stay with one.
 * @param {boolean} [options.readOnly] the small build: it reads drawings and model files and looks
 *   inside networks, and does not train, evaluate, write files or read pictures
 * @param {URL} [options.folder] where the builds are; by default beside this file
 * @returns {Promise<import('./module.js').Inkling>}
 */
export function loadInkling({
  reproducible = false,
  threads = 1,
  readOnly = false,
  folder = BESIDE,
} = {}) {
  const locate = (/** @type {string} */ file) =>
    new URL(file, file.endsWith('.wasm') ? folder : BESIDE);
  return load({ reproducible, threads, readOnly, locate });
}
