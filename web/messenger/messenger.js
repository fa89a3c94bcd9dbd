/**
 * Typed messages between the page and its workers. Each end is a Messenger: one wraps the Worker, the
 * other the worker's `self`. The feature's protocol.js has a map of functions for each direction: a
 * kind that returns a promise is asked and gets an answer, any other is told. A missing handler, or
 * one for an unknown kind, is a compile error.
 */

/** @typedef {Record<string, (detail: any) => void | Promise<any>>} Calls what one end may send */

/**
 * The kinds without an answer, and those with one.
 * @template {Calls} Says
 * @typedef {{ [Kind in keyof Says]: Says[Kind] extends (detail: any) => Promise<any> ? never : Kind }[keyof Says]} Told
 */
/** @template {Calls} Says @typedef {Exclude<keyof Says, Told<Says>>} Asked */

/** @typedef {{ transfer?: Transferable[] }} TellOptions transfer: objects to move, not copy */
/** @typedef {TellOptions & { signal?: AbortSignal }} AskOptions signal: cancels the question */

/**
 * The arguments after the kind. The detail is optional if the kind has none.
 * @template {(detail: any) => any} Call @template Options
 * @typedef {Parameters<Call> extends [] ? [detail?: undefined, options?: Options]
 *   : [detail: Parameters<Call>[0], options?: Options]} Rest
 */

/**
 * What a handler of this kind returns: nothing if it is told.
 * @template {(detail: any) => any} Call
 * @typedef {ReturnType<Call> extends Promise<infer Answer>
 *   ? Answer | Moved<Answer> | Promise<Answer | Moved<Answer>> : void} Result
 */

/**
 * A handler for every kind. The signal aborts when the question is canceled.
 * @template {Calls} Hears
 * @typedef {{ [Kind in keyof Hears]:
 *   (detail: Parameters<Hears[Kind]>[0], signal: AbortSignal) => Result<Hears[Kind]> }} Handlers
 */

/**
 * @typedef {object} Port a Worker, a worker's `self`, or one end of a MessageChannel
 * @property {(message: any, options?: { transfer?: Transferable[] }) => void} postMessage
 * @property {((event: MessageEvent) => any) | null} onmessage
 * @property {any} [onerror]
 * @property {() => void} [terminate]
 */

/** An answer with objects to move to the other end, not copy. @template Answer */
export class Moved {
  /** @param {Answer} answer @param {Transferable[]} transfer */
  constructor(answer, transfer) {
    this.answer = answer;
    this.transfer = transfer;
  }
}

/** Structured cloning drops an error's own properties, such as its code. @param {unknown} value */
function pack(value) {
  if (!(value instanceof Error)) return { value };
  const { name, message, stack } = value;
  return { error: { ...value, name, message, stack } };
}

/** @param {{ value?: any, error?: object }} packed @returns {any} */
const unpack = ({ value, error }) => (error ? Object.assign(new Error(), error) : value);

/** @param {unknown} thrown */
const errorOf = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** @template {Calls} Hears what this end receives @template {Calls} Says what it sends */
export class Messenger {
  #port;
  #handlers;
  /**
   * Questions without an answer yet.
   * @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void, settled: () => void }>}
   */
  #asked = new Map();
  /** Questions from the other end in progress. @type {Map<number, AbortController>} */
  #answering = new Map();
  #count = 0;
  /** @type {Error | null} */
  #ended = null;

  /**
   * @param {Port} port
   * @param {Handlers<NoInfer<Hears>>} handlers
   * @param {(error: Error) => void} [broken] called when the worker could not be loaded or threw an
   *   uncaught error. The worker is then terminated and its open questions are rejected
   */
  constructor(port, handlers, broken) {
    this.#port = port;
    this.#handlers = handlers;
    port.onmessage = ({ data }) => this.#receive(data);
    if (!broken) return;
    port.onerror = (/** @type {ErrorEvent} */ { message }) => {
      const error = new Error(message || 'The worker could not be loaded.');
      this.end(error);
      broken(error);
    };
  }

  /**
   * Sends a message without an answer. If its handler throws, the error is uncaught at that end.
   * @template {Told<Says>} Kind
   * @param {Kind} kind @param {Rest<Says[Kind], TellOptions>} rest
   */
  tell(kind, ...[detail, { transfer = [] } = {}]) {
    if (!this.#ended) this.#port.postMessage({ kind, ...pack(detail) }, { transfer });
  }

  /**
   * Sends a question.
   * @template {Asked<Says>} Kind
   * @param {Kind} kind @param {Rest<Says[Kind], AskOptions>} rest
   * @returns {Promise<Awaited<ReturnType<Says[Kind]>>>} rejects with what the handler threw, with an
   *   AbortError when the signal cancels the question, or when the messenger ends
   */
  ask(kind, ...[detail, { transfer = [], signal } = {}]) {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const canceled = () => reject(new DOMException('Canceled.', 'AbortError'));
      if (signal?.aborted) return canceled();
      const ask = ++this.#count;
      this.#port.postMessage({ ask, kind, ...pack(detail) }, { transfer });
      const cancel = () => {
        this.#take(ask);
        this.#port.postMessage({ cancel: ask });
        canceled();
      };
      signal?.addEventListener('abort', cancel);
      const settled = () => signal?.removeEventListener('abort', cancel);
      this.#asked.set(ask, { resolve, reject, settled });
    });
  }

  /** An open question, about to be settled. @param {number} ask */
  #take(ask) {
    const asked = this.#asked.get(ask);
    this.#asked.delete(ask);
    asked?.settled();
    return asked;
  }

  /** Stops sending and receiving, and terminates the worker. @param {Error} [reason] */
  end(reason = new DOMException('Ended.', 'AbortError')) {
    this.#ended ??= reason;
    this.#port.onmessage = null;
    this.#port.terminate?.();
    for (const ask of [...this.#asked.keys()]) this.#take(ask)?.reject(reason);
  }

  /** @param {any} message */
  #receive(message) {
    const { kind, ask, answer, cancel } = message;
    if (answer) {
      const asked = this.#take(answer);
      if (message.error) asked?.reject(unpack(message));
      else asked?.resolve(message.value);
    } else if (cancel) {
      this.#answering.get(cancel)?.abort();
      this.#answering.delete(cancel);
    } else if (ask) {
      this.#answer(kind, ask, unpack(message));
    } else {
      this.#handlers[kind](unpack(message), new AbortController().signal);
    }
  }

  /** @param {keyof Hears} kind @param {number} ask @param {any} detail */
  async #answer(kind, ask, detail) {
    const control = new AbortController();
    this.#answering.set(ask, control);
    let result;
    try {
      result = await this.#handlers[kind](detail, control.signal);
    } catch (thrown) {
      result = errorOf(thrown);
    }
    if (!this.#answering.delete(ask)) return; // canceled
    const { answer: value, transfer } = result instanceof Moved ? result : new Moved(result, []);
    try {
      this.#port.postMessage({ answer: ask, ...pack(value) }, { transfer });
    } catch (thrown) {
      // It can't be cloned.
      this.#port.postMessage({ answer: ask, ...pack(errorOf(thrown)) });
    }
  }
}
