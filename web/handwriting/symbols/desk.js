/**
 * Asks for drawings of symbols. A drawing is saved, and the pad cleared, when the pen has rested for a
 * moment. What the network sees is shown while it is drawn.
 */
import { isSure } from '../../data/sureness.js';
import { Pad } from '../../draw/pad.js';
import { listenForKeys } from '../../draw/pad-keys.js';
import { mostProbable } from '../../inkling/most-probable.js';
import { formatFacts, formatPercent, t } from '../../text/index.js';
import { button, element } from '../../ui/elements.js';
import { ENOUGH, nextOf } from './plan.js';

/** @typedef {import('./symbols.js').Symbols} Symbols */

/** Longer than the pauses between the strokes of one symbol. */
const PAUSE_MS = 1200;

export class Desk {
  /** @type {Pad | null} */
  #pad = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;
  /** Whether the drawing has been tried, so that the next stroke begins another. */
  #tried = false;
  /** Those saved in this visit. @type {import('../samples.js').OwnSample[]} */
  #saved = [];
  /** @type {Promise<unknown> | undefined} */
  #saving = undefined;
  #reading = false;

  /** @param {Symbols} symbols @param {() => void} changed called when another symbol is asked for */
  constructor(symbols, changed) {
    this.symbols = symbols;
    this.changed = changed;
    /**
     * What to draw: what is needed most, the class with this id, or anything, to be read but not saved.
     * @type {'needed' | number | 'trial'}
     */
    this.mode = 'needed';
    this.asked = element('h4', { 'data-testid': 'symbols-asked', 'aria-live': 'polite' });
    this.answer = element('p', { class: 'note', 'data-testid': 'symbols-answer' });
    this.canvas = element('canvas', {
      class: 'pad',
      'data-testid': 'symbols-pad',
      role: 'img',
      'aria-label': t('symbols.pad'),
    });
    // The frame captures the event before the pad gets it.
    this.frame = element('div', {}, this.canvas);
    this.frame.addEventListener('pointerdown', () => this.#begin(), { capture: true });
    this.next = button('symbols-next', t('handwriting.next'), () => this.#save(), 'primary');
    this.clear = button('symbols-clear', t('draw.clear'), () => this.#pad?.clear());
    this.back = button('symbols-back', t('handwriting.takeBack'), () => this.#takeBack());
    this.auto = element('input', { type: 'checkbox', 'data-testid': 'symbols-auto' });
    this.auto.checked = true;
    this.auto.addEventListener('change', () => this.#rest());
    this.element = element(
      'div',
      { class: 'desk' },
      this.asked,
      this.frame,
      this.answer,
      element('div', { class: 'row' }, this.next, this.clear, this.back),
      element('label', { class: 'check' }, this.auto, ` ${t('symbols.auto')}`),
    );
  }

  /** The class to draw; null if drawings are only read. */
  get class() {
    const { classes } = this.symbols;
    if (this.mode === 'trial') return null;
    const chosen = classes.find(({ id }) => id === this.mode);
    return chosen ?? nextOf(classes, (id) => this.symbols.countOf(id));
  }

  /** @param {Desk['mode']} mode */
  ask(mode) {
    this.mode = mode;
    clearTimeout(this.#timer);
    this.#pad?.restore([]);
    this.show();
    this.changed();
  }

  show() {
    const wanted = this.class;
    const words = wanted
      ? formatFacts([
          t('symbols.draw', { name: wanted.name }),
          t('handwriting.progress', {
            done: this.symbols.countOf(wanted.id),
            count: Math.max(ENOUGH, this.symbols.countOf(wanted.id)),
          }),
        ])
      : t('symbols.trying');
    if (this.asked.textContent !== words) this.asked.textContent = words;
    const empty = this.#pad?.empty ?? true;
    this.next.disabled = empty || !wanted;
    this.clear.disabled = empty;
    this.back.disabled = !this.#saved.length;
    // A hidden canvas has no size.
    if (!this.#pad && this.canvas.getClientRects().length) this.#makePad();
    this.#showAnswer();
  }

  #makePad() {
    const pad = new Pad(this.canvas, {
      changed: () => {
        clearTimeout(this.#timer);
        this.#read();
      },
      settled: () => this.#rest(),
    });
    listenForKeys(pad, () => pad.clear());
    this.#pad = pad;
  }

  /** A stroke begins. */
  #begin() {
    if (this.#tried) this.#pad?.restore([]);
    this.#tried = false;
  }

  /** The pen is up. */
  #rest() {
    clearTimeout(this.#timer);
    if (!this.#pad || this.#pad.empty || !this.auto.checked) return;
    this.#timer = setTimeout(() => {
      if (this.class) this.#save();
      else this.#tried = true;
    }, PAUSE_MS);
  }

  /** Reads the drawing in the next frame. */
  #read() {
    if (this.#reading) return;
    this.#reading = true;
    requestAnimationFrame(() => {
      this.#reading = false;
      this.show();
    });
  }

  #showAnswer() {
    const { answers, model } = this.symbols;
    const { strokes } = this.#pad ?? { strokes: [] };
    const probabilities =
      model && strokes.length ? answers.reader?.read('symbols', strokes).probabilities : null;
    let words = '';
    if (model && probabilities) {
      const best = mostProbable(probabilities);
      words = isSure(probabilities)
        ? t('symbols.says', { name: model.names[best], share: formatPercent(probabilities[best]) })
        : t('symbols.unsure');
    }
    if (this.answer.textContent !== words) this.answer.textContent = words;
  }

  async #save() {
    clearTimeout(this.#timer);
    const wanted = this.class;
    const pad = this.#pad;
    if (!wanted || !pad || pad.empty) return;
    const saving = this.symbols.addDrawing(pad.strokes, wanted.id);
    pad.restore([]);
    this.#saving = saving;
    this.#saved.push(await saving);
    this.show();
    this.changed();
  }

  async #takeBack() {
    await this.#saving; // the last drawing may not be saved yet
    const { labeled } = this.symbols.samples;
    let last = this.#saved.pop();
    while (last && !labeled.some(({ id }) => id === last?.id)) last = this.#saved.pop();
    if (last) this.symbols.samples.remove([last]);
    this.show();
  }
}
