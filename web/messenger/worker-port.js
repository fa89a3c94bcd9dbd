import { ownScript } from '../fetch/trusted.js';
import { LOAD_LIMITS_MS, LOAD_PAUSES_MS, LOADED } from './loading.js';

/**
 * A worker as a Messenger's port. One that doesn't load is replaced. Messages wait here until it has
 * loaded, so none is lost with a worker that is replaced. After the last attempt, the port reports an
 * error.
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
  /** Ends the attempt to load it, or the pause before the next one. @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {URL} url of a script of the page that calls sayLoaded()
   * @param {(url: URL) => Worker} [start]
   */
  constructor(url, start = (script) => new Worker(ownScript(script), { type: 'module' })) {
    this.#start = () => start(url);
    this.#worker = this.#load();
  }

  get isLoaded() {
    return !this.#waiting;
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
    worker.onerror = (event) => {
      // Only an exception has a message; a script that can't be fetched has none.
      if (!this.isLoaded && !event.message) this.#replace(attempt);
      else this.onerror?.(event);
    };
    this.#timer = setTimeout(() => this.#replace(attempt), LOAD_LIMITS_MS[attempt]);
    return worker;
  }

  /** @param {number} attempt that failed */
  #replace(attempt) {
    this.terminate();
    if (attempt === LOAD_PAUSES_MS.length) {
      this.onerror?.({}); // Messenger has words for it
      return;
    }
    this.#timer = setTimeout(() => {
      this.#worker = this.#load(attempt + 1);
    }, LOAD_PAUSES_MS[attempt]);
  }

  #loaded() {
    clearTimeout(this.#timer);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const [message, options] of waiting) this.#worker.postMessage(message, options);
  }
}
