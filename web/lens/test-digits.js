/** Test digits as buttons, to inspect the network without drawing. */
import { PIXELS } from '../inkling/index.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { t } from '../text/index.js';
import { button, element, inkPicture } from '../ui/elements.js';
import './words.js';

/** @typedef {import('../app/page.js').Page} Page @typedef {import('./lens.js').Subject} Subject */

const PAGE_SIZE = 10;

/**
 * Digits of the dataset as subjects; null until they have loaded.
 * @param {Page} page @param {number[]} indices @param {'test' | 'train'} [split]
 * @returns {Promise<Subject[] | null>}
 */
export async function testDigits({ training }, indices, split = 'test') {
  const samples = await training.ask('digits', { split, indices }).catch(() => null);
  if (!samples) return null;
  return indices.map((_, i) => ({
    ink: inkFromBytes(samples.pixels.subarray(i * PIXELS, (i + 1) * PIXELS)),
    label: samples.labels[i],
  }));
}

export class TestDigits {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.row = element('div', {
      class: 'samples',
      role: 'group',
      'aria-label': t('lens.samples'),
    });
    this.element = element(
      'div',
      {},
      this.row,
      element(
        'div',
        { class: 'tools' },
        button('more-samples', t('lens.moreSamples'), () => this.#more()),
        button('my-drawing', t('lens.myDrawing'), () => page.lookAtDrawing()),
      ),
    );
    this.first = 0;
    /** @type {Subject[] | null} */
    this.digits = null;
    this.asking = false;
    page.training.addEventListener('dataset', () => {
      this.digits = null;
      this.first = 0;
    });
  }

  show() {
    if (!this.digits) this.#load();
    else this.#mark();
  }

  #more() {
    const { total = 0 } = this.page.training.data?.test ?? {};
    this.first = (this.first + PAGE_SIZE) % Math.max(total - PAGE_SIZE, 1);
    this.#load();
  }

  async #load() {
    if (this.asking) return;
    this.asking = true;
    const { page } = this;
    const { dataset, data } = page.training;
    const count = Math.min(PAGE_SIZE, data?.test.total ?? 0);
    const indices = Array.from({ length: count }, (_, i) => this.first + i);
    this.digits = count ? await testDigits(page, indices) : null;
    if (dataset !== page.training.dataset) this.digits = null;
    this.asking = false;
    if (!this.digits) {
      this.row.replaceChildren(element('p', {}, t('lens.noDigits')));
      return;
    }
    this.row.replaceChildren(...this.digits.map((subject) => this.#button(subject)));
    this.#mark();
  }

  /** @param {Subject} subject */
  #button(subject) {
    const { classes } = this.page.training;
    const made = button('sample', '', () => this.page.lookAt(subject));
    made.setAttribute(
      'aria-label',
      t('lens.sample', { digit: classes[subject.label ?? -1] ?? '' }),
    );
    made.append(inkPicture(subject.ink));
    return made;
  }

  /** Marks the digit being read. */
  #mark() {
    for (const [i, button] of [...this.row.children].entries()) {
      const chosen = this.digits?.[i].ink === this.page.subject?.ink;
      button.setAttribute('aria-pressed', String(chosen));
    }
  }
}
