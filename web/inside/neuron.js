/** One neuron in detail: its weights, its input, their products and the sum. */

import { seesAll } from '../lens/lens.js';
import { fieldOf, paintField } from '../lens/unit-picture.js';
import { placeOf, strongest, weightedSum } from '../lens/weighted-sum.js';
import { t } from '../text/index.js';
import { element, number, table } from '../ui/elements.js';

/** Products listed one by one; the rest are summed. */
const LISTED = 6;

/** @typedef {import('../lens/lens.js').TracedView} TracedView */

/**
 * @param {string} name
 * @param {number[]} values [height][width][channels]
 * @param {import('../lens/lens.js').Shape} field
 */
function picture(name, values, field) {
  const canvas = element('canvas', { class: 'pixels', role: 'img', 'aria-label': name });
  paintField(canvas, values, field);
  return element('figure', {}, canvas, element('figcaption', {}, name));
}

/** @param {string} text */
const sign = (text) => element('span', { class: 'sign', 'aria-hidden': 'true' }, text);

/** Where an input lies. @param {TracedView} layer @param {number} input its index; -1 in the padding */
function placeName({ input: { height, width, channels } }, input) {
  if (input < 0) return t('inside.frame');
  const channel = input % channels;
  const place = (input - channel) / channels;
  const pixel = t('inside.pixel', {
    row: Math.floor(place / width) + 1,
    column: (place % width) + 1,
  });
  if (channels === 1) return pixel;
  if (height * width === 1) return t('inside.neuron', { number: channel + 1 });
  return t('ui.labeled', { label: t('inside.map', { number: channel + 1 }), value: pixel });
}

/**
 * @param {HTMLElement} host
 * @param {TracedView} layer
 * @param {number} index of the output
 * @param {boolean} named whether the title names the layer
 */
export function showNeuron(host, layer, index, named) {
  const { terms, sum, bias, total } = weightedSum(layer, layer.x, index);
  const { row, column, channel } = placeOf(layer, index);
  const field = fieldOf(layer);
  const of = (/** @type {'w' | 'x' | 'product'} */ key) => terms.map((term) => term[key]);
  const largest = strongest(terms, LISTED);
  const others = sum - largest.reduce((all, { product }) => all + product, 0);
  const title = seesAll(layer)
    ? t('inside.neuron', { number: channel + 1 })
    : t('inside.filterAt', { number: channel + 1, row: row + 1, column: column + 1 });
  host.replaceChildren(
    element(
      'h4',
      {},
      title,
      ...(named ? [' ', element('span', { lang: 'en', dir: 'ltr' }, layer.text)] : []),
    ),
    element(
      'div',
      { class: 'product' },
      picture(t('inside.itsWeights'), of('w'), field),
      sign('×'),
      picture(t('inside.itsInput'), of('x'), field),
      sign('='),
      picture(t('inside.itsProducts'), of('product'), field),
    ),
    element(
      'p',
      { class: 'sum' },
      ...[
        ['sum', t('inside.sum'), sum],
        ['bias', t('inside.bias'), bias],
        ['activation', t('inside.activation'), layer.y[index]],
      ].flatMap(([id, name, value], i) => [
        ...(i ? [sign(['', '+', '='][i])] : []),
        element(
          'span',
          {},
          `${name} `,
          element('b', { 'data-testid': `neuron-${id}` }, number(Number(value))),
        ),
      ]),
    ),
    table(
      [t('inside.where'), t('inside.weight'), t('lens.input'), t('inside.product')],
      [
        ...largest.map((term) => [
          placeName(layer, term.input),
          number(term.w),
          number(term.x),
          number(term.product),
        ]),
        ...(terms.length > LISTED
          ? [[t('lens.others', { count: terms.length - LISTED }), '', '', number(others)]]
          : []),
        [t('inside.bias'), '', '', number(bias)],
        [t('inside.activation'), '', '', number(total)],
      ],
      t('inside.numbers'),
    ),
  );
}
