/** The page's end of photo.worker.js: asks it, and starts another one when it has broken down. */

/**
 * @typedef {import('./worker/photo.worker.js').Ask} Ask
 * @typedef {import('./worker/photo.worker.js').Answer} Answer
 * @typedef {import('./worker/read.js').Found} Found
 */

export class PhotoReader {
  /** @type {Worker | null} */
  #worker = null;
  #number = 0;
  /** @type {(found: Found | null) => void} */
  #settle = () => {};

  /**
   * Looks for digits. A question that is still open is dropped: it is answered with nothing found.
   * @param {{ rgba: Uint8ClampedArray, width: number, height: number }} photo its pixels move away
   * @returns {Promise<Found | null>} null when it could not be read, or was dropped
   */
  read({ rgba, width, height }) {
    this.#settle(null);
    this.#worker ??= this.#start();
    const number = ++this.#number;
    this.#worker.postMessage({ number, rgba, width, height }, [rgba.buffer]);
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #start() {
    const worker = new Worker(new URL('photo.worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = (/** @type {MessageEvent<Answer>} */ { data }) => {
      if (data.number === this.#number) this.#settle(data.found);
    };
    worker.onerror = () => {
      worker.terminate();
      this.#worker = null;
      this.#settle(null);
    };
    return worker;
  }
}
