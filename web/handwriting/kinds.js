/** The kinds of stored drawings, and of what is learned from them. */
import { CLASSES, MAX_CLASSES, NO_CLASS, PIXELS } from '../inkling/index.js';
import { MODEL, strokes } from '../storage/kinds.js';
import {
  all,
  bytes,
  flag,
  listOf,
  nullable,
  number,
  optional,
  shape,
  text,
  whole,
} from '../storage/schema.js';

/** @typedef {import('../storage/schema.js').Kind} Kind */

const label = whole(0, NO_CLASS);

/** An OwnSample of one of this many classes, or of none. @param {number} labels @returns {Kind} */
const sampleKind = (labels) => ({
  version: 1,
  fits: shape({
    id: text(100),
    label: (value) => label(value) && (value < labels || value === NO_CLASS),
    strokes,
    ink: bytes(PIXELS, PIXELS),
    at: optional(number(-8.64e15, 8.64e15)),
    how: optional(text(50)),
  }),
});

export const SAMPLE = sampleKind(CLASSES);
export const SYMBOL_SAMPLE = sampleKind(MAX_CLASSES);

/** The longest name of a symbol, in UTF-16 units: an emoji may have many. */
export const LONGEST_NAME = 40;

/** @param {any[]} list @param {(one: any) => unknown} key */
const distinct = (list, key = (one) => one) => new Set(list.map(key)).size === list.length;

/** A SymbolSet. @type {Kind} */
export const SYMBOL_SET = {
  version: 1,
  fits: all(
    shape({
      classes: listOf(
        shape({
          id: whole(0, MAX_CLASSES - 1),
          name: all(text(LONGEST_NAME), (name) => name.trim() !== ''),
        }),
        MAX_CLASSES,
      ),
      digits: flag,
    }),
    ({ classes }) => distinct(classes, ({ id }) => id) && distinct(classes, ({ name }) => name),
  ),
};

/** A SymbolModel. @type {Kind} */
export const SYMBOL_MODEL = {
  version: 1,
  fits: nullable(
    shape({ ...MODEL, names: all(listOf(text(LONGEST_NAME), MAX_CLASSES), distinct) }),
  ),
};
