/** Shows that a photo is being read: how far that is, and a button that cancels it. */
import { t } from '../text/index.js';
import { button, element } from '../ui/elements.js';

export class Wait {
  /** @param {() => void} onCancel */
  constructor(onCancel) {
    // Hidden from screen readers, which would read out every number.
    this.progress = element('span', { class: 'note', 'aria-hidden': 'true' });
    const cancel = button('photo-cancel', t('photo.cancel'), onCancel);
    this.element = element('div', { class: 'row wait' }, cancel, this.progress);
    this.element.hidden = true;
  }

  begin() {
    this.progress.textContent = '';
    this.element.hidden = false;
  }

  /** @param {number} count how many shapes were checked so far: marks, and pieces of them */
  show(count) {
    this.progress.textContent = t('photo.checked', { count });
  }

  end() {
    this.element.hidden = true;
  }
}
