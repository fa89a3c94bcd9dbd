/** The digits line by line, each a button with its ink and its reading. */
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
      const [, label] = button.children;
      label.textContent = mark.name || '?';
      button.classList.toggle('unsure', !mark.sure && !mark.saved);
      button.classList.toggle('saved', Boolean(mark.saved));
      button.setAttribute('aria-pressed', String(mark === chosen));
      button.setAttribute('aria-label', this.#name(mark));
    }
  }

  /** @param {ReadMark} mark */
  #name({ name, sure, saved }) {
    if (saved) return t('photo.markKept', { digit: name });
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
    // Removing all digits of a line leaves a hole.
    this.element.replaceChildren(...lines.filter(Boolean));
  }

  /** @param {ReadMark} mark */
  focus(mark) {
    this.buttons.get(mark)?.focus();
  }
}
