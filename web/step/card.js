/** What a stage of the step shows: a formula as the code has it, and the numbers in it. */

import { t } from '../text/index.js';
import { element, number, table } from '../ui/elements.js';

/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {() => (Node | string)[]} content
 */

/** A formula in the words of src/; it reads from left to right in every language. @param {string} text */
export const formula = (text) =>
  element('code', { class: 'formula', dir: 'ltr', lang: 'en' }, text);

/** @param {string} text */
export const words = (text) => element('p', {}, text);

/** An equation with numbers in it. @param {string} text */
export const equation = (text) => element('p', { class: 'equation', dir: 'ltr', lang: 'en' }, text);

/** A product of names, which breaks between its factors only. @param {string} name */
const factors = (name) =>
  element(
    'span',
    { class: 'factors', dir: 'ltr' },
    ...name.split(' ').flatMap((factor) => [element('span', {}, factor), ' ']),
  );

/** Terms that are written out; the others are summed up. */
const WRITTEN = 4;

/**
 * A sum of products, the largest written out.
 * @param {string} name of the sum
 * @param {number} value of the sum, as the core has it
 * @param {{ name: string, a: number, b: number }[]} terms each counts a times b
 * @param {number} [bias]
 */
export function sumTable(name, value, terms, bias) {
  const products = terms
    .map((term) => ({ ...term, product: term.a * term.b }))
    .sort((p, q) => Math.abs(q.product) - Math.abs(p.product));
  const others = products.slice(WRITTEN).reduce((all, { product }) => all + product, 0);
  /** @type {(string | Node)[][]} */
  const rows = products
    .slice(0, WRITTEN)
    .map((term) => [factors(term.name), number(term.a), number(term.b), number(term.product)]);
  if (products.length > WRITTEN) {
    const count = products.length - WRITTEN;
    rows.push([t('lens.others', { count }), '', '', number(others)]);
  }
  if (bias !== undefined) rows.push(['bias', '', '', number(bias)]);
  rows.push([factors(name), '', '', number(value)]);
  return table(['', '', '×', '='], rows, t('onestep.sumOf', { name }));
}

/**
 * Numbers, one a class.
 * @param {string} caption @param {string[]} names @param {[string, ArrayLike<number>][]} columns
 */
export const classTable = (caption, names, columns) =>
  table(
    [t('onestep.digit'), ...columns.map(([head]) => head)],
    names.map((name, output) => [name, ...columns.map(([, values]) => number(values[output]))]),
    caption,
  );
