/**
 * What panels see of the page: the training, the network that answers at present, and the subject
 * that is looked at. Emits 'subject' and 'model' when those change.
 */

import { areDigits, DIGITS } from '../data/classes.js';
import { loadInkling } from '../inkling/index.js';
import { RunHistory } from '../train/past-runs.js';
import { Timeline } from '../train/snapshots.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../train/training.js').Training} Training
 * @typedef {import('../settings/schema.js').Settings} Settings
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('../lens/lens.js').Subject} Subject
 */

export class Page extends EventTarget {
  /** @param {Training} training @param {Settings} settings @param {Promise<Inkling>} inkling */
  constructor(training, settings, inkling) {
    super();
    this.training = training;
    this.settings = settings;
    /** The page's own module, which only reads; the worker has another. */
    this.inkling = inkling;
    /** @type {Promise<Inkling> | undefined} */
    this.whole = undefined;
    /** What is looked at; null for an empty pad. @type {Subject | null} */
    this.subject = null;
    /** The network that answers; null while there is none. @type {Model | null} */
    this.model = null;
    /** Which one that is. @type {import('../answer/reader.js').Source} */
    this.source = 'own';
    /** Teaches it the visitor's hand. @type {import('../handwriting/teaching.js').Teaching | null} */
    this.teaching = null;
    /** Snapshots of the run that goes on. */
    this.timeline = new Timeline(training);
    /** The curves of this run and those before. */
    this.history = new RunHistory(training);
    /**
     * Looks at an image instead of the drawing until the pen moves: it is shown with its answer.
     * Null goes back to the drawing. @type {(subject: Subject | null) => void}
     */
    this.lookAt = () => {};
    /** A new network with the settings of the form; the one before can be brought back. */
    this.startOver = () => {};
    /** Lets a run of a model file answer and train on. @type {(run: import('../train/protocol.js').SavedRun) => void} */
    this.openRun = () => {};
  }

  /** A module that can do everything, also write files; loaded when it is first wanted. @returns {Promise<Inkling>} */
  get wholeInkling() {
    this.whole ??= loadInkling();
    return this.whole;
  }

  /** What the outputs of the network that answers stand for. */
  get names() {
    return this.source === 'own' ? this.training.names : DIGITS;
  }

  /** Whether those are the classes of the images that are trained on, and tested with. */
  get sameClasses() {
    return this.source === 'own' ? this.training.fits : areDigits(this.training.classes);
  }

  /** @param {Subject | null} subject */
  setSubject(subject) {
    this.subject = subject;
    this.dispatchEvent(new Event('subject'));
  }

  /** @param {Model | null} model @param {import('../answer/reader.js').Source} source */
  setModel(model, source) {
    this.model = model;
    this.source = source;
    this.dispatchEvent(new Event('model'));
  }
}
