/** The kinds of records that belong to no other room. */
import {
  all,
  anyNumber,
  floats,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  shape,
  text,
} from './schema.js';

/** @typedef {import('./schema.js').Kind} Kind */

/** Coordinates are about 0 to 1; a captured pointer may leave the pad. The core takes none that is farther. */
const coordinate = number(-1000, 1000);

/** A drawing: strokes, in units of the pad's side. */
export const strokes = listOf(
  listOf(shape({ x: coordinate, y: coordinate, pressure: optional(number(0, 1)) }), 20_000),
  2000,
);

/** The text of a list of layers. */
export const layers = all(text(4000), (value) => value.trim() !== '');

/** The fields of a network. */
export const MODEL = { layers, parameters: floats(), temperature: all(anyNumber, Number.isFinite) };

/** @type {Kind} */
export const DRAWING = { version: 1, fits: strokes };

/** @type {Kind} */
export const SOURCE = { version: 1, fits: oneOf('own', 'pretrained', 'hand', 'symbols') };

/** @type {Kind} */
export const HANDWRITING_MODEL = {
  version: 1,
  fits: nullable(shape({ ...MODEL, base: shape(MODEL) })),
};

/** @type {Kind} */
export const LANGUAGE = { version: 1, fits: text(35) };

/** Milliseconds since 1970. @type {Kind} */
export const TIME = { version: 1, fits: number(0, Number.MAX_SAFE_INTEGER) };

/** A record that was put aside. @type {Kind} */
export const ASIDE = {
  version: 1,
  fits: shape({ database: text(200), key: text(10_000), date: optional(anyNumber) }),
};
