/** The kind of stored models. */
import { layers } from '../storage/kinds.js';
import { bytes, nullable, number, shape, text, time } from '../storage/schema.js';

/** A StoredModel. @type {import('../storage/schema.js').Kind} */
export const MODEL = {
  version: 1,
  fits: shape({
    id: text(100),
    name: text(1000),
    date: time,
    layers,
    accuracy: nullable(number(0, 1)),
    file: bytes(1, 1 << 28),
  }),
};
