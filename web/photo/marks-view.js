/** The digits line by line, each a button with its ink and how it was read. */
import { t } from '../text/index.js';
import { element, inkPicture } from '../ui/elements.js';

/** @typedef {import('./panel.js').ReadMark} ReadMark */

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
      const [, said] = button.children;
      said.textContent = mark.name || '?';
      button.classList.toggle('unsure', !mark.sure && !mark.kept);
      button.classList.toggle('kept', Boolean(mark.kept));
      button.setAttribute('aria-pressed', String(mark === chosen));
      button.setAttribute('aria-label', this.#name(mark));
    }
  }

  /** @param {ReadMark} mark */
  #name({ name, sure, kept }) {
    if (kept) return t('photo.markKept', { digit: name });
    return t(sure ? 'photo.mark' : 'photo.markUnsure', { digit: name || '?' });
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
      lines[mark.line] ??= element('li');
      lines[mark.line].append(button);
    }
    // A line whose digits were all left out is empty.
    this.element.replaceChildren(...lines.filter(Boolean));
  }

  /** @param {ReadMark} mark */
  focus(mark) {
    this.buttons.get(mark)?.focus();
  }
}
