/** The page's end of an import: hands files to the worker, hears how far it is, can end it. */

/**
 * @typedef {import('./import.js').Input} Input
 * @typedef {import('./import.js').Options} Options
 * @typedef {import('./import.js').Progress} Progress
 * @typedef {import('./errors.js').Skipped} Skipped
 * @typedef {import('../bring.worker.js').Report} Report
 *
 * @typedef {{ brought: import('./collector.js').Brought }} Success
 * @typedef {{ failed: string, skipped: Skipped[] }} Failure failed: the name of its words
 */

/** Files that are handed over at once: the page is still for a moment with each lot. */
const LOT = 1000;

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

export class Importer {
  #worker;
  /** @type {(outcome: Success | Failure | null) => void} */
  #settle = () => {};

  /** @param {(progress: Progress) => void} onProgress */
  constructor(onProgress) {
    this.#worker = new Worker(new URL('bring.worker.js', import.meta.url), { type: 'module' });
    /** @type {Promise<Success | Failure | null>} null when it was cancelled */
    this.outcome = new Promise((resolve) => {
      this.#settle = (outcome) => {
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

  /** @param {Input[]} inputs @param {Options} options */
  async start(inputs, options) {
    for (let first = 0; first < inputs.length; first += LOT) {
      this.#worker.postMessage({ type: 'files', files: inputs.slice(first, first + LOT) });
      await nextTurn();
    }
    this.#worker.postMessage({ type: 'start', options });
    return this.outcome;
  }

  /** Nothing of it stays. */
  cancel() {
    this.#settle(null);
  }
}
