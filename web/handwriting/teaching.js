/**
 * The network that knows the visitor's handwriting: a copy of the answering network, trained on
 * their drawings. Every lesson starts from the original, so that errors don't accumulate. Emits
 * 'change' when a lesson starts, ends, or is undone.
 */
import { areDigits } from '../data/classes.js';
import { copyOf } from '../draw/copy.js';
import { inkBytes } from '../inkling/pictures.js';
import { Emitter } from '../messenger/events.js';
import { t, tError } from '../text/index.js';
import { OwnSamples, pack } from './samples.js';

/**
 * @typedef {import('../answer/controller.js').AnswerController} AnswerController
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../storage/store.js').Store} Store
 * @typedef {import('../train/training.js').Training} Training
 * @typedef {import('./worker/teach.js').Taught} Taught
 * @typedef {Model & { base: Model }} HandwritingModel
 */

/** @extends {Emitter<{ change: undefined }>} */
export class Teaching extends Emitter {
  /**
   * @param {Training} training @param {Promise<Inkling>} inkling @param {AnswerController} answers
   * @param {Store} store
   */
  constructor(training, inkling, answers, store) {
    super();
    this.training = training;
    this.inkling = inkling;
    this.answers = answers;
    this.store = store;
    this.samples = new OwnSamples();
    /** @type {HandwritingModel | null} */
    this.model = null;
    /** The state that undo restores. @type {{ model: HandwritingModel | null, source: import('../answer/reader.js').Source } | null} */
    this.before = null;
    this.learning = false;
    /** The error that ended the last lesson. @type {Error | null} */
    this.failure = null;
    /** The outcome of the last lesson. @type {(Taught & { learned: number, held: number }) | null} */
    this.result = null;
    this.loaded = this.#load();
  }

  async #load() {
    const model = await this.store.loadHandwriting();
    await this.inkling;
    if (model && !this.model) this.#use(model);
  }

  /** Whether the answering network has the digits as its classes; no other can learn them. */
  get canLearn() {
    const { dataset, names } = this.training;
    const { source } = this.answers;
    return source === 'own' ? !dataset && areDigits(names) : source !== 'symbols';
  }

  /**
   * Saves a drawing.
   * @param {import('../inkling/index.js').Stroke[]} strokes
   * @param {number} label a digit, or NO_CLASS
   * @param {'corrected' | 'taught'} how
   */
  async addDrawing(strokes, label, how) {
    const ink = inkBytes((await this.inkling).rasterize(strokes));
    return this.samples.add({ strokes: copyOf(strokes), label, ink, how });
  }

  /**
   * Learns from all drawings.
   * @returns {Promise<boolean>} false if the built-in digits haven't loaded yet, the answering network
   *   can't learn them, or there was a failure
   */
  async learn() {
    const { answers, samples } = this;
    const base = answers.source === 'handwriting' ? this.model?.base : answers.model;
    this.failure = null; // of an earlier lesson
    if (!base || !this.canLearn || this.learning || !samples.labeled.length) return false;
    this.#setLearning(true);
    const { own, held } = samples.split();
    const model = pick(base);
    try {
      const lesson = { model, own: pack(own), held: pack(held) };
      const taught = await this.training.ask('teach', lesson);
      if (!taught) return false;
      const before = { model: this.model, source: answers.source };
      this.#use({ ...model, parameters: taught.parameters, base: model });
      this.before = before;
      this.result = { ...taught, learned: own.length, held: held.length };
      answers.answerWith('handwriting');
      // The visitor is told only once it is saved.
      await this.store.saveHandwriting(this.model);
      return true;
    } catch (error) {
      this.failure = /** @type {Error} */ (error);
      return false;
    } finally {
      this.#setLearning(false);
    }
  }

  /**
   * Why the last lesson was not learned.
   * @param {import('../text/index.js').Key} early what to say if digits haven't loaded yet
   * @param {Record<string, any>} [values]
   */
  whyNot(early, values) {
    return this.failure ? tError(this.failure) : t(early, values);
  }

  /** Restores the network that answered before the last lesson. */
  undo() {
    if (!this.before) return;
    const { model, source } = this.before;
    this.before = null;
    this.result = null;
    this.#use(model);
    this.store.saveHandwriting(model);
    this.answers.answerWith(source);
    this.emit('change');
  }

  /** @param {HandwritingModel | null} model */
  #use(model) {
    this.model = model;
    this.answers.setHandwriting(model);
  }

  /** @param {boolean} learning */
  #setLearning(learning) {
    this.learning = learning;
    this.emit('change');
  }
}

/** The fields of a model, without any others it came with. @param {Model} model */
const pick = ({ layers, parameters, temperature }) => ({ layers, parameters, temperature });
