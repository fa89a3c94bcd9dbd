/** The kinds of stored records of datasets. */
import { PIXELS } from '../inkling/index.js';
import {
  all,
  anyNumber,
  blob,
  bytes,
  flag,
  isPlain,
  listOf,
  nullable,
  number,
  optional,
  shape,
  text,
  time,
  whole,
} from '../storage/schema.js';
import { MAX_IMAGES } from './limits.js';

/** @typedef {import('../storage/schema.js').Kind} Kind */

/** Longer names, which older versions imported, are cut. */
const LONGEST_NAME = 1000;
const LONGEST_CLASS = 250;
/** More than a network can tell apart: a label is one byte. */
const MOST_CLASSES = 256;

const count = whole(0, 1e9);
const id = text(100);

/** Whether the parts of a dataset fit together. @param {any} dataset */
const agrees = ({ classes, counts, count, pixels, labels, parts, chosen, names }) =>
  classes.length > 0 &&
  counts.length === classes.length &&
  (!names || names.length === classes.length) &&
  pixels.size === count * PIXELS &&
  labels.size === count &&
  (!parts || parts.size === count) &&
  (!chosen || chosen.every((/** @type {number} */ number) => number < classes.length));

/** @param {number} most */
const cutTo = (most) => (/** @type {any} */ name) =>
  typeof name === 'string' ? name.slice(0, most) : name;

/** A StoredDataset. @type {Kind} */
export const DATASET = {
  version: 1,
  migrate: (dataset) =>
    isPlain(dataset) && Array.isArray(dataset.classes) && dataset.classes.length <= MOST_CLASSES
      ? {
          ...dataset,
          name: cutTo(LONGEST_NAME)(dataset.name),
          classes: dataset.classes.map(cutTo(LONGEST_CLASS)),
        }
      : dataset,
  fits: all(
    shape({
      id,
      date: time,
      name: text(LONGEST_NAME),
      classes: listOf(text(LONGEST_CLASS), MOST_CLASSES),
      counts: listOf(count, MOST_CLASSES),
      count: whole(1, MAX_IMAGES),
      pixels: blob,
      labels: blob,
      parts: optional(blob),
      chosen: optional(listOf(whole(0, MOST_CLASSES - 1), MOST_CLASSES)),
      names: optional(listOf(text(LONGEST_CLASS), MOST_CLASSES)),
      classSource: optional(
        shape({
          used: text(50),
          offers: listOf(shape({ source: text(50), examples: listOf(text(10_000), 100) }), 1000),
        }),
      ),
      preview: listOf(
        all(bytes(0, 100 * PIXELS), (ink) => ink.length % PIXELS === 0),
        MOST_CLASSES,
      ),
      skipped: listOf(
        shape({
          reason: text(50),
          count,
          examples: listOf(text(100_000), 100),
          detail: optional(text(1000)),
        }),
        200,
      ),
      found: shape({ kept: count, alpha: count, dark: count, light: count }),
      notes: optional(
        listOf(
          shape({
            kind: text(50),
            count: optional(anyNumber),
            share: optional(number(0, 1)),
            list: optional(listOf(text(10_000), 1000)),
          }),
          100,
        ),
      ),
    }),
    agrees,
  ),
};

/** Which dataset is trained on; null: the bundled digits. @type {Kind} */
export const USED_DATASET = { version: 1, fits: nullable(shape({ id, both: flag })) };

/** The name of an import under way; null if there is none. @type {Kind} */
export const UNFINISHED_IMPORT = { version: 1, fits: nullable(text(10_000)) };
