/** The first minute: three short hints, one at a time, that go when they have done their work. */
import { browserNote } from '../storage/notes.js';

const STEPS = /** @type {const} */ (['draw', 'train', 'look']);

/** @typedef {(typeof STEPS)[number]} Step */

/** How many are done; before-paint.js knows it, too. */
const kept = browserNote('inkling hints done');

export class Hints {
  /**
   * @param {HTMLElement} host
   * @param {() => HTMLElement | null} nextFocus where who goes by keyboard goes on after the last
   */
  constructor(host, nextFocus) {
    this.host = host;
    this.done = Number(kept.get()) || 0;
    // All lie on one another, so that nothing below moves when the next one is shown.
    this.hints = [...host.querySelectorAll('p')];
    const button = /** @type {HTMLButtonElement} */ (host.querySelector('button'));
    button.addEventListener('click', () => {
      this.pass(STEPS[this.done]);
      // The button is gone with the last hint, and the focus would go with it.
      if (host.hidden) nextFocus()?.focus();
    });
    this.#show();
  }

  /** The visitor has done what a hint says: it, and those before, are not needed any more. @param {Step} step */
  pass(step) {
    const done = STEPS.indexOf(step) + 1;
    if (done <= this.done) return;
    this.done = done;
    kept.set(String(done));
    this.#show();
  }

  #show() {
    this.host.hidden = this.done >= STEPS.length;
    this.hints.forEach((hint, i) => {
      hint.classList.toggle('shown', i === this.done);
    });
  }
}
