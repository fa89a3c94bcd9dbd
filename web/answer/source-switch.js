/** Buttons to choose who answers: the pretrained network, the visitor's own, or the one that knows their handwriting. */

import { formatPercent, t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';

/** @typedef {import('./reader.js').Source} Source */

export class SourceSwitch {
  /** @param {(source: Source) => void} chosen called when the visitor chooses */
  constructor(chosen) {
    this.buttons = {
      pretrained: byTestId('source-pretrained', HTMLButtonElement),
      own: byTestId('source-own', HTMLButtonElement),
      handwriting: byTestId('source-hand', HTMLButtonElement),
    };
    for (const source of /** @type {const} */ (['pretrained', 'own', 'handwriting'])) {
      this.buttons[source].addEventListener('click', () => chosen(source));
    }
  }

  /** @param {Source} source */
  show(source) {
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute('aria-pressed', String(name === source));
    }
  }

  /** Offers the pretrained network, with what it says of itself. @param {string} accuracy in % */
  offerPretrained(accuracy) {
    this.buttons.pretrained.disabled = false;
    this.buttons.pretrained.title = t('source.pretrainedTitle', {
      accuracy: formatPercent(Number(accuracy) / 100, 2),
    });
  }

  /** Offers the network that knows the visitor's handwriting, as long as there is one. @param {boolean} there */
  offerHandwriting(there) {
    this.buttons.handwriting.hidden = !there;
  }

  /** Says that there is no pretrained network. */
  refusePretrained() {
    this.buttons.pretrained.title = t('source.missing');
  }
}
