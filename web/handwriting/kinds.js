/** The kind of stored drawings of digits. */
import { CLASSES, NO_CLASS, PIXELS } from '../inkling/index.js';
import { strokes } from '../storage/kinds.js';
import { bytes, number, optional, shape, text, whole } from '../storage/schema.js';

const label = whole(0, NO_CLASS);

/** An OwnSample. @type {import('../storage/schema.js').Kind} */
export const SAMPLE = {
  version: 1,
  fits: shape({
    id: text(100),
    label: (value) => label(value) && (value < CLASSES || value === NO_CLASS),
    strokes,
    ink: bytes(PIXELS, PIXELS),
    at: optional(number(-8.64e15, 8.64e15)),
    how: optional(text(50)),
  }),
};
