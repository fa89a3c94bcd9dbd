/**
 * Owns the subject (the drawing, or an image picked in a panel) and which network reads it: the
 * pretrained one, a copy of the visitor's own, or one trained on their drawings. Reads at most once per
 * frame.
 */

import { DIGITS, sameNames } from '../data/classes.js';
import { trainedOnWords } from '../data/training-on.js';
import { fetchBytes } from '../fetch/fetch-bytes.js';
import { Emitter } from '../messenger/events.js';
import { t, withWords } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { markLayers } from '../ui/mark-layers.js';
import { Reader } from './reader.js';
import { SourceSwitch } from './source-switch.js';
import { AnswerView } from './view.js';
import './words.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').Model} Model
 * @typedef {import('./reader.js').Source} Source
 *
 * @typedef {object} Subject the image being read: the drawing, or a sample from a dataset
 * @property {Float32Array} ink PIXELS values, 0 to 1
 * @property {number | null} label null if unknown
 *
 * @typedef {Model & { names: string[] }} SymbolModel with the class names of its outputs
 *
 * @typedef {object} Parts
 * @property {import('../train/training.js').Training} training
 * @property {import('../settings/schema.js').Settings} settings
 * @property {Promise<Inkling>} inkling
 * @property {import('../storage/store.js').Store} store
 * @property {{ readonly strokes: import('../inkling/index.js').Stroke[], readonly empty: boolean }} drawing
 *
 * @typedef {object} Events
 * @property {undefined} subject the subject changed; it may be null
 * @property {undefined} model another network answers, or the classes of the dataset changed
 * @property {undefined} answer the subject has been read again
 */

/** @param {Inkling} inkling @param {Uint8Array} file */
function canRead(inkling, file) {
  try {
    inkling.readModel(file);
    return true;
  } catch {
    return false;
  }
}

/** Drawings are rasterized on every read, so they compare by ink. @param {Subject | null} a @param {Subject | null} b */
const sameSubject = (a, b) =>
  a === b ||
  Boolean(a && b && a.label === null && b.label === null && a.ink.every((v, i) => v === b.ink[i]));

/** @extends {Emitter<Events>} */
export class AnswerController extends Emitter {
  /** @type {Source} */
  #source = 'own';
  /** Whether the visitor chose it during this visit. */
  #chosen = false;
  /** Shown in place of the drawing. @type {Subject | null} */
  #pinned = null;
  #scheduled = false;
  /** The training state that the page's copy reflects. */
  #synced = {
    /** @type {import('../train/protocol.js').Snapshot | null} */
    snapshot: null,
    trained: false,
  };
  /** @type {Model | null} */
  #own = null;
  /** Reads drawings of several digits; loaded with the first stroke. @type {import('./numbers.js').Numbers | null} */
  #numbers = null;
  #numbersLoading = false;
  /** The number on the pad. @type {import('./numbers.js').DrawnNumber | null} */
  #number = null;

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
     * Networks that training does not change; null until they are loaded.
     * @type {{ pretrained: import('../inkling/index.js').SavedModel | null, handwriting: Model | null,
     *   symbols: SymbolModel | null }}
     */
    this.models = { pretrained: null, handwriting: null, symbols: null };
    /** The message while the network of symbols answers. */
    this.symbolsAnswer = '';
    /** @type {Reader | null} */
    this.reader = null;
    /** Null for an empty pad. @type {Subject | null} */
    this.subject = null;
    /** The answer that is shown. @type {Float32Array | null} */
    this.probabilities = null;
    this.view.show(null, null, false);
    training.addEventListener('change', () => {
      this.#syncOwnNetwork();
      this.#showModel();
    });
    training.addEventListener('dataset', () => {
      this.#showModel();
      this.emit('model');
    });
  }

  /** @param {Inkling} module */
  use(module) {
    this.reader = new Reader(module, () => this.#schedule());
    // The database may have been faster than the module.
    for (const source of /** @type {const} */ (['handwriting', 'symbols'])) {
      const model = this.models[source];
      if (model) this.reader.use(source, model.layers, model.parameters, model.temperature);
    }
    this.#showModel();
    this.#syncOwnNetwork();
    this.#schedule();
  }

  /** Which network answers. */
  get source() {
    return this.#source;
  }

  /** That network; null until there is one. The object stays the same until the network changes. */
  get model() {
    return (this.#source === 'own' ? null : this.models[this.#source]) ?? this.#ownModel;
  }

  /** The latest snapshot of the visitor's network. */
  get #ownModel() {
    const { settings: made, snapshot } = this.training;
    if (!made || !snapshot) return null;
    if (this.#own?.parameters !== snapshot.parameters || this.#own.layers !== made.layers) {
      this.#own = { layers: made.layers, ...snapshot };
    }
    return this.#own;
  }

  /** The strokes being read: those of the selected digit, if there are several. */
  get strokes() {
    const { digits, selected } = this.#number ?? {};
    return digits?.[selected ?? 0].part.strokes ?? this.drawing.strokes;
  }

  /** The number on the pad; null for a single digit. */
  get number() {
    return this.#number;
  }

  /** The class names of the answering network's outputs. */
  get names() {
    if (this.#source === 'own') return this.training.names;
    return (this.#source === 'symbols' && this.models.symbols?.names) || DIGITS;
  }

  /** Whether those are also the classes of the current dataset. */
  get sameClasses() {
    return this.#source === 'own'
      ? this.training.fits
      : sameNames(this.names, this.training.classes);
  }

  /**
   * Shows an image, with its answer, in place of the drawing until the pen moves.
   * @param {Subject} subject
   */
  lookAt(subject) {
    this.#pinned = subject;
    this.#schedule();
  }

  /** Goes back to the drawing. */
  lookAtDrawing() {
    this.#pinned = null;
    this.#schedule();
  }

  /** Sets the network trained on the visitor's handwriting. @param {Model | null} model */
  setHandwriting(model) {
    this.models.handwriting = model;
    if (model) this.reader?.use('handwriting', model.layers, model.parameters, model.temperature);
    this.switcher.offerHandwriting(Boolean(model));
    if (model && !this.#chosen) this.#restoreSource();
  }

  /**
   * Sets the network of the visitor's own symbols.
   * @param {SymbolModel | null} model
   * @param {{ name: string, title: string, answers: string }} words of its button, and while it answers
   */
  setSymbols(model, words) {
    this.models.symbols = model;
    this.symbolsAnswer = words.answers;
    if (model) this.reader?.use('symbols', model.layers, model.parameters, model.temperature);
    this.switcher.offerSymbols(model && words);
    if (this.#source === 'symbols') this.#setSource(model ? 'symbols' : 'pretrained');
    else if (model && !this.#chosen) this.#restoreSource();
  }

  /** Switches to another network at the visitor's request. @param {Source} source */
  answerWith(source) {
    this.store.saveSource(source);
    this.answerForNow(source);
  }

  /** The same, without saving the choice. @param {Source} source */
  answerForNow(source) {
    this.#chosen = true;
    this.#setSource(source);
  }

  /** @param {Source} source */
  #setSource(source) {
    this.#source = source;
    this.switcher.show(source);
    this.#showModel();
    this.emit('model');
    this.#schedule();
  }

  /** Updates the page's copy of the visitor's network from the worker's latest snapshot. */
  #syncOwnNetwork() {
    const { settings: made, snapshot, trained } = this.training;
    // Answers before training are marked as guesses, so the mark has to go.
    if (trained !== this.#synced.trained) this.#schedule();
    this.#synced.trained = trained;
    if (!this.reader || !made || !snapshot || snapshot === this.#synced.snapshot) return;
    try {
      this.reader.use('own', made.layers, snapshot.parameters, snapshot.temperature);
    } catch {
      return; // a snapshot of the previous network; the next one fits
    }
    this.#synced.snapshot = snapshot;
    if (this.model !== this.#ownModel) return;
    this.emit('model');
    this.#schedule();
  }

  /**
   * Loads the network that answers on a first visit. If it fails, the visitor's own network answers.
   * @returns {Promise<boolean>} whether it was loaded
   */
  async loadPretrained() {
    try {
      const inkling = await this.inkling;
      const url = new URL('pretrained.safetensors', import.meta.url);
      const { bytes } = await fetchBytes(url, { isRight: (bytes) => canRead(inkling, bytes) });
      const model = inkling.readModel(bytes);
      this.reader?.use('pretrained', model.layers, model.parameters, model.temperature);
      this.models.pretrained = model;
      this.switcher.offerPretrained(model.notes.test_accuracy);
    } catch {
      this.switcher.markPretrainedMissing();
      return false;
    }
    await this.#restoreSource();
    return true;
  }

  /** Selects the network used on the last visit, if it is available, and the pretrained one by default. */
  async #restoreSource() {
    const last = (await this.store.loadSource()) ?? 'pretrained';
    if (this.#chosen) return; // the visitor was faster
    if (last === 'own') return;
    if (this.models[last]) this.#setSource(last);
    else if (this.models.pretrained) this.#setSource('pretrained');
  }

  /** Which network answers, in words. @param {string} layers of that network */
  #modelWords(layers) {
    const { source, models } = this;
    if (source !== 'own' && models[source]) {
      if (source === 'symbols') return this.symbolsAnswer;
      const isPretrained = source === 'pretrained';
      return t(isPretrained ? 'source.answersPretrained' : 'source.answersHandwriting', { layers });
    }
    const dataset = trainedOnWords(this.training);
    return dataset
      ? t('source.answersOwnOn', { layers, dataset })
      : t('source.answersOwn', { layers });
  }

  #showModel() {
    const { training, settings, source, models } = this;
    const fixed = source === 'own' ? null : models[source];
    const { layers } = fixed ?? training.settings ?? settings;
    const words = this.#modelWords(layers);
    const model = byTestId('model');
    if (model.textContent !== words) model.replaceChildren(...markLayers(words, layers));
    this.view.nameOutputs(this.names);
  }

  /** Reads the subject in a separate task, so that the pen's ink is painted first. */
  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const read = () => {
      this.#scheduled = false;
      this.#number = this.#readNumber();
      const { ink = null, probabilities = null } = this.#read();
      this.probabilities = probabilities;
      const trained = this.#source !== 'own' || this.training.trained;
      this.view.show(ink, probabilities, trained, this.#number);
      this.#numbers?.show(this.#number);
      this.emit('answer');
      const subject = this.#pinned ?? (ink && { ink, label: null });
      if (sameSubject(subject, this.subject)) return;
      this.subject = subject;
      this.emit('subject');
    };
    // A hidden page gets no frame until it is shown again.
    if (document.hidden) requestAnimationFrame(read);
    else setTimeout(read);
  }

  /** The drawing as a number, unless it is a single digit. */
  #readNumber() {
    const { reader, drawing } = this;
    if (this.#pinned || drawing.empty || !reader) return null;
    if (!this.#numbers) this.#loadNumbers(reader);
    return this.#numbers?.read(drawing.strokes, this.#source, this.names) ?? null;
  }

  /** @param {Reader} reader */
  async #loadNumbers(reader) {
    if (this.#numbersLoading) return;
    this.#numbersLoading = true;
    try {
      const { createNumbers } = await withWords(import('./numbers.js'));
      this.#numbers = await createNumbers(reader, () => this.lookAtDrawing());
      this.#schedule();
    } catch {
      // Until the next stroke, the drawing is read as a single digit.
    }
    this.#numbersLoading = false;
  }

  /** @returns {{ ink?: Float32Array, probabilities?: Float32Array | null }} */
  #read() {
    const { reader, drawing } = this;
    if (this.#number) return this.#number.digits[this.#number.selected];
    if (this.#pinned) {
      const { ink } = this.#pinned;
      return reader?.readImage(this.#source, ink) ?? { ink, probabilities: null };
    }
    if (!reader || drawing.empty) return {};
    const { strokes } = drawing;
    const source = this.#source;
    return this.#numbers?.readOne(strokes, source, this.names) ?? reader.read(source, strokes);
  }
}
