/** Asks the visitor to draw each digit a few times. */

import { Pad } from '../draw/pad.js';
import { giveKeys, listenForKeys } from '../draw/pad-keys.js';
import { CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { reveal } from '../ui/reveal.js';

/** @typedef {import('./teaching.js').Teaching} Teaching */

const ROUNDS = 3;

/** Each digit once per round, shuffled. */
function plan() {
  return Array.from({ length: ROUNDS }, () => {
    const round = Array.from({ length: CLASSES }, (_, digit) => digit);
    for (let i = CLASSES - 1; i > 0; i--) {
      const other = Math.floor(Math.random() * (i + 1));
      [round[i], round[other]] = [round[other], round[i]];
    }
    return round;
  }).flat();
}

export class Lesson {
  /** @param {Teaching} teaching @param {() => void} finished called when all digits have been drawn */
  constructor(teaching, finished) {
    this.teaching = teaching;
    this.finished = finished;
    this.plan = plan();
    this.at = 0;
    /**
     * The samples saved in this lesson, each with its place in the plan.
     * @type {{ sample: import('./samples.js').OwnSample, at: number }[]}
     */
    this.saved = [];
    /** @type {Promise<unknown> | undefined} */
    this.saving = undefined;
    this.beginButton = button(
      'lesson-begin',
      t('handwriting.begin'),
      () => this.#begin(),
      'primary',
    );
    this.asked = element('h4', { 'data-testid': 'lesson-asked', 'aria-live': 'polite' });
    this.progress = element('p', { class: 'note', 'data-testid': 'lesson-progress' });
    const canvas = element('canvas', {
      class: 'pad',
      'data-testid': 'lesson-pad',
      role: 'img',
      'aria-label': t('handwriting.pad'),
    });
    this.next = button('lesson-next', t('handwriting.next'), () => this.#next(), 'primary');
    this.back = button('lesson-back', t('handwriting.takeBack'), () => this.#takeBack());
    this.clear = button('lesson-clear', t('draw.clear'), () => this.pad?.clear());
    this.desk = element(
      'div',
      { class: 'desk', hidden: '' },
      this.asked,
      canvas,
      element(
        'div',
        { class: 'row' },
        this.next,
        this.clear,
        button('lesson-skip', t('handwriting.skip'), () => this.#goTo(this.at + 1)),
        this.back,
        button('lesson-stop', t('handwriting.stop'), () => this.#stop()),
      ),
      this.progress,
    );
    this.canvas = canvas;
    /** @type {Pad | null} */
    this.pad = null;
    this.element = element(
      'section',
      {},
      element('h3', {}, t('handwriting.lesson')),
      element('p', { class: 'note' }, t('handwriting.lessonHelp')),
      this.beginButton,
      this.desk,
    );
  }

  show() {
    const { digit } = this;
    this.asked.textContent = t('handwriting.please', { digit: String(digit) });
    this.progress.textContent = t('handwriting.progress', {
      done: this.saved.length,
      count: this.plan.length,
    });
    this.next.disabled = this.clear.disabled = this.pad?.empty ?? true;
    this.back.disabled = this.saved.length === 0;
  }

  get digit() {
    return this.plan[this.at % this.plan.length];
  }

  #begin() {
    this.desk.hidden = false;
    this.beginButton.hidden = true;
    const pad = this.#ensurePad();
    giveKeys(pad);
    this.show();
    reveal(this.asked, this.desk);
  }

  /** Created on first use, because a hidden canvas has no size. */
  #ensurePad() {
    if (this.pad) return this.pad;
    const pad = new Pad(this.canvas, { changed: () => this.show(), settled: () => {} });
    listenForKeys(pad, () => pad.clear());
    this.pad = pad;
    return pad;
  }

  #stop() {
    this.desk.hidden = true;
    this.beginButton.hidden = false;
    this.beginButton.textContent = t(this.saved.length ? 'handwriting.goOn' : 'handwriting.begin');
    this.beginButton.focus();
  }

  /** Asks for the digit at a place in the plan. @param {number} at */
  #goTo(at) {
    this.at = at;
    this.pad?.restore([]);
    this.show();
  }

  async #next() {
    const { pad, digit, at } = this;
    if (!pad || pad.empty) return;
    const { strokes } = pad;
    this.#goTo(at + 1);
    const saving = this.teaching.addDrawing(strokes, digit, 'taught');
    this.saving = saving;
    this.saved.push({ sample: await saving, at });
    if (this.saved.length >= this.plan.length) {
      this.plan = plan();
      this.at = 0;
      this.saved = [];
      this.#stop();
      this.finished();
    }
    this.show();
  }

  async #takeBack() {
    await this.saving; // the last sample may still be on its way
    const last = this.saved.pop();
    if (!last) return;
    this.teaching.samples.remove([last.sample]);
    this.#goTo(last.at);
  }
}
