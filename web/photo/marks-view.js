/**
 * The digits line by line, or row by row, each a button with its ink and its reading. Those that don't
 * count are just shown.
 */
import { t } from '../text/index.js';
import { element, inkPicture } from '../ui/elements.js';

/** @typedef {import('./panel.js').ReadMark} ReadMark */

/** Where a mark's button goes in its line. @param {HTMLElement} line @param {ReadMark} mark */
function cellOf(line, { cell }) {
  if (!cell) return line;
  const last = /** @type {HTMLElement | null} */ (line.lastElementChild);
  const column = String(cell.column + 1);
  if (last?.style.gridColumn === column) return last;
  const next = element('div');
  next.style.gridColumn = column;
  line.append(next);
  return next;
}

export class MarksView {
  /** @param {(mark: ReadMark) => void} choose */
  constructor(choose) {
    this.element = element('ol', { class: 'lines', 'data-testid': 'photo-lines' });
    this.choose = choose;
    /** @type {ReadMark[]} */
    this.digits = [];
    /** @type {Map<ReadMark, HTMLButtonElement>} */
    this.buttons = new Map();
    /** @type {Map<ReadMark, HTMLElement>} */
    this.printed = new Map();
  }

  /** @param {ReadMark[]} digits @param {ReadMark[]} marks those that count @param {ReadMark | null} chosen */
  show(digits, marks, chosen) {
    if (
      marks.length !== this.buttons.size ||
      digits.length !== this.digits.length ||
      digits.some((digit, i) => digit !== this.digits[i])
    ) {
      this.#make(digits, new Set(marks));
    }
    for (const [mark, button] of this.buttons) {
      const [, label] = button.children;
      label.textContent = mark.name || '?';
      button.classList.toggle('unsure', !mark.sure && !mark.saved);
      button.classList.toggle('saved', Boolean(mark.saved));
      button.setAttribute('aria-pressed', String(mark === chosen));
      button.setAttribute('aria-label', this.#name(mark));
    }
    for (const [{ name }, label] of this.printed) label.textContent = name || '?';
  }

  /** @param {ReadMark} mark */
  #name({ name, sure, saved, cell }) {
    const key = saved ? 'photo.markKept' : sure ? 'photo.mark' : 'photo.markUnsure';
    const reading = t(key, { digit: name || '?' });
    if (!cell) return reading;
    return t('photo.inCell', { row: cell.row + 1, column: cell.column + 1, reading });
  }

  /** @param {ReadMark[]} digits @param {Set<ReadMark>} marks */
  #make(digits, marks) {
    this.digits = digits;
    this.buttons.clear();
    this.printed.clear();
    /** @type {HTMLElement[]} */
    const lines = [];
    for (const digit of digits) {
      lines[digit.line] ??= element('li', digit.cell ? { class: 'table' } : {});
      cellOf(lines[digit.line], digit).append(
        marks.has(digit) ? this.#button(digit) : this.#printed(digit),
      );
    }
    // Removing all digits of a line leaves a hole.
    this.element.replaceChildren(...lines.filter(Boolean));
  }

  /** @param {ReadMark} mark */
  #button(mark) {
    const button = element('button', { type: 'button', 'data-testid': 'photo-mark' });
    button.append(inkPicture(mark.ink), element('span'));
    button.addEventListener('click', () => this.choose(mark));
    this.buttons.set(mark, button);
    return button;
  }

  /** @param {ReadMark} mark */
  #printed(mark) {
    const label = element('small');
    this.printed.set(mark, label);
    const attributes = {
      class: 'printed',
      title: t('photo.markPrinted'),
      'data-testid': 'photo-print',
    };
    return element('div', attributes, inkPicture(mark.ink), label);
  }

  /** @param {ReadMark} mark */
  focus(mark) {
    this.buttons.get(mark)?.focus();
  }
}
