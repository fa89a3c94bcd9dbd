/** The visitor's network before the current one: training starts over with one click, and that must not lose it. */
import { t } from '../text/index.js';
import { button, element } from '../ui/elements.js';

/** @typedef {Pick<import('../app/page.js').Page, 'previousRun' | 'goBack' | 'training'>} Page */

export class PreviousRun {
  /** Those of the current network. @type {unknown} */
  #settings;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.about = element('span', { class: 'note', lang: 'en', dir: 'ltr' });
    this.button = button('model-previous', t('notices.restore'), async () => {
      await page.goBack();
      await this.show();
    });
    this.element = element('p', { class: 'load', hidden: '' }, this.button, this.about);
    // A new network replaces it.
    page.training.addEventListener('change', () => {
      if (page.training.settings !== this.#settings) this.show();
    });
  }

  async show() {
    this.#settings = this.page.training.settings;
    const run = await this.page.previousRun();
    this.element.hidden = !run;
    if (run) this.about.textContent = run.settings.layers;
  }
}
