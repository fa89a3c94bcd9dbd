/** The kinds of stored records of runs. */
import { areSettings, completeSettings } from '../settings/schema.js';
import {
  all,
  anyNumber,
  floats,
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

/** @typedef {import('../storage/schema.js').Kind} Kind */

/** Longer class names of older versions are cut. */
const LONGEST_NAME = 1000;
const MAX_NAMES = 256;

const share = number(0, 1);
const epochs = number(0, 1e7);

/** A run that diverged may have measured any number. */
const point = shape({
  epoch: epochs,
  trainLoss: anyNumber,
  trainAccuracy: share,
  testLoss: nullable(anyNumber),
  testAccuracy: nullable(share),
  sample: optional(shape({ loss: anyNumber, accuracy: share })),
});

/** @type {import('../storage/schema.js').Check} */
const settings = (value) => isPlain(value) && areSettings(value);

const window = shape({
  lossSum: anyNumber,
  correct: number(0, 1e9),
  count: number(0, 1e9),
  sinceTest: number(0, 1e9),
  samples: optional(number(0, 1e15)),
  seconds: optional(number(0, 1e12)),
  milestones: optional(
    listOf(
      shape({
        share,
        epoch: optional(epochs),
        samples: number(0, 1e15),
        seconds: number(0, 1e12),
      }),
      100,
    ),
  ),
  untested: optional(point),
  drawnFrom: optional(whole(1, 1e9)),
});

/** Settings that an older version did not have are off. @param {any} run */
function migrate(run) {
  const { settings, names } = run;
  return {
    ...run,
    settings: isPlain(settings) ? completeSettings(settings) : settings,
    ...(Array.isArray(names) && names.length <= MAX_NAMES
      ? { names: names.map((name) => name.slice(0, LONGEST_NAME)) }
      : {}),
  };
}

/** A SavedRun. @type {Kind} */
export const RUN = {
  version: 1,
  migrate: (run) => (isPlain(run) ? migrate(run) : run),
  fits: shape({
    settings,
    parameters: floats(),
    memory: floats(),
    temperature: all(anyNumber, Number.isFinite),
    epoch: whole(0, 1e7),
    position: whole(0, 1e9),
    target: whole(0, 1e7),
    window,
    points: listOf(point, 20_000),
    dataset: optional(text(10_000)),
    names: optional(listOf(text(LONGEST_NAME), MAX_NAMES)),
    replacedBy: optional(floats()),
    replacedByName: optional(text(LONGEST_NAME)),
  }),
};

/** A PastRun. @type {Kind} */
export const PAST_RUN = {
  version: 1,
  migrate: (run) => (isPlain(run) ? migrate(run) : run),
  fits: shape({
    id: text(200),
    name: text(LONGEST_NAME),
    date: time,
    settings,
    points: listOf(point, 5000),
  }),
};

/** All past runs in one list, as older versions stored them. @type {Kind} */
export const PAST_RUNS = { version: 1, fits: listOf(shape({ id: text(200) }), 1000) };
