/** The content of a stage: a formula as in the code, and its numbers. */

import { t } from '../text/index.js';
import { element, number, table } from '../ui/elements.js';
import { markLayers } from '../ui/mark-layers.js';

/**
 * @typedef {(Node | string)[]} Content
 *
 * @typedef {object} Stage
 * @property {string} title
 * @property {string} [layer] the layer in the title
 * @property {() => Content | Promise<Content>} content a promise if more has to be computed for it
 */

/** A formula in the notation of src/, left to right in every language. @param {string} text */
export const formula = (text) =>
  element('code', { class: 'formula', dir: 'ltr', lang: 'en' }, text);

/** @param {string} text @param {string} [layer] a layer in it */
export const words = (text, layer) => element('p', {}, ...markLayers(text, layer));

/** An equation with numbers in it. @param {string} text */
export const equation = (text) => element('p', { class: 'equation', dir: 'ltr', lang: 'en' }, text);

/** A product of names that wraps only between its factors. @param {string} name */
const factors = (name) =>
  element(
    'span',
    { class: 'factors', dir: 'ltr', lang: 'en' },
    ...name.split(' ').flatMap((factor) => [element('span', {}, factor), ' ']),
  );

/** Terms listed one by one; the rest are summed. */
const LISTED = 4;

/**
 * A sum of products with its largest terms listed.
 * @param {string} name of the sum
 * @param {number} value of the sum, as computed by the core
 * @param {{ name: string, a: number, b: number }[]} terms each contributes a times b
 * @param {number} [bias]
 */
export function sumTable(name, value, terms, bias) {
  const products = terms
    .map((term) => ({ ...term, product: term.a * term.b }))
    .sort((p, q) => Math.abs(q.product) - Math.abs(p.product));
  const others = products.slice(LISTED).reduce((all, { product }) => all + product, 0);
  /** @type {(string | Node)[][]} */
  const rows = products
    .slice(0, LISTED)
    .map((term) => [factors(term.name), number(term.a), number(term.b), number(term.product)]);
  if (products.length > LISTED) {
    const count = products.length - LISTED;
    rows.push([t('lens.others', { count }), '', '', number(others)]);
  }
  if (bias !== undefined) rows.push([factors('bias'), '', '', number(bias)]);
  rows.push([factors(name), '', '', number(value)]);
  return table(['', '', '×', '='], rows, t('onestep.sumOf', { name }));
}

/**
 * Numbers, one row per class.
 * @param {string} caption @param {string[]} names @param {[string, ArrayLike<number>][]} columns
 */
export const classTable = (caption, names, columns) =>
  table(
    [t('onestep.digit'), ...columns.map(([head]) => head)],
    names.map((name, output) => [name, ...columns.map(([, values]) => number(values[output]))]),
    caption,
  );
