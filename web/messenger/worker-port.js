/**
 * Workers that are replaced if they don't load. The trainer, which starts with the page, does the same
 * for itself (train/training.js).
 */
import { ownScript } from '../fetch/trusted.js';
import { LOAD_LIMITS_MS, LOADED } from './loading.js';

/**
 * A worker as a Messenger's port. Messages wait here until its script has loaded, so none is lost with a
 * worker that is replaced. After the last attempt, the port reports an error.
 */
export class WorkerPort {
  /** @type {((event: MessageEvent) => any) | null} */
  onmessage = null;
  /** @type {((event: any) => any) | null} */
  onerror = null;
  #start;
  #worker;
  /** Until the worker has loaded. @type {[any, { transfer?: Transferable[] }?][] | null} */
  #waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {URL} url of a script of the page that calls sayLoaded()
   * @param {(url: URL) => Worker} [start]
   */
  constructor(url, start = (script) => new Worker(ownScript(script), { type: 'module' })) {
    this.#start = () => start(url);
    this.#worker = this.#load();
  }

  /** @param {any} message @param {{ transfer?: Transferable[] }} [options] */
  postMessage(message, options) {
    if (this.#waiting) this.#waiting.push([message, options]);
    else this.#worker.postMessage(message, options);
  }

  terminate() {
    clearTimeout(this.#timer);
    this.#worker.terminate();
  }

  /** @param {number} [attempt] */
  #load(attempt = 0) {
    const worker = this.#start();
    worker.onmessage = (event) => {
      if (event.data === LOADED) this.#loaded();
      else this.onmessage?.(event);
    };
    worker.onerror = (event) => this.onerror?.(event);
    this.#timer = setTimeout(() => {
      worker.terminate();
      if (attempt + 1 < LOAD_LIMITS_MS.length) this.#worker = this.#load(attempt + 1);
      else this.onerror?.({}); // Messenger has words for it
    }, LOAD_LIMITS_MS[attempt]);
    return worker;
  }

  #loaded() {
    clearTimeout(this.#timer);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const [message, options] of waiting) this.#worker.postMessage(message, options);
  }
}
