/** The page's end of an import: hands files to the worker, hears how far it is, can end it. */
import { Messenger } from '../messenger/messenger.js';
import { inSlices } from './files.js';

/**
 * @typedef {import('./files.js').Input} Input
 * @typedef {import('./protocol.js').ImportHears} ImportHears
 * @typedef {import('./protocol.js').PageHears} PageHears
 */

/** Paths that are told at once. */
const PATHS = 1000;
/** Files that are handed over at once: some browsers ask the disk about each of them meanwhile. */
const FILES = 20;

/**
 * Imports a dataset.
 * @param {Input[]} inputs
 * @param {import('./worker/import.js').Options} options
 * @param {(progress: import('./worker/import.js').ImportProgress) => void} onProgress
 * @param {AbortSignal} signal ends it; nothing of it stays
 * @returns {Promise<import('./worker/collector.js').Imported>} rejected with an ImportError where
 *   nothing can be imported, and with an AbortError when it was ended
 */
export async function importFiles(inputs, options, onProgress, signal) {
  /** @type {Messenger<PageHears, ImportHears>} */
  const worker = new Messenger(
    new Worker(new URL('import.worker.js', import.meta.url), { type: 'module' }),
    { progress: onProgress },
    () => {}, // which is said by the answer that does not come
  );
  let over = false;
  const goingOn = () => !over && !signal.aborted;
  /** @type {(File | null)[]} */
  const files = [];
  try {
    await inSlices(
      inputs,
      PATHS,
      (some) => {
        for (const { file, folder } of some) if (!folder) files.push(file ?? null);
        worker.tell(
          'announce',
          some.map(({ path, folder }) => ({ path, folder })),
        );
      },
      goingOn,
    );
    const imported = worker.ask('start', options, { signal });
    inSlices(files, FILES, (some) => worker.tell('files', some), goingOn);
    return await imported;
  } finally {
    over = true;
    worker.end();
  }
}
