/** The page's end of an import: hands files to the worker, hears how far it is, can end it. */
import { inSlices } from './files.js';

/**
 * @typedef {import('./files.js').Input} Input
 * @typedef {import('./worker/import.js').Options} Options
 * @typedef {import('./worker/import.js').Progress} Progress
 * @typedef {import('./errors.js').Skipped} Skipped
 * @typedef {import('./errors.js').ImportError['reason']} Why
 * @typedef {import('./worker/import.worker.js').Message} Message
 * @typedef {import('./worker/import.worker.js').Report} Report
 *
 * @typedef {{ brought: import('./worker/collector.js').Brought }} Success
 * @typedef {{ failed: Why, skipped: Skipped[] }} Failure its words: bring.<failed>
 */

/** Paths that are told at once. */
const PATHS = 1000;
/** Files that are handed over at once: some browsers ask the disk about each of them meanwhile. */
const FILES = 20;

export class Importer {
  #worker;
  #over = false;
  /** @type {(outcome: Success | Failure | null) => void} */
  #settle = () => {};

  /** @param {(progress: Progress) => void} onProgress */
  constructor(onProgress) {
    this.#worker = new Worker(new URL('import.worker.js', import.meta.url), { type: 'module' });
    /** @type {Promise<Success | Failure | null>} null when it was cancelled */
    this.outcome = new Promise((resolve) => {
      this.#settle = (outcome) => {
        this.#over = true;
        this.#worker.terminate();
        resolve(outcome);
      };
    });
    this.#worker.onmessage = (/** @type {MessageEvent<Report>} */ { data }) => {
      if (data.type === 'progress') onProgress(data.progress);
      else if (data.type === 'done') this.#settle({ brought: data.brought });
      else this.#settle({ failed: data.reason, skipped: data.skipped });
    };
    this.#worker.onerror = () => this.#settle({ failed: 'broken', skipped: [] });
  }

  /** @param {Message} message */
  #send(message) {
    this.#worker.postMessage(message);
  }

  /** @param {Input[]} inputs @param {Options} options */
  async start(inputs, options) {
    const goingOn = () => !this.#over;
    /** @type {(File | null)[]} */
    const files = [];
    const announce = (/** @type {Input[]} */ some) => {
      for (const { file, folder } of some) if (!folder) files.push(file ?? null);
      this.#send({ type: 'inputs', inputs: some.map(({ path, folder }) => ({ path, folder })) });
    };
    await inSlices(inputs, PATHS, announce, goingOn);
    this.#send({ type: 'start', options });
    await inSlices(files, FILES, (some) => this.#send({ type: 'files', files: some }), goingOn);
    return this.outcome;
  }

  /** Nothing of it stays. */
  cancel() {
    this.#settle(null);
  }
}
