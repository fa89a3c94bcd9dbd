/** The confusion matrix: rows are labels, columns the network's answers. */

import { html } from '../fetch/trusted.js';
import { formatNumber, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { rowSum } from './confusion.js';

/** @typedef {import('./confusion.js').Cell} Cell */

/** Moves of the arrow keys, in left-to-right text. @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Matrix {
  /** @param {(cell: Cell) => void} pressed */
  constructor(pressed) {
    this.pressed = pressed;
    this.table = element('table', {
      class: 'matrix',
      'data-testid': 'confusion',
      // A hundred tab stops would be tedious: a grid has one, and arrow keys move within it.
      role: 'grid',
      'aria-label': t('mistakes.matrix'),
    });
    /** The class names. @type {string[]} */
    this.names = [];
    /** @type {HTMLButtonElement[][]} */
    this.cells = [];
    this.table.addEventListener('keydown', (event) => this.#move(event));
    this.element = element('div', { class: 'matrix-scroll' }, this.table);
  }

  /** Creates rows and columns. @param {string[]} names of the classes */
  setNames(names) {
    this.names = names;
    this.table.innerHTML = html`
      <thead>
        <tr><td></td><th scope="colgroup" colspan="${names.length}">${t('mistakes.says')}</th></tr>
        <tr><th scope="col">${t('mistakes.is')}</th></tr>
      </thead>
      <tbody></tbody>`;
    this.table.tHead?.rows[1].append(...names.map((name) => this.#head('col', name)));
    this.cells = names.map((_, label) => this.#row(label));
    this.#setTabStop(this.cells[0][0]);
  }

  /** @param {'row' | 'col'} scope @param {string} name */
  #head(scope, name) {
    return element('th', { scope, title: name }, name);
  }

  /** @param {number} label */
  #row(label) {
    const row = this.table.tBodies[0].insertRow();
    row.append(this.#head('row', this.names[label]));
    return this.names.map((_, answer) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.cell = `${label}-${answer}`;
      button.classList.toggle('right', label === answer);
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => {
        this.#setTabStop(button);
        this.pressed({ label, answer });
      });
      row.insertCell().append(button);
      return button;
    });
  }

  /** @param {HTMLButtonElement} stop */
  #setTabStop(stop) {
    for (const button of this.cells.flat()) button.tabIndex = button === stop ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const { length } = this.cells;
    const at = this.cells.flat().indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = [Math.floor(at / length), at % length];
    const inside = (/** @type {number} */ index) => Math.min(Math.max(index, 0), length - 1);
    let to;
    if (event.key === 'Home') to = this.cells[row][0];
    else if (event.key === 'End') to = this.cells[row][length - 1];
    else if (MOVES[event.key]) {
      const [down, across] = MOVES[event.key];
      const sign = getComputedStyle(this.table).direction === 'rtl' ? -1 : 1;
      to = this.cells[inside(row + down)][inside(column + sign * across)];
    }
    if (!to) return;
    event.preventDefault();
    this.#setTabStop(to);
    to.focus();
  }

  /** @param {number[][]} counts [label][answer] @param {Cell | null} chosen */
  show(counts, chosen) {
    this.cells.forEach((row, label) => {
      const sum = rowSum(counts[label]);
      row.forEach((button, answer) => {
        const count = counts[label][answer];
        const share = sum ? count / sum : 0;
        // Make a few mistakes among a thousand digits visible: a tenth of a row is full color.
        const depth = label === answer ? share : Math.min(1, Math.sqrt(10 * share));
        button.style.setProperty('--depth', String(depth));
        button.textContent = count ? formatNumber(count, { useGrouping: false }) : '';
        const words = label === answer ? 'mistakes.cellRight' : 'mistakes.cellWrong';
        const values = { label: this.names[label], answer: this.names[answer], count };
        button.setAttribute('aria-label', t(words, values));
        button.setAttribute(
          'aria-pressed',
          String(label === chosen?.label && answer === chosen.answer),
        );
      });
    });
  }
}
