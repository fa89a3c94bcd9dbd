/** Which network answers: the pretrained one, the visitor's own, or the one that knows their hand. */

import { formatPercent, t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';

/** @typedef {import('./reader.js').Source} Source */

export class SourceSwitch {
  /** @param {(source: Source) => void} chosen called when the visitor chooses */
  constructor(chosen) {
    /** @type {Source} */
    this.source = 'own';
    this.buttons = {
      pretrained: byTestId('source-pretrained', HTMLButtonElement),
      own: byTestId('source-own', HTMLButtonElement),
      hand: byTestId('source-hand', HTMLButtonElement),
    };
    for (const source of /** @type {const} */ (['pretrained', 'own', 'hand'])) {
      this.buttons[source].addEventListener('click', () => {
        this.show(source);
        chosen(source);
      });
    }
  }

  /** @param {Source} source */
  show(source) {
    this.source = source;
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

  /** Offers the network that knows the visitor's hand, as long as there is one. @param {boolean} there */
  offerHand(there) {
    this.buttons.hand.hidden = !there;
  }

  /** Says that there is no pretrained network. */
  refusePretrained() {
    this.buttons.pretrained.title = t('source.missing');
  }
}
