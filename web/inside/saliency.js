/** Which pixels count for an answer and which against it: gradient times input. */
import { sameNames } from '../data/classes.js';
import { SIDE } from '../inkling/index.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { pixelContributions } from '../lens/saliency.js';
import { t } from '../text/index.js';
import { classOptions, element, inkPicture, number } from '../ui/elements.js';
import { mostProbable } from '../ui/probability-bars.js';

/** @typedef {import('../lens/lens.js').Lens} Lens */

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page */
export function createSaliency(host, page) {
  const select = element('select', { 'data-testid': 'saliency-digit' });
  const best = element('option', { value: '' });
  select.append(best);
  /** The options on updateOptions. @type {string[]} */
  let names = [];
  const updateOptions = () => {
    if (sameNames(names, page.names)) return;
    names = page.names;
    select.replaceChildren(best, ...classOptions(names));
    select.value = '';
  };
  const ink = element('figure');
  const canvas = element('canvas', {
    class: 'pixels',
    role: 'img',
    'data-testid': 'saliency-picture',
  });
  const words = element('p', { 'data-testid': 'saliency-words' });
  host.append(
    element('p', { class: 'explain' }, t('inside.saliencyHint')),
    element('label', { class: 'choose' }, t('inside.saliencyFor'), ' ', select),
    element(
      'div',
      { class: 'product' },
      ink,
      element('figure', {}, canvas, element('figcaption', {}, t('inside.saliencyPicture'))),
    ),
    element(
      'p',
      { class: 'key' },
      element('i', { class: 'plus' }),
      t('inside.for'),
      element('i', { class: 'minus' }),
      t('inside.against'),
    ),
    words,
  );
  /** @type {(() => void) | null} */
  let redraw = null;
  select.addEventListener('change', () => redraw?.());

  return {
    /** @param {Lens} lens @param {Float32Array} image @param {Float32Array} probabilities */
    show(lens, image, probabilities) {
      updateOptions();
      const answer = mostProbable(probabilities);
      best.textContent = t('inside.bestAnswer', { digit: names[answer] });
      ink.replaceChildren(inkPicture(image), element('figcaption', {}, t('lens.input')));
      redraw = () => {
        const output = select.value === '' ? answer : Number(select.value);
        const digit = names[output];
        const contributions = pixelContributions(lens, image, output);
        paintValues(
          canvas,
          SIDE,
          SIDE,
          (r, c) => contributions[r * SIDE + c],
          maxAbs(contributions),
        );
        canvas.setAttribute('aria-label', t('inside.saliencyName', { digit }));
        const sum = (/** @type {(v: number) => boolean} */ which) =>
          number(contributions.filter(which).reduce((all, value) => all + value, 0));
        words.textContent = t('inside.saliencySum', {
          digit,
          for: sum((value) => value > 0),
          against: sum((value) => value < 0),
        });
      };
      redraw();
    },
  };
}
