/** The page's end of an import: hands files to the worker, hears how far it is, can end it. */

/**
 * @typedef {import('./files.js').Input} Input
 * @typedef {import('./import.js').Options} Options
 * @typedef {import('./import.js').Progress} Progress
 * @typedef {import('./errors.js').Skipped} Skipped
 * @typedef {import('../bring.worker.js').Message} Message
 * @typedef {import('../bring.worker.js').Report} Report
 *
 * @typedef {{ brought: import('./collector.js').Brought }} Success
 * @typedef {{ failed: string, skipped: Skipped[] }} Failure failed: the name of its words
 */

/** Paths that are told at once. */
const PATHS = 5000;
/**
 * Files that are handed over at once. Some browsers ask the disk about each of them meanwhile, so
 * the page takes a breath after each slice.
 */
const LOT = 20;
const SLICE_MS = 20;

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

export class Importer {
  #worker;
  #over = false;
  /** @type {(outcome: Success | Failure | null) => void} */
  #settle = () => {};

  /** @param {(progress: Progress) => void} onProgress */
  constructor(onProgress) {
    this.#worker = new Worker(new URL('bring.worker.js', import.meta.url), { type: 'module' });
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
    for (let first = 0; first < inputs.length; first += PATHS) {
      const lot = inputs.slice(first, first + PATHS);
      this.#send({ type: 'inputs', inputs: lot.map(({ path, folder }) => ({ path, folder })) });
    }
    this.#send({ type: 'start', options });
    await this.#handOver(inputs.flatMap(({ file, folder }) => (folder ? [] : [file ?? null])));
    return this.outcome;
  }

  /** @param {(File | null)[]} files */
  async #handOver(files) {
    for (let first = 0; first < files.length && !this.#over; await nextTurn()) {
      const end = performance.now() + SLICE_MS;
      for (; first < files.length && performance.now() < end; first += LOT) {
        this.#send({ type: 'files', files: files.slice(first, first + LOT) });
      }
    }
  }

  /** Nothing of it stays. */
  cancel() {
    this.#settle(null);
  }
}
