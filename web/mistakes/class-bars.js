/** The accuracy of each class as a bar. */
import { formatPercent } from '../text/index.js';
import { rowSum } from './confusion.js';

export class ClassBars {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.list = document.createElement('ol');
    this.list.className = 'class-bars';
    this.list.dataset.testid = 'class-accuracy';
    /** @type {HTMLElement[]} */
    this.rows = [];
    host.append(this.list);
  }

  /** @param {string[]} names of the classes */
  setNames(names) {
    this.rows = names.map((name) => {
      const item = document.createElement('li');
      item.innerHTML = '<b></b><span class="track"><span></span></span><span class="share"></span>';
      /** @type {HTMLElement} */ (item.firstElementChild).textContent = name;
      return item;
    });
    this.list.replaceChildren(...this.rows);
    this.list.classList.toggle(
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
