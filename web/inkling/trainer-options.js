/** Checks a trainer's settings, and fills in what was left out. */
import { choice, options, real, refuse, whole } from './guard.js';
import { AUGMENTATIONS, RULES, SCHEDULES } from './trainer-settings.js';
import { CLASSES, MAX_BATCH, MAX_LEARNING_RATE, MAX_SEED } from './types.js';

/**
 * @typedef {import('./types.js').Rule} Rule
 * @typedef {import('./types.js').TrainerOptions} TrainerOptions
 * @typedef {import('./types.js').TrainerSettings} TrainerSettings
 */

/** INK_MAX_EPOCHS in src/inkling/training.h. */
export const MAX_EPOCHS = 100_000;

/** @type {Record<Rule, number>} */
const RATES = { sgd: 0.1, momentum: 0.02, adamw: 0.002 };

/** The largest value of each number in a part of the settings; the smallest is 0. */
const LIMITS = {
  distortion: { shift: 8, rotation: 90, scale: 0.5, shear: 1, elastic: 4, thickness: 2 },
  mixture: { drawn: 1, lettered: 1, strange: 1 },
  optimizer: { momentum: 0.999, beta2: 0.9999, weightDecay: 1, warmUp: 0.9 },
};

const NAMES = [
  ...['learningRate', 'batchSize', 'sampleCount', 'chunk', 'epochs', 'seed', 'augmentation'],
  ...['distortion', 'mixture', 'optimizer', 'labelSmoothing'],
];
/** What createTrainer takes. */
export const SETTINGS = [...NAMES, 'streaming'];

/**
 * Numbers of one part of the settings, with 0 for those left out.
 * @template {keyof typeof LIMITS} P
 * @param {P} part
 * @param {object} given
 * @param {string[]} [others] options that are not numbers
 * @returns {Record<keyof typeof LIMITS[P], number>}
 */
function numbers(part, given, others = []) {
  options(part, given, [...others, ...Object.keys(LIMITS[part])]);
  const values = /** @type {Record<string, unknown>} */ (given);
  return /** @type {any} */ (
    Object.fromEntries(
      Object.entries(LIMITS[part]).map(([name, limit]) => {
        const value = values[name];
        return [name, value === undefined ? 0 : real(`${part}.${name}`, value, 0, limit)];
      }),
    )
  );
}

/**
 * Checks settings and fills in what was left out.
 * @param {TrainerOptions} given
 * @param {object} about the network and its dataset
 * @param {number} about.count images in the dataset
 * @param {number} about.capacity 0 if the dataset is complete
 * @param {number} about.classes
 * @param {boolean} about.fonts whether there are any
 * @returns {Required<TrainerSettings>}
 */
export function completeSettings(given, { count, capacity, classes, fonts }) {
  options('settings', given, NAMES);
  const { optimizer: rules = {} } = given;
  const optimizer = typeof rules === 'string' ? { rule: rules } : rules;
  const tuned = numbers('optimizer', optimizer, ['rule', 'schedule']);
  const rule = choice('optimizer.rule', optimizer.rule ?? 'sgd', RULES);
  const schedule = choice('optimizer.schedule', optimizer.schedule ?? 'constant', SCHEDULES);
  const { epochs } = given;
  if (schedule !== 'constant' && epochs === undefined) {
    refuse('epochs', epochs, `given, because the schedule '${schedule}' depends on its length`);
  }
  const distortion = numbers('distortion', given.distortion ?? {});
  const distorted = Object.values(distortion).some((limit) => limit > 0);
  const mixture = numbers('mixture', given.mixture ?? {});
  const mixed = mixture.drawn + mixture.lettered + mixture.strange;
  if (Math.fround(mixed) > 1) refuse('mixture', mixed, 'at most 1 in total');
  if (mixed > 0 && classes !== CLASSES) {
    refuse('mixture', mixed, 'empty, because generated digits need a network with ten classes');
  }
  if (mixture.lettered > 0 && !fonts) {
    refuse('mixture.lettered', mixture.lettered, '0 without images of fonts, the fourth argument');
  }
  if (!capacity && count === 0) {
    refuse(
      'dataset',
      count,
      'filled with images first, or streaming: true passed with the settings',
    );
  }
  return {
    learningRate: real(
      'learningRate',
      given.learningRate ?? RATES[rule],
      0,
      MAX_LEARNING_RATE,
      true,
    ),
    batchSize: whole('batchSize', given.batchSize ?? 32, 1, MAX_BATCH),
    sampleCount: whole(
      'sampleCount',
      given.sampleCount ?? (capacity || count),
      1,
      capacity || count,
    ),
    chunk: whole('chunk', given.chunk ?? 0, 0, 2 ** 31 - 1),
    epochs: whole('epochs', epochs ?? 1, 1, MAX_EPOCHS),
    seed: whole('seed', given.seed ?? 1, 0, MAX_SEED),
    augmentation: choice(
      'augmentation',
      given.augmentation ?? (distorted ? 'distort' : 'none'),
      AUGMENTATIONS,
    ),
    distortion,
    mixture,
    optimizer: {
      ...tuned,
      rule,
      schedule,
      momentum: optimizer.momentum ?? 0.9,
      beta2: optimizer.beta2 ?? 0.99,
    },
    labelSmoothing: real('labelSmoothing', given.labelSmoothing ?? 0, 0, 0.5),
  };
}
