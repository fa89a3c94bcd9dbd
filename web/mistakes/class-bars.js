/** The accuracy of each class as a bar. */

import { html } from '../fetch/trusted.js';
import { formatPercent } from '../text/index.js';
import { element } from '../ui/elements.js';
import { rowSum } from './confusion.js';

export class ClassBars {
  constructor() {
    this.element = element('ol', { class: 'class-bars', 'data-testid': 'class-accuracy' });
    /** @type {HTMLElement[]} */
    this.rows = [];
  }

  /** @param {string[]} names of the classes */
  setNames(names) {
    this.rows = names.map((name) => {
      const item = document.createElement('li');
      item.innerHTML = html`<b></b><span class="track"><span></span></span><span class="share"></span>`;
      /** @type {HTMLElement} */ (item.firstElementChild).textContent = name;
      return item;
    });
    this.element.replaceChildren(...this.rows);
    this.element.classList.toggle(
      'long',
      names.some((name) => name.length > 1),
    );
  }

  /** @param {number[][]} counts [label][answer] */
  show(counts) {
    this.rows.forEach((item, digit) => {
      const sum = rowSum(counts[digit]);
      const share = sum ? counts[digit][digit] / sum : 0;
      item.style.setProperty('--share', String(share));
      /** @type {HTMLElement} */ (item.lastElementChild).textContent = sum
        ? formatPercent(share, 1)
        : '–';
    });
  }
}
