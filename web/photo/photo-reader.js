/** The page's side of photo.worker.js. Starts a new worker after a crash. */

import { ownScript } from '../fetch/trusted.js';
import { Messenger } from '../messenger/messenger.js';

/** @typedef {import('./protocol.js').PhotoHears} PhotoHears */

export class PhotoReader {
  /** @type {Messenger<{}, PhotoHears> | null} */
  #worker = null;
  #asking = new AbortController();

  /**
   * Finds digits. A pending request is dropped and rejects with an AbortError.
   * @param {import('./protocol.js').Pixels} photo its pixels are transferred
   */
  read({ rgba, width, height }) {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#worker ??= this.#start();
    const { signal } = this.#asking;
    return this.#worker.ask('read', { rgba, width, height }, { transfer: [rgba.buffer], signal });
  }

  #start() {
    const worker = new Worker(ownScript(new URL('photo.worker.js', import.meta.url)), {
      type: 'module',
    });
    /** @type {Messenger<{}, PhotoHears>} */
    const messenger = new Messenger(worker, {}, () => {
      this.#worker = null;
    });
    return messenger;
  }
}
