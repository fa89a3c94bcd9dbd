/** How many of each digit are read right. */
import { CLASSES } from '../../inkling.js';
import { formatPercent } from '../../text.js';
import { rowSum } from './confusion.js';

export class ClassBars {
  /** @param {HTMLElement} host */
  constructor(host) {
    const list = document.createElement('ol');
    list.className = 'class-bars';
    list.dataset.testid = 'class-accuracy';
    this.rows = Array.from({ length: CLASSES }, (_, digit) => {
      const item = document.createElement('li');
      item.innerHTML = `<b>${digit}</b><span class="track"><span></span></span><span class="share"></span>`;
      list.append(item);
      return item;
    });
    host.append(list);
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
