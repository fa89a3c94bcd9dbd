/** The buttons that select which network answers. */

import { formatPercent, t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';

/** @typedef {import('./reader.js').Source} Source */

export class SourceSwitch {
  /** @param {(source: Source) => void} chosen called when the visitor chooses */
  constructor(chosen) {
    this.chosen = chosen;
    /** @type {{ pretrained: HTMLButtonElement } & Record<string, HTMLButtonElement>} */
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

  /** Enables the pretrained network and states its test accuracy. @param {string} accuracy in % */
  offerPretrained(accuracy) {
    this.buttons.pretrained.disabled = false;
    this.buttons.pretrained.title = t('source.pretrainedTitle', {
      accuracy: formatPercent(Number(accuracy) / 100, 2),
    });
  }

  /** Shows the button for the handwriting network while there is one. @param {boolean} there */
  offerHandwriting(there) {
    this.buttons.handwriting.hidden = !there;
  }

  /**
   * Shows the button for the network of the visitor's own symbols, or removes it.
   * @param {{ name: string, title: string } | null} words
   */
  offerSymbols(words) {
    const { symbols, handwriting } = this.buttons;
    if (!words) {
      symbols?.remove();
      delete this.buttons.symbols;
    } else if (!symbols) {
      const button = /** @type {HTMLButtonElement} */ (handwriting.cloneNode());
      button.dataset.testid = 'source-symbols';
      button.hidden = false;
      button.setAttribute('aria-pressed', 'false');
      button.textContent = words.name;
      button.title = words.title;
      button.addEventListener('click', () => this.chosen('symbols'));
      handwriting.after(button);
      this.buttons.symbols = button;
    }
  }

  markPretrainedMissing() {
    this.buttons.pretrained.title = t('source.missing');
  }
}
