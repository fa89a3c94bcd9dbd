/**
 * What is in question (the drawing, or an image that is looked at) and who answers: the pretrained
 * network, a copy of the visitor's own, or the one that knows their handwriting. Answers once a frame at the
 * most.
 */

import { areDigits, DIGITS } from '../data/classes.js';
import { trainedOnWords } from '../data/training-on.js';
import { Emitter } from '../messenger/events.js';
import { t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { Reader } from './reader.js';
import { SourceSwitch } from './source-switch.js';
import { AnswerView } from './view.js';
import './words.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('./reader.js').Source} Source
 *
 * @typedef {object} Subject an image to look at: the drawing, or a digit of a dataset
 * @property {Float32Array} ink PIXELS values, 0 to 1
 * @property {number | null} label null where nobody said what it is
 *
 * @typedef {object} Parts
 * @property {import('../train/training.js').Training} training
 * @property {import('../settings/schema.js').Settings} settings
 * @property {Promise<Inkling>} inkling
 * @property {import('../storage/store.js').Store} store
 * @property {{ readonly strokes: import('../inkling/index.js').Stroke[], readonly empty: boolean }} drawing
 *
 * @typedef {object} Events
 * @property {undefined} subject another image is in question, or none
 * @property {undefined} model another network answers, or what it is asked about are other classes
 */

/** Whether a subject is the same: a drawing is read anew, and has the same ink. @param {Subject | null} a @param {Subject | null} b */
const same = (a, b) =>
  a === b ||
  Boolean(a && b && a.label === null && b.label === null && a.ink.every((v, i) => v === b.ink[i]));

/** @extends {Emitter<Events>} */
export class AnswerController extends Emitter {
  /** @type {Source} */
  #source = 'own';
  /** Whether the visitor chose it since the page was opened. */
  #chosen = false;
  /** What is looked at instead of the drawing. @type {Subject | null} */
  #lookedAt = null;
  #due = false;
  /** What of the training was followed last. */
  #followed = {
    /** @type {import('../train/protocol.js').Snapshot | null} */
    snapshot: null,
    trained: false,
  };
  /** @type {Model | null} */
  #own = null;

  /** @param {Parts} parts */
  constructor({ training, settings, inkling, store, drawing }) {
    super();
    this.training = training;
    this.settings = settings;
    this.inkling = inkling;
    this.store = store;
    this.drawing = drawing;
    this.view = new AnswerView();
    this.switcher = new SourceSwitch((source) => this.answerWith(source));
    /**
     * Networks that do not change while they answer. The pretrained one is missing until it is here.
     * @type {{ pretrained: import('../inkling/index.js').SavedModel | null, handwriting: Model | null }}
     */
    this.models = { pretrained: null, handwriting: null };
    /** @type {Reader | null} */
    this.reader = null;
    /** What is looked at; null for an empty pad. @type {Subject | null} */
    this.subject = null;
    this.view.show(null, null, false);
    training.addEventListener('change', () => {
      this.#followTraining();
      this.#showModel();
    });
    training.addEventListener('dataset', () => {
      this.#showModel();
      this.emit('model');
    });
  }

  /** @param {Inkling} module */
  use(module) {
    this.reader = new Reader(module);
    this.#showModel();
    this.#followTraining();
    this.#soon();
  }

  /** Which network answers. */
  get source() {
    return this.#source;
  }

  /** That network; null while there is none. The same object as long as it is the same. */
  get model() {
    return (this.#source === 'own' ? null : this.models[this.#source]) ?? this.#ownModel;
  }

  /** The visitor's network as it was last. */
  get #ownModel() {
    const { settings: made, snapshot } = this.training;
    if (!made || !snapshot) return null;
    if (this.#own?.parameters !== snapshot.parameters || this.#own.layers !== made.layers) {
      this.#own = { layers: made.layers, ...snapshot };
    }
    return this.#own;
  }

  /** What the outputs of the network that answers stand for. */
  get names() {
    return this.#source === 'own' ? this.training.names : DIGITS;
  }

  /** Whether those are the classes of the images that are trained on, and tested with. */
  get sameClasses() {
    return this.#source === 'own' ? this.training.fits : areDigits(this.training.classes);
  }

  /**
   * Looks at an image instead of the drawing until the pen moves: it is shown with its answer.
   * @param {Subject} subject
   */
  lookAt(subject) {
    this.#lookedAt = subject;
    this.#soon();
  }

  /** Looks at the drawing, as it is now. */
  lookAtDrawing() {
    this.#lookedAt = null;
    this.#soon();
  }

  /** Sets the network that knows the visitor's handwriting. @param {Model | null} model */
  setHandwriting(model) {
    this.models.handwriting = model;
    if (model) this.reader?.use('handwriting', model.layers, model.parameters, model.temperature);
    this.switcher.offerHandwriting(Boolean(model));
    if (model && !this.#chosen) this.#chooseAsLastTime();
  }

  /** Lets one of the networks answer, from now on. @param {Source} source */
  answerWith(source) {
    this.#chosen = true;
    this.store.saveSource(source);
    this.#setSource(source);
  }

  /** @param {Source} source */
  #setSource(source) {
    this.#source = source;
    this.switcher.show(source);
    this.#showModel();
    this.emit('model');
    this.#soon();
  }

  /** Brings the page's copy of the visitor's network up to date with the worker's. */
  #followTraining() {
    const { settings: made, snapshot, trained } = this.training;
    // The first answers are marked as guesses.
    if (trained !== this.#followed.trained) this.#soon();
    this.#followed.trained = trained;
    if (!this.reader || !made || !snapshot || snapshot === this.#followed.snapshot) return;
    try {
      this.reader.use('own', made.layers, snapshot.parameters, snapshot.temperature);
    } catch {
      return; // a snapshot of the network before: the next one fits
    }
    this.#followed.snapshot = snapshot;
    if (this.model !== this.#ownModel) return;
    this.emit('model');
    this.#soon();
  }

  /** Answers before anything is trained. Without it, the visitor's own network does. */
  async loadPretrained() {
    try {
      const response = await fetch(new URL('pretrained.safetensors', import.meta.url));
      if (!response.ok) throw new Error('There is no pretrained network.');
      const model = (await this.inkling).readModel(await response.arrayBuffer());
      this.reader?.use('pretrained', model.layers, model.parameters, model.temperature);
      this.models.pretrained = model;
      this.switcher.offerPretrained(model.notes.test_accuracy);
    } catch {
      this.switcher.refusePretrained();
      return;
    }
    this.#chooseAsLastTime();
  }

  /** The network of last time answers, if it is here; if none did, the pretrained one. */
  async #chooseAsLastTime() {
    const last = (await this.store.loadSource()) ?? 'pretrained';
    if (this.#chosen) return; // also when it was chosen meanwhile
    const { pretrained, handwriting } = this.models;
    if (last === 'handwriting' && handwriting) this.#setSource('handwriting');
    else if (last !== 'own' && pretrained) this.#setSource('pretrained');
  }

  /** Says which network answers. */
  #showModel() {
    const { training, settings } = this;
    const { layers } = training.settings ?? settings;
    const { source, models } = this;
    const dataset = trainedOnWords(training);
    const words =
      source === 'handwriting' && models.handwriting
        ? t('source.answersHandwriting', { layers: models.handwriting.layers })
        : source === 'pretrained' && models.pretrained
          ? t('source.answersPretrained', { layers: models.pretrained.layers })
          : dataset
            ? t('source.answersOwnOn', { layers, dataset })
            : t('source.answersOwn', { layers });
    byTestId('model').textContent = words;
    this.view.nameOutputs(this.names);
  }

  /** Answers with the next frame. */
  #soon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      const { ink = null, probabilities = null } = this.#read();
      this.view.show(ink, probabilities, this.#source !== 'own' || this.training.trained);
      const subject = this.#lookedAt ?? (ink && { ink, label: null });
      if (same(subject, this.subject)) return;
      this.subject = subject;
      this.emit('subject');
    });
  }

  /** @returns {{ ink?: Float32Array, probabilities?: Float32Array | null }} */
  #read() {
    const { reader, drawing } = this;
    if (this.#lookedAt) {
      const { ink } = this.#lookedAt;
      return reader?.readImage(this.#source, ink) ?? { ink, probabilities: null };
    }
    return reader && !drawing.empty ? reader.read(this.#source, drawing.strokes) : {};
  }
}
