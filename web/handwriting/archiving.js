/** The page's side of archive.worker.js, which lives as long as one archive takes. */

import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';
import { AT_ONCE } from './samples.js';

/**
 * @typedef {import('./protocol.js').ArchiveHears} ArchiveHears
 * @typedef {import('./protocol.js').OwnSample} OwnSample
 */

/** The worker could not be loaded, or had to stop. */
export class NoArchiver extends Error {}

/** @template T @param {(worker: Messenger<{}, ArchiveHears>) => Promise<T>} use @returns {Promise<T>} */
async function withWorker(use) {
  const url = new URL('archive.worker.js', import.meta.url);
  let broken = false;
  /** @type {Messenger<{}, ArchiveHears>} */
  const worker = new Messenger(new WorkerPort(url), {}, () => {
    broken = true;
  });
  try {
    return await use(worker);
  } catch (error) {
    throw broken ? new NoArchiver() : error;
  } finally {
    worker.end();
  }
}

/**
 * The samples in an archive of digits or symbols.
 * @param {Blob} file @param {'digits' | 'symbols'} what
 * @returns {Promise<{ names: string[], samples: OwnSample[] }>} the names of their classes
 * @throws {NoArchiver}, and any other error for a file that isn't an archive
 */
export const readArchive = (file, what) =>
  withWorker(async (worker) => {
    const { count, names } = await worker.ask('open', { file, what });
    /** @type {OwnSample[]} */
    const samples = [];
    while (samples.length < count) samples.push(...(await worker.ask('next')));
    return { names, samples };
  });

/**
 * @param {OwnSample[]} samples @param {import('./protocol.js').NamedLabel[]} classes of their labels
 * @throws {NoArchiver}
 */
export const writeArchive = (samples, classes) =>
  withWorker(async (worker) => {
    for (let at = 0; at < samples.length; at += AT_ONCE) {
      await worker.ask('add', samples.slice(at, at + AT_ONCE));
    }
    return worker.ask('finish', classes);
  });
