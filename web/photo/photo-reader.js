/** The page's end of photo.worker.js: asks it, and starts another one when it has broken down. */
import { Messenger } from '../messenger/messenger.js';

/** @typedef {import('./protocol.js').PhotoHears} PhotoHears */

export class PhotoReader {
  /** @type {Messenger<{}, PhotoHears> | null} */
  #worker = null;
  #asking = new AbortController();

  /**
   * Looks for digits. A question that is still open is dropped: it rejects with an AbortError.
   * @param {import('./protocol.js').Pixels} photo its pixels move away
   */
  read({ rgba, width, height }) {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#worker ??= this.#start();
    const { signal } = this.#asking;
    return this.#worker.ask('read', { rgba, width, height }, { transfer: [rgba.buffer], signal });
  }

  #start() {
    const worker = new Worker(new URL('photo.worker.js', import.meta.url), { type: 'module' });
    /** @type {Messenger<{}, PhotoHears>} */
    const messenger = new Messenger(worker, {}, () => {
      this.#worker = null;
    });
    return messenger;
  }
}
