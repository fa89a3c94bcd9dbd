/** The checkbox that counts printed digits, too. */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';

export class PrintBox {
  /** @param {() => void} onChange */
  constructor(onChange) {
    this.input = element('input', { type: 'checkbox', 'data-testid': 'photo-printed' });
    this.input.addEventListener('change', onChange);
    this.element = element('label', { class: 'print' }, this.input, t('photo.countPrinted'));
    this.element.hidden = true;
  }

  /** Whether printed digits count. */
  get counts() {
    return this.input.checked;
  }

  /** Starts over with a photo. @param {number} printed how many printed digits it has */
  show(printed) {
    this.input.checked = false;
    this.element.hidden = !printed;
  }
}
