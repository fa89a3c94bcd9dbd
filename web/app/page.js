/**
 * What panels see of the page: the training, the network that answers at present, and the subject
 * that is looked at. Emits 'subject' and 'model' when those change.
 */

import { lazyInkling } from '../inkling/lazy.js';
import { Emitter } from '../messenger/events.js';
import { RunHistory } from '../train/past-runs.js';
import { Timeline } from '../train/snapshots.js';

/**
 * @typedef {import('../answer/controller.js').Subject} Subject
 * @typedef {import('../inkling/index.js').Model} Model
 *
 * @typedef {object} Parts
 * @property {import('../train/training.js').Training} training
 * @property {import('../settings/schema.js').Settings} settings
 * @property {Promise<import('../inkling/index.js').Inkling>} inkling the page's own module, which only
 *   reads; the worker has another
 * @property {import('../answer/controller.js').AnswerController} answers
 * @property {import('../handwriting/teaching.js').Teaching} teaching teaches a network the visitor's hand
 * @property {import('../settings/setup.js').Setup} setup
 * @property {import('../data/library.js').DatasetLibrary} datasets that the visitor brought
 *
 * @typedef {object} Events
 * @property {undefined} subject
 * @property {undefined} model
 * @property {string} panel that is to be opened, by its id
 */

/** @extends {Emitter<Events>} */
export class Page extends Emitter {
  #answers;
  #setup;
  #whole = lazyInkling();

  /** @param {Parts} parts */
  constructor({ training, settings, inkling, answers, teaching, setup, datasets }) {
    super();
    this.training = training;
    this.settings = settings;
    this.inkling = inkling;
    this.teaching = teaching;
    this.datasets = datasets;
    this.#answers = answers;
    this.#setup = setup;
    /** Snapshots of the run that goes on. */
    this.timeline = new Timeline(training);
    /** The curves of this run and those before. */
    this.history = new RunHistory(training);
    answers.addEventListener('subject', () => this.emit('subject'));
    answers.addEventListener('model', () => this.emit('model'));
  }

  /** A module that can do everything, also write files; loaded when it is first wanted. */
  get wholeInkling() {
    return this.#whole();
  }

  /** What is looked at; null for an empty pad. */
  get subject() {
    return this.#answers.subject;
  }

  /** Looks at an image instead of the drawing until the pen moves. @param {Subject} subject */
  lookAt(subject) {
    this.#answers.lookAt(subject);
  }

  /** Goes back to the drawing. */
  lookAtDrawing() {
    this.#answers.lookAtDrawing();
  }

  /** The network that answers; null while there is none. */
  get model() {
    return this.#answers.model;
  }

  /** Which one that is. */
  get source() {
    return this.#answers.source;
  }

  /** What its outputs stand for. */
  get names() {
    return this.#answers.names;
  }

  /** Whether those are the classes of the images that are trained on, and tested with. */
  get sameClasses() {
    return this.#answers.sameClasses;
  }

  /** Makes a new network with the settings of the form; the one before can be brought back. */
  startOver() {
    this.#setup.reset();
  }

  /**
   * Lets a run of a model file answer and train on.
   * @param {import('../train/protocol.js').SavedRun} run @param {string} name of the model
   */
  openRun(run, name) {
    this.#setup.open(run, name);
  }

  /** Opens a panel and goes there. @param {string} id */
  openPanel(id) {
    this.emit('panel', id);
  }
}
