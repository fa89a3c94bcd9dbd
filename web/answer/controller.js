/**
 * What is in question (the drawing, or an image that is looked at) and who answers: the pretrained
 * network or a copy of the visitor's own. Answers once a frame at the most.
 */

import { DIGITS } from '../data/classes.js';
import { trainedOnWords } from '../data/training-on.js';
import { t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { Reader } from './reader.js';
import { SourceSwitch } from './source-switch.js';
import { Answer } from './view.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../app/page.js').Subject} Subject
 * @typedef {import('./reader.js').Source} Source
 * @typedef {import('../storage/store.js').Store} Store
 * @typedef {{ readonly strokes: import('../inkling/index.js').Stroke[], readonly empty: boolean }} Drawing
 */

export class Answering {
  /**
   * @param {Page} page
   * @param {Store} store
   * @param {Drawing} drawing
   */
  constructor(page, store, drawing) {
    this.page = page;
    this.store = store;
    this.drawing = drawing;
    this.answer = new Answer();
    this.switcher = new SourceSwitch((source) => this.answerWith(source));
    /**
     * Networks that do not change while they answer. The pretrained one is missing until it is here.
     * @type {{ pretrained: import('../inkling/index.js').SavedModel | null, hand: import('../app/page.js').Model | null }}
     */
    this.models = { pretrained: null, hand: null };
    /** @type {Reader | null} */
    this.reader = null;
    /** What the visitor chose since the page was opened. @type {Source | null} */
    this.chosen = null;
    /** What is looked at instead of the drawing. @type {Subject | null} */
    this.lookedAt = null;
    this.due = false;
    page.lookAt = (subject) => {
      this.lookedAt = subject;
      this.soon();
    };
    this.answer.show(null, null, false);
    page.training.addEventListener('dataset', () => this.showModel());
  }

  /** @param {import('../inkling/index.js').Inkling} module */
  use(module) {
    this.reader = new Reader(module);
    this.showModel();
    this.followTraining();
  }

  /** Which network answers. */
  get source() {
    return this.switcher.source;
  }

  /** Sets the network that knows the visitor's hand. @param {import('../app/page.js').Model | null} hand */
  setHand(hand) {
    this.models.hand = hand;
    if (hand) this.reader?.use('hand', hand.layers, hand.parameters, hand.temperature);
    this.switcher.offerHand(Boolean(hand));
    if (hand && !this.chosen) this.#chooseAsLastTime();
  }

  /** Lets one of the networks answer, from now on. @param {Source} source */
  answerWith(source) {
    this.chosen = source;
    this.switcher.show(source);
    this.store.saveSource(source);
    this.showModel();
    this.#tellPanels();
    this.soon();
  }

  /** Brings the page's copy of the visitor's network up to date with the worker's. */
  followTraining() {
    const { settings: made, snapshot } = this.page.training;
    if (this.reader && made && snapshot) {
      try {
        this.reader.use('own', made.layers, snapshot.parameters, snapshot.temperature);
        this.#tellPanels();
      } catch {
        // A snapshot of the network before: the next one fits.
      }
    }
    this.soon();
  }

  /** Answers before anything is trained. Without it, the visitor's own network does. */
  async loadPretrained() {
    try {
      const response = await fetch(new URL('pretrained.safetensors', import.meta.url));
      if (!response.ok) throw new Error('There is no pretrained network.');
      const model = (await this.page.inkling).readModel(await response.arrayBuffer());
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
    const before = await this.store.loadSource();
    const last = this.chosen ?? before ?? 'pretrained'; // it may have been chosen meanwhile
    const { pretrained, hand } = this.models;
    if (last === 'hand' && hand) this.switcher.show('hand');
    else if (last !== 'own' && pretrained) this.switcher.show('pretrained');
    this.showModel();
    this.#tellPanels();
    this.soon();
  }

  /** Says which network answers. */
  showModel() {
    const { training, settings } = this.page;
    const { layers } = training.settings ?? settings;
    const { source, models } = this;
    const dataset = trainedOnWords(training);
    const words =
      source === 'hand' && models.hand
        ? t('source.answersHand', { layers: models.hand.layers })
        : source === 'pretrained' && models.pretrained
          ? t('source.answersPretrained', { layers: models.pretrained.layers })
          : dataset
            ? t('source.answersOwnOn', { layers, dataset })
            : t('source.answersOwn', { layers });
    byTestId('model').textContent = words;
    this.answer.nameOutputs(source === 'own' ? training.names : DIGITS);
  }

  /** Answers with the next frame. */
  soon() {
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => {
      this.due = false;
      const { page, lookedAt, switcher } = this;
      const { ink = null, probabilities = null } = this.#read();
      const knows = switcher.source !== 'own' || page.training.trained;
      this.answer.show(ink, probabilities, knows);
      if (ink !== page.subject?.ink) page.setSubject(lookedAt ?? (ink && { ink, label: null }));
    });
  }

  /** @returns {{ ink?: Float32Array, probabilities?: Float32Array | null }} */
  #read() {
    const { reader, lookedAt, drawing, switcher } = this;
    if (lookedAt) {
      const { ink } = lookedAt;
      return reader?.readImage(switcher.source, ink) ?? { ink, probabilities: null };
    }
    return reader && !drawing.empty ? reader.read(switcher.source, drawing.strokes) : {};
  }

  /** Panels look into the network that answers. */
  #tellPanels() {
    const { settings: made, snapshot } = this.page.training;
    const own = made && snapshot && { layers: made.layers, ...snapshot };
    const { source } = this;
    this.page.setModel((source === 'own' ? null : this.models[source]) ?? own, source);
  }
}
