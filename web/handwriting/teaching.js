/**
 * The network that knows the visitor's handwriting: the one that answered, taught their drawings. It is
 * made of that one anew each time, so that nothing builds up. Emits 'change' with its progress.
 */
import { areDigits } from '../data/classes.js';
import { inkBytes } from '../inkling/pictures.js';
import { Emitter } from '../messenger/events.js';
import { OwnSamples, packed } from './samples.js';

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
    /** What undo brings back. @type {{ model: HandwritingModel | null, source: import('../answer/reader.js').Source } | null} */
    this.before = null;
    this.learning = false;
    /** How it went the last time. @type {(Taught & { learned: number, held: number }) | null} */
    this.result = null;
    this.loaded = this.#load();
  }

  async #load() {
    const model = await this.store.loadHandwriting();
    await this.inkling;
    if (model && !this.model) this.#use(model);
  }

  /** Whether what is asked of the pad are digits: a network of other classes can't be taught them. */
  get possible() {
    const { dataset, names } = this.training;
    return this.answers.source !== 'own' || (!dataset && areDigits(names));
  }

  /**
   * Keeps a drawing.
   * @param {import('../inkling/index.js').Stroke[]} strokes
   * @param {number} label
   * @param {'corrected' | 'taught'} how
   */
  async keep(strokes, label, how) {
    const { rasterize } = await this.inkling.then((module) => ({
      rasterize: (/** @type {typeof strokes} */ drawn) => module.rasterize(drawn),
    }));
    const ink = inkBytes(rasterize(strokes));
    return this.samples.add({ strokes: structuredClone(strokes), label, ink, how });
  }

  /**
   * Learns from all drawings.
   * @returns {Promise<boolean>} false when the bundled digits are not here yet
   */
  async learn() {
    const { answers, samples } = this;
    const base = answers.source === 'handwriting' ? this.model?.base : answers.model;
    if (!base || this.learning || !samples.all.length) return false;
    this.#set(true);
    const { own, held } = samples.split();
    const model = pick(base);
    const lesson = { model, own: packed(own), held: packed(held) };
    const taught = await this.training.ask('teach', lesson).catch(() => null);
    if (taught) {
      this.before = { model: this.model, source: answers.source };
      this.result = { ...taught, learned: own.length, held: held.length };
      this.#use({ ...model, parameters: taught.parameters, base: model });
      this.store.saveHandwriting(this.model);
      answers.answerWith('handwriting');
    }
    this.#set(false);
    return Boolean(taught);
  }

  /** Back to the network that answered before the last lesson. */
  undo() {
    if (!this.before) return;
    const { model, source } = this.before;
    this.before = null;
    this.result = null;
    this.#use(model);
    this.store.saveHandwriting(model);
    this.answers.answerWith(source);
    this.#set(false);
  }

  /** @param {HandwritingModel | null} model */
  #use(model) {
    this.model = model;
    this.answers.setHandwriting(model);
  }

  /** @param {boolean} learning */
  #set(learning) {
    this.learning = learning;
    this.emit('change');
  }
}

/** What makes a model, and nothing else that may come with it. @param {Model} model */
const pick = ({ layers, parameters, temperature }) => ({ layers, parameters, temperature });
