/** The page's side of photo.worker.js. Starts a new worker after a crash. */

import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';

/**
 * @typedef {import('./protocol.js').PhotoHears} PhotoHears
 * @typedef {import('./protocol.js').PhotoSays} PhotoSays
 * @typedef {import('./protocol.js').Model} Model
 */

export class PhotoReader {
  /** @type {Messenger<PhotoSays, PhotoHears> | null} */
  #worker = null;
  #asking = new AbortController();
  /** How many pictures are being decoded. */
  #decoding = 0;
  #onChecked;

  /** @param {(count: number) => void} onChecked told how many shapes on a photo were checked so far */
  constructor(onChecked) {
    this.#onChecked = onChecked;
  }

  /**
   * Decodes a picture. If another is still being decoded, that one is abandoned and rejects with an AbortError.
   * @param {Blob} file @param {number} longest what its longer side may have, in pixels
   */
  async decode(file, longest) {
    // Only ending the worker interrupts the browser's decoder.
    if (this.#decoding) this.#end();
    this.#decoding++;
    try {
      return await this.#start().ask('decode', { file, longest });
    } finally {
      this.#decoding--;
    }
  }

  /**
   * Finds digits. A pending request is dropped and rejects with an AbortError.
   * @param {import('./protocol.js').Pixels} photo its pixels are transferred
   * @param {Model | null} model the network that tells digits from others
   * @param {boolean} upright whether it is known which side is up
   */
  read({ rgba, width, height }, model, upright) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const photo = { rgba, width, height, model: model && pick(model), upright };
    return this.#start().ask('read', photo, { transfer: [rgba.buffer], signal });
  }

  /** The class probabilities of marks. @param {Float32Array[]} inks @param {Model} model */
  readMarks(inks, model) {
    return this.#start().ask('readMarks', { inks, model: pick(model) });
  }

  /** Gives up what is under way, which rejects with an AbortError. */
  cancel() {
    this.#end();
  }

  #end() {
    this.#worker?.end();
    this.#worker = null;
  }

  #start() {
    if (this.#worker) return this.#worker;
    const worker = new WorkerPort(new URL('photo.worker.js', import.meta.url));
    const checked = (/** @type {number} */ count) => this.#onChecked(count);
    /** @type {Messenger<PhotoSays, PhotoHears>} */
    const messenger = new Messenger(worker, { checked }, () => {
      this.#worker = null;
    });
    this.#worker = messenger;
    return messenger;
  }
}

/** The fields that the worker needs. @param {Model} model @returns {Model} */
const pick = ({ layers, parameters, temperature }) => ({ layers, parameters, temperature });
