/** The confusion matrix: what the digits are, by row, and what the network says, by column. */
import { CLASSES } from '../../inkling.js';
import { formatNumber, t } from '../../text.js';
import { rowSum } from './confusion.js';

/** @typedef {import('./confusion.js').Cell} Cell */

/** Where the arrow keys go, where text runs from left to right. @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const DIGITS = [...Array(CLASSES).keys()];

export class Matrix {
  /** @param {HTMLElement} host @param {(cell: Cell) => void} pressed */
  constructor(host, pressed) {
    this.table = document.createElement('table');
    this.table.className = 'matrix';
    this.table.dataset.testid = 'confusion';
    // A hundred stops of the Tab key would be a wall: it has one, and arrow keys go on from there.
    this.table.setAttribute('role', 'grid');
    this.table.setAttribute('aria-label', t('mistakes.matrix'));
    this.table.innerHTML = `
      <thead>
        <tr><td></td><th scope="colgroup" colspan="${CLASSES}">${t('mistakes.says')}</th></tr>
        <tr><th scope="col">${t('mistakes.is')}</th>
          ${DIGITS.map((digit) => `<th scope="col">${digit}</th>`).join('')}</tr>
      </thead>
      <tbody></tbody>`;
    this.cells = DIGITS.map((label) => this.#row(label, pressed));
    this.#letTabStopAt(this.cells[0][0]);
    this.table.addEventListener('keydown', (event) => this.#move(event));
    host.append(this.table);
  }

  /** @param {number} label @param {(cell: Cell) => void} pressed */
  #row(label, pressed) {
    const row = this.table.tBodies[0].insertRow();
    row.innerHTML = `<th scope="row">${label}</th>`;
    return DIGITS.map((answer) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.cell = `${label}-${answer}`;
      button.classList.toggle('right', label === answer);
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => {
        this.#letTabStopAt(button);
        pressed({ label, answer });
      });
      row.insertCell().append(button);
      return button;
    });
  }

  /** @param {HTMLButtonElement} stop */
  #letTabStopAt(stop) {
    for (const button of this.cells.flat()) button.tabIndex = button === stop ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const at = this.cells.flat().indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = [Math.floor(at / CLASSES), at % CLASSES];
    const inside = (/** @type {number} */ index) => Math.min(Math.max(index, 0), CLASSES - 1);
    let to;
    if (event.key === 'Home') to = this.cells[row][0];
    else if (event.key === 'End') to = this.cells[row][CLASSES - 1];
    else if (MOVES[event.key]) {
      const [down, across] = MOVES[event.key];
      const way = getComputedStyle(this.table).direction === 'rtl' ? -1 : 1;
      to = this.cells[inside(row + down)][inside(column + way * across)];
    }
    if (!to) return;
    event.preventDefault();
    this.#letTabStopAt(to);
    to.focus();
  }

  /** @param {number[][]} counts [label][answer] @param {Cell | null} chosen */
  show(counts, chosen) {
    this.cells.forEach((row, label) => {
      const sum = rowSum(counts[label]);
      row.forEach((button, answer) => {
        const count = counts[label][answer];
        const share = sum ? count / sum : 0;
        // A few mistakes among a thousand digits should be seen: a tenth of a row is full colour.
        const depth = label === answer ? share : Math.min(1, Math.sqrt(10 * share));
        button.style.setProperty('--depth', String(depth));
        button.textContent = count ? formatNumber(count, { useGrouping: false }) : '';
        button.setAttribute(
          'aria-label',
          label === answer
            ? t('mistakes.cellRight', { label: String(label), count })
            : t('mistakes.cellWrong', { label: String(label), answer: String(answer), count }),
        );
        button.setAttribute(
          'aria-pressed',
          String(label === chosen?.label && answer === chosen.answer),
        );
      });
    });
  }
}
