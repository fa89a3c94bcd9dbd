/**
 * Inkling as an ES module: the C core wrapped in objects and typed arrays. Works in pages, workers,
 * and Node.
 *
 *     const inkling = await loadInkling();
 *     const network = inkling.createNetwork({ hidden: [128], seed: 1 });
 *     const probabilities = network.predict(inkling.rasterize(strokes));
 *
 * Images are Float32Arrays of 784 values (28 x 28, top row first; 0 blank, 1 full ink). Failures throw
 * an InklingError whose message says what to do. Objects occupy the module's memory until you call
 * their free().
 */
import { options, whole } from './guard.js';
import { load } from './load.js';
import { Inkling } from './module.js';
import { platform } from './platform.js';

export { Dataset } from './dataset.js';
export { InklingError } from './errors.js';
export { Evaluator } from './evaluator.js';
export { Network } from './network.js';
export { PictureReader } from './pictures.js';
export { defaultThreads } from './threads.js';
export { Trainer } from './trainer.js';
export * from './types.js';

export { Inkling };

/** The folder of this file and of thread.worker.js, bundled or not. */
const BESIDE = new URL('.', import.meta.url);

/**
 * Loads the WebAssembly module: the fastest build that this machine supports.
 * @param {object} [settings]
 * @param {boolean} [settings.reproducible] use the build that gives the same bits on every machine
 * @param {number} [settings.threads] threads to train on, 1 to 16. More than one requires shared memory
 *   (in a browser: a cross-origin isolated page); without it, there is one. The number never affects
 *   results. A page's main thread must use one.
 * @param {import('./load.js').Platform['startThread']} [settings.startThread] starts a helper thread; by
 *   default, a worker of the calling one
 * @param {boolean} [settings.readOnly] use the small build, which reads drawings and model files and
 *   inspects networks, but does not train, evaluate, write files, or read pictures
 * @param {boolean} [settings.groupOnly] use the smallest build, which only groups strokes
 * @param {URL} [settings.folder] the folder of the builds; by default this file's
 * @returns {Promise<import('./module.js').Inkling>}
 */
export async function loadInkling(settings = {}) {
  const {
    reproducible = false,
    threads = 1,
    startThread = platform.startThread,
    readOnly = false,
    groupOnly = false,
    folder = BESIDE,
  } = options('loadInkling', settings);
  whole('threads', threads, 1, 16);
  const locate = (/** @type {string} */ file) =>
    new URL(file, file.endsWith('.wasm') ? folder : BESIDE);
  return load({
    reproducible,
    threads,
    readOnly,
    groupOnly,
    locate,
    platform: { ...platform, startThread },
    kind: Inkling,
  });
}
