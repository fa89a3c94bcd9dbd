/** Test digits as buttons, to inspect the network without drawing. */
import { PIXELS } from '../inkling/index.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { t } from '../text/index.js';
import { element, inkPicture } from '../ui/elements.js';
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

/** @param {HTMLElement} host @param {Page} page */
export function createSamples(host, page) {
  const row = element('div', {
    class: 'samples',
    role: 'group',
    'aria-label': t('lens.samples'),
  });
  const more = element(
    'button',
    { type: 'button', 'data-testid': 'more-samples' },
    t('lens.moreSamples'),
  );
  const back = element(
    'button',
    { type: 'button', 'data-testid': 'my-drawing' },
    t('lens.myDrawing'),
  );
  host.append(row, element('div', { class: 'tools' }, more, back));
  let first = 0;
  /** @type {Subject[] | null} */
  let digits = null;
  let asking = false;

  const mark = () => {
    for (const [i, button] of [...row.children].entries()) {
      button.setAttribute('aria-pressed', String(digits?.[i].ink === page.subject?.ink));
    }
  };
  const load = async () => {
    if (asking) return;
    asking = true;
    const { dataset, data } = page.training;
    const count = Math.min(PAGE_SIZE, data?.test.total ?? 0);
    const indices = Array.from({ length: count }, (_, i) => first + i);
    digits = count ? await testDigits(page, indices) : null;
    if (dataset !== page.training.dataset) digits = null;
    asking = false;
    if (!digits) {
      row.replaceChildren(element('p', {}, t('lens.noDigits')));
      return;
    }
    row.replaceChildren(
      ...digits.map((subject) => {
        const name = t('lens.sample', {
          digit: page.training.classes[subject.label ?? -1] ?? '',
        });
        const button = element(
          'button',
          { type: 'button', 'aria-label': name, 'data-testid': 'sample' },
          inkPicture(subject.ink),
        );
        button.addEventListener('click', () => page.lookAt(subject));
        return button;
      }),
    );
    mark();
  };
  more.addEventListener('click', () => {
    const { total = 0 } = page.training.data?.test ?? {};
    first = (first + PAGE_SIZE) % Math.max(total - PAGE_SIZE, 1);
    load();
  });
  back.addEventListener('click', () => page.lookAtDrawing());
  page.training.addEventListener('dataset', () => {
    digits = null;
    first = 0;
  });
  return {
    show() {
      if (!digits) load();
      else mark();
    },
  };
}
