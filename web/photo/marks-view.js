/** The digits line by line, or row by row, each a button with its ink and its reading. */
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
    /** @type {Map<ReadMark, HTMLButtonElement>} */
    this.buttons = new Map();
  }

  /** @param {ReadMark[]} marks @param {ReadMark | null} chosen */
  show(marks, chosen) {
    if (marks.length !== this.buttons.size || marks.some((mark) => !this.buttons.has(mark))) {
      this.#make(marks);
    }
    for (const [mark, button] of this.buttons) {
      const [, label] = button.children;
      label.textContent = mark.name || '?';
      button.classList.toggle('unsure', !mark.sure && !mark.saved);
      button.classList.toggle('saved', Boolean(mark.saved));
      button.setAttribute('aria-pressed', String(mark === chosen));
      button.setAttribute('aria-label', this.#name(mark));
    }
  }

  /** @param {ReadMark} mark */
  #name({ name, sure, saved, cell }) {
    const key = saved ? 'photo.markKept' : sure ? 'photo.mark' : 'photo.markUnsure';
    const reading = t(key, { digit: name || '?' });
    if (!cell) return reading;
    return t('photo.inCell', { row: cell.row + 1, column: cell.column + 1, reading });
  }

  /** @param {ReadMark[]} marks */
  #make(marks) {
    this.buttons.clear();
    /** @type {HTMLElement[]} */
    const lines = [];
    for (const mark of marks) {
      const button = element('button', { type: 'button', 'data-testid': 'photo-mark' });
      button.append(inkPicture(mark.ink), element('span'));
      button.addEventListener('click', () => this.choose(mark));
      this.buttons.set(mark, button);
      lines[mark.line] ??= element('li', mark.cell ? { class: 'table' } : {});
      cellOf(lines[mark.line], mark).append(button);
    }
    // Removing all digits of a line leaves a hole.
    this.element.replaceChildren(...lines.filter(Boolean));
  }

  /** @param {ReadMark} mark */
  focus(mark) {
    this.buttons.get(mark)?.focus();
  }
}
