/** The interface that panels get: training, the network that currently answers, and the subject it reads. */

import { lazyInkling } from '../inkling/lazy.js';
import { Emitter } from '../messenger/events.js';
import { browserNote } from '../storage/notes.js';
import { RunHistory } from '../train/past-runs.js';
import { Timeline } from '../train/timeline.js';
import { panelFor } from './arriving.js';

/**
 * @typedef {import('../answer/controller.js').Subject} Subject
 * @typedef {import('../inkling/index.js').Model} Model
 *
 * @typedef {object} Parts
 * @property {import('../train/training.js').Training} training
 * @property {import('../settings/schema.js').Settings} settings
 * @property {Promise<import('../inkling/index.js').Inkling>} inkling the page's read-only build; the
 *   worker has its own module
 * @property {import('../answer/controller.js').AnswerController} answers
 * @property {import('../handwriting/teaching.js').Teaching} teaching fine-tunes on the visitor's handwriting
 * @property {import('../settings/setup.js').Setup} setup
 * @property {import('../data/library.js').DatasetLibrary} datasets that the visitor imported
 *
 * @typedef {object} Events
 * @property {undefined} subject
 * @property {undefined} model
 * @property {undefined} answer it has been read again
 * @property {string} lesson the id of a finished lesson
 * @property {undefined} unit there is a unit to look into
 * @property {string} panel the id of a panel to open; '' to close the open one
 * @property {undefined} files that came from outside wait for takeFiles()
 * @property {undefined} walk the picture of the network is to walk through one training step
 */

/** @extends {Emitter<Events>} */
export class Page extends Emitter {
  #answers;
  #setup;
  #whole = lazyInkling();
  /** @type {File[]} */
  #files = [];

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
    /** The lesson that the panel "Lessons" opens with; '' for its list. */
    this.lesson = '';
    /** The ids of finished lessons. */
    this.lessonsDone = browserNote('inkling lessons done', (text) => text.length < 1000);
    /** Snapshots of the current run. */
    this.timeline = new Timeline(training);
    /** The curves of this run and earlier ones. */
    this.history = new RunHistory(training);
    /**
     * A unit that "Inside the network" shows when it can.
     * @type {{ layer: number, unit: number } | null}
     */
    this.unit = null;
    answers.addEventListener('subject', () => this.emit('subject'));
    answers.addEventListener('model', () => this.emit('model'));
    answers.addEventListener('answer', () => this.emit('answer'));
  }

  /** The full module, which can also write files; loaded on first use. */
  get wholeInkling() {
    return this.#whole();
  }

  /** The image being read; null for an empty pad. */
  get subject() {
    return this.#answers.subject;
  }

  /** Shows an image in place of the drawing until the pen moves. @param {Subject} subject */
  lookAt(subject) {
    this.#answers.lookAt(subject);
  }

  /** Goes back to the drawing. */
  lookAtDrawing() {
    this.#answers.lookAtDrawing();
  }

  /** The strokes that are read: those of the selected digit of a number. */
  get strokes() {
    return this.#answers.strokes;
  }

  /** The list of layers of the form. */
  get layersEditor() {
    return this.#setup.layersEditor;
  }

  /** The network that answers; null until there is one. */
  get model() {
    return this.#answers.model;
  }

  /** Which network that is. */
  get source() {
    return this.#answers.source;
  }

  /** The class names of its outputs. */
  get names() {
    return this.#answers.names;
  }

  /** Whether those are also the classes of the current dataset. */
  get sameClasses() {
    return this.#answers.sameClasses;
  }

  /** Its answer to the subject, as shown; null without one. */
  get probabilities() {
    return this.#answers.probabilities;
  }

  /** The number on the pad, if it has several digits. `probabilities` are those of one of them. */
  get number() {
    return this.#answers.number;
  }

  /** Switches to another network without saving that choice. @param {import('../answer/reader.js').Source} source */
  answerForNow(source) {
    this.#answers.answerForNow(source);
  }

  /** Lets the visitor's own network answer. */
  answerWithOwn() {
    this.#answers.answerWith('own');
  }

  /** Starts a new network with the settings of the form; the visitor can undo it. */
  startOver() {
    this.#setup.reset();
  }

  /**
   * Replaces the current run with the one in a model file.
   * @param {import('../train/protocol.js').SavedRun} run @param {string} name of the model
   */
  openRun(run, name) {
    this.#setup.open(run, name);
  }

  /** The run that was last replaced, by a new network or a model. */
  previousRun() {
    return this.#setup.store.loadPreviousRun();
  }

  /** Restores it; the current run is set aside instead. */
  goBack() {
    return this.#setup.goBack();
  }

  /** Opens "Inside the network" at a unit. @param {{ layer: number, unit: number }} unit */
  lookInto(unit) {
    this.unit = unit;
    this.openPanel('inside');
    this.emit('unit');
  }

  /** Opens a panel and scrolls to it. @param {string} id '' for the network, in place of any panel */
  openPanel(id) {
    this.emit('panel', id);
  }

  /** Opens the panel that reads files that came from outside. @param {File[]} files */
  bringFiles(files) {
    this.#files = files;
    this.openPanel(panelFor(files));
    this.emit('files');
  }

  /** Those files, for the panel that reads them. @param {ReturnType<typeof panelFor>} panel */
  takeFiles(panel) {
    const files = this.#files;
    if (panelFor(files) !== panel) return [];
    this.#files = [];
    return files;
  }

  /** Walks through one training step in the picture of the network. */
  walkInPicture() {
    this.emit('walk');
  }
}
