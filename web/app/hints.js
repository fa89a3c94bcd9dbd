/** Onboarding: three short hints, shown one at a time until the visitor has done what they say. */
import { browserNote } from '../storage/notes.js';

const STEPS = /** @type {const} */ (['draw', 'train', 'look']);

/** @typedef {(typeof STEPS)[number]} Step */

/** How many are done. before-paint.js reads it too. */
const stored = browserNote('inkling hints done', (text) => /^[0-3]$/.test(text));

export class Hints {
  /**
   * @param {HTMLElement} host
   * @param {() => HTMLElement | null} nextFocus what to focus after the last hint
   */
  constructor(host, nextFocus) {
    this.host = host;
    this.done = Number(stored.get()) || 0;
    // All are stacked in the same place, so that the layout does not shift between them.
    this.hints = [...host.querySelectorAll('p')];
    const button = /** @type {HTMLButtonElement} */ (host.querySelector('button'));
    button.addEventListener('click', () => {
      this.pass(STEPS[this.done]);
      // Hiding the button would lose the focus.
      if (host.hidden) nextFocus()?.focus();
    });
    this.#show();
  }

  /** Marks a hint, and all before it, as done. @param {Step} step */
  pass(step) {
    const done = STEPS.indexOf(step) + 1;
    if (done <= this.done) return;
    this.done = done;
    stored.set(String(done));
    this.#show();
  }

  #show() {
    this.host.hidden = this.done >= STEPS.length;
    this.hints.forEach((hint, i) => {
      hint.classList.toggle('shown', i === this.done);
    });
  }
}
