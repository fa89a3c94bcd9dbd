/** Which pixels count for an answer and which against it: gradient times input. */
import { sameNames } from '../data/classes.js';
import { SIDE } from '../inkling/index.js';
import { mostProbable } from '../inkling/most-probable.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { pixelContributions } from '../lens/saliency.js';
import { t } from '../text/index.js';
import { classOptions, element, inkPicture, number } from '../ui/elements.js';

/** @typedef {import('../lens/lens.js').Lens} Lens */

export class Saliency {
  /** @param {import('../app/page.js').Page} page */
  constructor(page) {
    this.page = page;
    this.best = element('option', { value: '' });
    this.select = element('select', { 'data-testid': 'saliency-digit' }, this.best);
    this.select.addEventListener('change', () => this.#paintSoon());
    this.ink = element('figure');
    this.canvas = element('canvas', {
      class: 'pixels',
      role: 'img',
      'data-testid': 'saliency-picture',
    });
    this.words = element('p', { 'data-testid': 'saliency-words' });
    this.element = element(
      'div',
      {},
      element('p', { class: 'explain' }, t('inside.saliencyHint')),
      element('label', { class: 'choose' }, t('inside.saliencyFor'), ' ', this.select),
      element(
        'div',
        { class: 'product' },
        this.ink,
        element('figure', {}, this.canvas, element('figcaption', {}, t('inside.saliencyPicture'))),
      ),
      element(
        'p',
        { class: 'key' },
        element('i', { class: 'plus' }),
        t('inside.for'),
        element('i', { class: 'minus' }),
        t('inside.against'),
      ),
      this.words,
    );
    /** The classes in the list. @type {string[]} */
    this.names = [];
    /** @type {{ lens: Lens, image: Float32Array, answer: number } | null} */
    this.shown = null;
  }

  /** @param {Lens} lens @param {Float32Array} image @param {Float32Array} probabilities */
  show(lens, image, probabilities) {
    const { page, select, best } = this;
    if (!sameNames(this.names, page.names)) {
      this.names = page.names;
      select.replaceChildren(best, ...classOptions(this.names));
      select.value = '';
    }
    const answer = mostProbable(probabilities);
    best.textContent = t('inside.bestAnswer', { digit: this.names[answer] });
    this.ink.replaceChildren(inkPicture(image), element('figcaption', {}, t('lens.input')));
    this.shown = { lens, image, answer };
    return this.#paint();
  }

  /** After another class is selected. If the network can't be traced, the next image says so. */
  #paintSoon() {
    this.#paint().catch(() => {});
  }

  /** Paints what counts for the selected class. */
  async #paint() {
    const { shown } = this;
    if (!shown) return;
    const { lens, image, answer } = shown;
    const output = this.select.value === '' ? answer : Number(this.select.value);
    const digit = this.names[output];
    const selected = this.select.value;
    const contributions = await pixelContributions(lens, image, output);
    if (shown !== this.shown || selected !== this.select.value) return;
    const scale = maxAbs(contributions);
    paintValues(this.canvas, SIDE, SIDE, (r, c) => contributions[r * SIDE + c], scale);
    this.canvas.setAttribute('aria-label', t('inside.saliencyName', { digit }));
    const sum = (/** @type {(v: number) => boolean} */ which) =>
      number(contributions.filter(which).reduce((all, value) => all + value, 0));
    this.words.textContent = t('inside.saliencySum', {
      digit,
      for: sum((value) => value > 0),
      against: sum((value) => value < 0),
    });
  }
}
