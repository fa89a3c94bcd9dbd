/** The page's side of an import: sends files to the worker, relays its progress, and cancels it. */

import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';
import { inParts } from './files.js';

/**
 * @typedef {import('./files.js').Input} Input
 * @typedef {import('./protocol.js').ImportHears} ImportHears
 * @typedef {import('./protocol.js').PageHears} PageHears
 */

/** How many to send at once: each takes a few milliseconds to clone. */
const PATHS = 1000;
const FILES = 20;

/**
 * @param {Input[]} inputs
 * @param {import('./worker/import.js').Options} options
 * @param {(progress: import('./worker/import.js').ImportProgress) => void} onProgress
 * @param {AbortSignal} signal cancels it without a trace
 * @returns {Promise<import('./worker/collector.js').Imported>} rejected with an ImportError if
 *   nothing can be imported, with an AbortError if it was canceled
 */
export async function importFiles(inputs, options, onProgress, signal) {
  /** @type {Messenger<PageHears, ImportHears>} */
  const worker = new Messenger(
    new WorkerPort(new URL('import.worker.js', import.meta.url)),
    { progress: onProgress },
    () => {}, // the pending question is rejected too
  );
  let over = false;
  const isActive = () => !over && !signal.aborted;
  /** @type {(File | null)[]} */
  const files = [];
  try {
    await inParts(
      inputs,
      PATHS,
      (part) => {
        for (const { file, folder } of part) if (!folder) files.push(file ?? null);
        worker.tell(
          'announce',
          part.map(({ path, folder }) => ({ path, folder })),
        );
      },
      isActive,
    );
    const end = () => {
      over = true;
    };
    const [imported] = await Promise.all([
      worker.ask('start', options, { signal }).finally(end),
      inParts(files, FILES, (part) => worker.tell('files', part), isActive),
    ]);
    return imported;
  } finally {
    worker.end();
  }
}
