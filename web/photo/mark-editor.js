/** Edits one mark of the photo: which digit it is, or that it isn't one. */
import { CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { button, element, inkPicture } from '../ui/elements.js';

/** @typedef {import('./panel.js').ReadMark} ReadMark */

export class MarkEditor {
  /**
   * @param {object} acts
   * @param {(mark: ReadMark, digit: number) => void} acts.save
   * @param {(mark: ReadMark) => void} acts.takeBack removes it from the saved samples
   * @param {(mark: ReadMark) => void} acts.leaveOut
   * @param {() => void} acts.close
   */
  constructor(acts) {
    this.acts = acts;
    this.element = element('div', {
      class: 'editor',
      role: 'group',
      'aria-label': t('correction.whichOne'),
      'data-testid': 'photo-editor',
      hidden: '',
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // Escape closes places too
      acts.close();
    });
  }

  /** @param {ReadMark | null} mark @param {boolean} digits whether it can be saved as a digit */
  show(mark, digits) {
    this.element.hidden = !mark;
    if (!mark) return;
    const { acts } = this;
    const choices = Array.from({ length: digits ? CLASSES : 0 }, (_, digit) => {
      const choice = button(`photo-is-${digit}`, String(digit), () => acts.save(mark, digit));
      choice.setAttribute('aria-pressed', String(String(digit) === mark.name));
      return choice;
    });
    this.element.replaceChildren(
      inkPicture(mark.ink, t('photo.ink')),
      element(
        'div',
        {},
        element('p', {}, t(digits ? 'photo.whichOne' : 'photo.onlyDigits')),
        element('div', { class: 'row digits' }, ...choices),
        element(
          'div',
          { class: 'row' },
          mark.saved
            ? button('photo-take-back', t('photo.takeBack'), () => acts.takeBack(mark))
            : button('photo-leave-out', t('photo.leaveOut'), () => acts.leaveOut(mark)),
          button('photo-close', t('photo.close'), acts.close),
        ),
      ),
    );
  }

  /** Focuses the digit it was read as, or else the first button. */
  focus() {
    const pressed = this.element.querySelector('[aria-pressed=true]');
    const target = pressed ?? this.element.querySelector('button');
    /** @type {HTMLElement | null} */ (target)?.focus();
  }
}
