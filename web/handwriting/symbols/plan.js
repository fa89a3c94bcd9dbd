/** Which symbols there are, and which to draw next. Needs no document. */
import { MAX_CLASSES } from '../../inkling/index.js';
import { LONGEST_NAME } from '../kinds.js';

/** @typedef {{ id: number, name: string }} SymbolClass id: the label of its drawings */

/** How many drawings of a symbol are enough. */
export const ENOUGH = 5;

/** The fewest drawings, of at least two symbols, to train a network on. */
export const FEWEST = 3;

/** Sets to start from. Their names are signs, which need no translation. */
export const READY_MADE = [
  ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
  ['○', '□', '△', '☆', '♡', '↑'],
  ['♩', '♪', '♫', '♯', '♭'],
];

/** Commas of the page's languages, and line breaks. */
const SEPARATORS = /[,;،؛、，\n]/;

/** The names in a text: between commas, or between spaces if there are no commas. @param {string} text */
export function namesIn(text) {
  const parts = text.split(SEPARATORS.test(text) ? new RegExp(SEPARATORS, 'g') : /\s+/);
  const names = parts.map((part) => part.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME).trim());
  return [...new Set(names.filter(Boolean))];
}

/**
 * Adds names to the classes, each with an id that no other class has.
 * @param {SymbolClass[]} classes @param {string[]} names
 * @param {number} [most] classes
 * @returns {SymbolClass[]} all classes; those that there is no room for are left out
 */
export function withNames(classes, names, most = MAX_CLASSES) {
  const all = classes.slice();
  for (const name of names) {
    if (all.length >= most) break;
    if (all.some((one) => one.name === name)) continue;
    let id = 0;
    while (all.some((one) => one.id === id)) id++;
    all.push({ id, name });
  }
  return all;
}

/** Units that a network of digits gets for telling symbols apart. */
const ROOM = 32;

/**
 * Layers with more units before the outputs, so that those of the digits need not change.
 * @param {string} layers that end in two dense layers
 */
export const withRoom = (layers) =>
  layers.replace(/dense (\d+)(?=, \w+, dense \d+$)/, (_, units) => `dense ${Number(units) + ROOM}`);

/**
 * What to draw next: the symbol with the fewest drawings, so that the network soon knows them all.
 * @param {SymbolClass[]} classes @param {(id: number) => number} countOf drawings of a class
 * @returns {SymbolClass | null} null if there are enough of each
 */
export function nextOf(classes, countOf) {
  const least = Math.min(...classes.map(({ id }) => countOf(id)));
  return (least < ENOUGH && classes.find(({ id }) => countOf(id) === least)) || null;
}
