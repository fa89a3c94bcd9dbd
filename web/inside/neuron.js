/** One neuron in detail: its weights, its input, their products and the sum. */

import { seesAll } from '../lens/lens.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { placeOf, strongest, weightedSum } from '../lens/weighted-sum.js';
import { t } from '../text/index.js';
import { element, number, table } from '../ui/elements.js';

/** Products listed one by one; the rest are summed. */
const LISTED = 6;

/** @typedef {import('../lens/lens.js').TracedView} TracedView */

/**
 * @param {string} name
 * @param {number[]} values [height][width]
 * @param {number} width
 */
function picture(name, values, width) {
  const canvas = element('canvas', { class: 'pixels', role: 'img', 'aria-label': name });
  const value = (/** @type {number} */ r, /** @type {number} */ c) => values[r * width + c];
  paintValues(canvas, width, values.length / width, value, maxAbs(values));
  return element('figure', {}, canvas, element('figcaption', {}, name));
}

/** @param {string} text */
const sign = (text) => element('span', { class: 'sign', 'aria-hidden': 'true' }, text);

/**
 * @param {HTMLElement} host
 * @param {TracedView} layer
 * @param {number} index of the output
 */
export function showNeuron(host, layer, index) {
  const { terms, sum, bias, total } = weightedSum(layer, layer.x, index);
  const { row, column, channel } = placeOf(layer, index);
  const { width } = layer.kernel;
  const of = (/** @type {'w' | 'x' | 'product'} */ key) => terms.map((term) => term[key]);
  const largest = strongest(terms, LISTED);
  const others = sum - largest.reduce((all, { product }) => all + product, 0);
  const place = (/** @type {import('../lens/weighted-sum.js').Term} */ { input }) =>
    input < 0
      ? t('inside.frame')
      : t('inside.pixel', {
          row: Math.floor(input / layer.input.width) + 1,
          column: (input % layer.input.width) + 1,
        });
  const title = seesAll(layer)
    ? t('inside.neuron', { number: channel + 1 })
    : t('inside.filterAt', { number: channel + 1, row: row + 1, column: column + 1 });
  host.replaceChildren(
    element('h4', {}, title),
    element(
      'div',
      { class: 'product' },
      picture(t('inside.itsWeights'), of('w'), width),
      sign('×'),
      picture(t('inside.itsInput'), of('x'), width),
      sign('='),
      picture(t('inside.itsProducts'), of('product'), width),
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
          place(term),
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
