/** Small building blocks for panels. */

import { SIDE } from '../inkling/index.js';
import { formatNumber } from '../text/index.js';
import { paintInk } from './ink-picture.js';

/**
 * Creates an element with attributes and content.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** @param {string} id for tests @param {string} words @param {() => void} act @param {string} [kind] its class */
export function button(id, words, act, kind = '') {
  const made = element('button', { type: 'button', 'data-testid': id, class: kind }, words);
  made.addEventListener('click', act);
  return made;
}

/** @param {ArrayLike<number>} ink @param {string} [name] omit it if the picture is labeled by nearby text */
export function inkPicture(ink, name) {
  const canvas = element(
    'canvas',
    name ? { role: 'img', 'aria-label': name } : { 'aria-hidden': 'true' },
  );
  canvas.width = canvas.height = SIDE;
  canvas.className = 'pixels ink';
  paintInk(/** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), ink);
  return canvas;
}

/** Formats a number to a useful precision. @param {number} value */
export function number(value) {
  const size = Math.abs(value);
  if (size > 0 && (size < 0.0001 || size >= 1e6)) {
    return formatNumber(value, { notation: 'scientific', maximumFractionDigits: 3 });
  }
  const digits = size < 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 4 };
  return formatNumber(value, digits);
}

/** An option for each class. @param {string[]} names */
export const classOptions = (names) =>
  names.map((name, output) => element('option', { value: `${output}` }, name || `${output}`));

/** A table of numbers. @param {string[]} heads @param {(string | Node)[][]} rows @param {string} caption */
export function table(heads, rows, caption) {
  return element(
    'table',
    { class: 'numbers' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', {}, head)))),
    element(
      'tbody',
      {},
      ...rows.map(([head, ...cells]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, head),
          ...cells.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  );
}
