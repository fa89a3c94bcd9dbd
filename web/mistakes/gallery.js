/** Digits as thumbnails to press, with the network's answers. */

import { html } from '../fetch/trusted.js';
import { SIDE } from '../inkling/index.js';
import { testDigits } from '../lens/test-digits.js';
import { breather } from '../messenger/slices.js';
import { formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { paintInk } from '../ui/ink-picture.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../train/protocol.js').Readings} Readings
 * @typedef {import('../app/page.js').Subject} Subject
 */

export class Gallery {
  /**
   * @param {Page} page
   * @param {string} id the test id of its thumbnails
   * @param {boolean} detailed captions with answer and label, not just the probability
   */
  constructor(page, id, detailed) {
    this.page = page;
    this.id = id;
    this.detailed = detailed;
    this.element = element('ul', { class: detailed ? 'gallery whole' : 'gallery' });
    /** Buttons are reused, so that focus stays. @type {HTMLButtonElement[]} */
    this.buttons = [];
    /** @type {Subject[]} */
    this.digits = [];
    /** The class names. @type {string[]} */
    this.names = [];
    /** Of the digits loaded, so that they are not loaded again. */
    this.loaded = { indices: '', dataset: page.training.dataset };
    /** Numbers the requests, so that outdated ones are dropped. */
    this.requests = 0;
  }

  /** @param {Readings} all @param {number[]} indices of test digits */
  async show(all, indices) {
    const request = ++this.requests;
    const { dataset } = this.page.training;
    if (String(indices) !== this.loaded.indices || dataset !== this.loaded.dataset) {
      const digits = await testDigits(this.page, indices);
      if (!digits || request !== this.requests) return;
      this.loaded = { indices: String(indices), dataset };
      this.digits = digits;
    }
    while (this.buttons.length < indices.length) this.#add();
    const breathe = breather();
    for (const [place, button] of this.buttons.entries()) {
      const shown = place < indices.length;
      /** @type {HTMLElement} */ (button.parentElement).hidden = !shown;
      if (!shown) continue;
      this.#fill(button, place, all, indices[place]);
      await breathe();
      if (request !== this.requests) return;
    }
  }

  #add() {
    const place = this.buttons.length;
    const item = document.createElement('li');
    item.innerHTML = html`<button type="button">
        <canvas width="${SIDE}" height="${SIDE}" aria-hidden="true"></canvas><span></span>
      </button>`;
    const button = /** @type {HTMLButtonElement} */ (item.firstElementChild);
    button.dataset.testid = this.id;
    button.addEventListener('click', () => {
      this.page.lookAt(this.digits[place]);
      this.page.openPanel('inside');
    });
    this.buttons.push(button);
    this.element.append(item);
  }

  /**
   * @param {HTMLButtonElement} button @param {number} place in the list
   * @param {Readings} all @param {number} index of the test digit
   */
  #fill(button, place, { labels, answers, probabilities }, index) {
    const [canvas, caption] = button.children;
    const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
    if (context) paintInk(context, this.digits[place].ink);
    const values = {
      label: this.names[labels[index]],
      answer: this.names[answers[index]],
      share: formatPercent(Math.floor(probabilities[index] * 100) / 100), // rounded down: never 100%
    };
    caption.textContent = this.detailed ? t('mistakes.worstOne', values) : values.share;
    button.setAttribute('aria-label', t('mistakes.picture', values));
  }
}
