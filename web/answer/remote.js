/**
 * Networks too heavy for the page answer from a worker, one question at a time. Of the questions asked
 * meanwhile, only the latest is answered, so the pen never waits and no queue grows. Loaded with the
 * first heavy network.
 */
import { Messenger } from '../messenger/messenger.js';
import { WorkerPort } from '../messenger/worker-port.js';

/**
 * @typedef {import('./protocol.js').AnswerHears} AnswerHears
 * @typedef {import('../inkling/index.js').Model} Model
 *
 * @typedef {object} Question
 * @property {Model} model
 * @property {Float32Array} images views of a drawing, or an image
 * @property {object} subject what is drawn: it stays the same while strokes are added
 *
 * @typedef {object} Kept an answer
 * @property {string} layers
 * @property {WeakRef<Float32Array>} parameters in training, there are others all the time: only the
 *   current ones are worth their memory
 * @property {Float32Array} images
 * @property {object} subject
 * @property {Float32Array} probabilities
 */

/** How many answers to keep: enough for the digits of a number, in a few versions each. */
const MAX_KEPT = 24;

const startWorker = () => new WorkerPort(new URL('answer.worker.js', import.meta.url));

/** @param {Float32Array} a @param {Float32Array} b */
const sameImages = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

export class Remote {
  /** @type {Messenger<{}, AnswerHears> | null} */
  #worker = null;
  #start;
  /** The latest first. @type {Kept[]} */
  #kept = [];
  /** @type {Question | null} */
  #next = null;
  /** @type {Question | null} */
  #asked = null;
  /** The parameters that the worker has. @type {Float32Array | null} */
  #sent = null;

  /** @param {() => import('../messenger/messenger.js').Port} [start] */
  constructor(start = startWorker) {
    this.#start = start;
    /** Called when an answer has arrived. */
    this.changed = () => {};
  }

  /**
   * @param {Question} question
   * @returns {Float32Array | null} the answers to all images; until they arrive, those of an earlier version
   *   of the network or the drawing, or null
   */
  answer(question) {
    const { model, images, subject } = question;
    const likely = this.#kept.filter(({ layers }) => layers === model.layers);
    const known = likely.find((kept) => sameImages(kept.images, images));
    const asked = this.#asked;
    const isAsked =
      asked?.model.parameters === model.parameters && sameImages(asked.images, images);
    if (known?.parameters.deref() !== model.parameters && !isAsked) {
      this.#next = question;
      this.#send();
    }
    return (known ?? likely.find((kept) => kept.subject === subject))?.probabilities ?? null;
  }

  /** The outputs of all layers. @param {Model} model @param {Float32Array} ink */
  activate(model, ink) {
    return this.#with(model, (worker) => worker.ask('activate', ink));
  }

  /** One image forward and backward. @param {Model} model @param {Float32Array} ink @param {number} label */
  trace(model, ink, label) {
    return this.#with(model, (worker) => worker.ask('trace', { ink, label }));
  }

  /**
   * The gradient of a class's logit with respect to each pixel.
   * @param {Model} model @param {Float32Array} ink @param {number} output of the class
   */
  saliency(model, ink, output) {
    return this.#with(model, (worker) => worker.ask('saliency', { ink, output }));
  }

  /**
   * Asks the worker. Messages arrive in order, so no other network can get in between.
   * @template T
   * @param {Model} model @param {(worker: Messenger<{}, AnswerHears>) => Promise<T>} ask
   */
  async #with(model, ask) {
    const { layers, parameters, temperature } = model;
    this.#worker ??= new Messenger(this.#start(), {}, () => {
      this.#worker = null;
      this.#sent = null;
    });
    const worker = this.#worker;
    if (this.#sent === parameters) return ask(worker);
    this.#sent = parameters;
    try {
      const [, answer] = await Promise.all([
        worker.ask('use', { layers, parameters, temperature }),
        ask(worker),
      ]);
      return answer;
    } catch (error) {
      this.#sent = null; // the worker may not have it
      throw error;
    }
  }

  async #send() {
    if (this.#asked) return;
    while (this.#next) {
      const question = this.#next;
      this.#asked = question;
      this.#next = null;
      try {
        const probabilities = await this.#with(question.model, (worker) =>
          worker.ask('answer', question.images),
        );
        const { model, images, subject } = question;
        const parameters = new WeakRef(model.parameters);
        this.#kept.unshift({ layers: model.layers, parameters, images, subject, probabilities });
        this.#kept.length = Math.min(this.#kept.length, MAX_KEPT);
        this.changed();
      } catch {
        this.#sent = null; // the next question may do better
      }
    }
    this.#asked = null;
  }
}

/** @type {Remote | undefined} */
let shared;

/** The page's only instance. */
export const remote = () => (shared ??= new Remote());
