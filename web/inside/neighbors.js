/** The image's nearest test digits by the outputs of the last hidden layer. */

import { PIXELS } from '../inkling/index.js';
import { t } from '../text/index.js';
import { element, inkPicture } from '../ui/elements.js';
import { paintInk } from '../ui/ink-picture.js';
import { nearestTo } from './nearest.js';

/** @typedef {import('../app/page.js').Page} Page @typedef {import('../app/page.js').Subject} Subject */

const COUNT = 5;
const BLANK = new Float32Array(PIXELS);

export class Neighbors {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {Subject[]} */
    this.shown = [];
    // The buttons are reused, so that keyboard focus stays when their pictures change.
    this.buttons = Array.from({ length: COUNT }, (_, n) => {
      const button = element('button', { type: 'button' }, inkPicture(BLANK));
      button.addEventListener('click', () => page.lookAt(this.shown[n]));
      return button;
    });
    this.element = element(
      'div',
      { hidden: '' }, // until there are digits: the buttons have no names yet
      element('h4', {}, t('inside.neighbors')),
      element('div', { class: 'samples', role: 'group' }, ...this.buttons),
    );
  }

  /**
   * @param {Float32Array | null} hidden of the image
   * @param {Float32Array[]} rows of the digits
   * @param {Subject[]} digits
   * @param {Subject | null} subject
   */
  show(hidden, rows, digits, subject) {
    const others = [...digits.keys()].filter((i) => digits[i].ink !== subject?.ink);
    this.shown = hidden ? nearestTo(hidden, rows, others, COUNT).map((i) => digits[i]) : [];
    this.element.hidden = !this.shown.length;
    for (const [n, button] of this.buttons.entries()) {
      button.hidden = n >= this.shown.length;
      if (button.hidden) continue;
      const { ink, label } = this.shown[n];
      button.setAttribute(
        'aria-label',
        t('lens.sample', { digit: this.page.training.classes[label ?? -1] ?? '' }),
      );
      const canvas = /** @type {HTMLCanvasElement} */ (button.firstChild);
      paintInk(/** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), ink);
    }
  }
}
