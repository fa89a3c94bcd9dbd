/** Preset networks with matching training settings. */

/**
 * @typedef {import('./schema.js').Settings} Settings
 *
 * @typedef {object} Preset
 * @property {keyof import('../text/keys.js').English['presets']} id its name: presets.<id>
 * @property {number} accuracy as measured on MNIST's test set
 * @property {Partial<Settings>} settings the rest have their usual values
 */

/** The augmentation for networks that read drawings. */
export const VARIED = /** @type {const} */ ({
  shift: 1,
  rotation: 10,
  scale: 0.1,
  shear: 0.15,
  elastic: 2,
  thickness: 0.6,
});

/**
 * Pools by 3: most of the work is in the convolutions, and pooling by more leaves less for the second.
 * ReLU after pooling gives the same values as before it, for a fraction of the work.
 * tests/bench/search.md has what else was tried.
 */
const POOLED_BY_3 =
  'conv 5x5x8, maxpool 3, relu, conv 3x3x48, maxpool 2, relu, dense 64, relu, dense 10';

/** @type {Preset[]} */
export const PRESETS = [
  {
    id: 'quick',
    accuracy: 0.99,
    settings: {
      layers: POOLED_BY_3,
      rule: 'adamw',
      learningRate: 0.01,
      schedule: 'one-cycle',
      warmUp: 0.2,
      weightDecay: 0.1,
      labelSmoothing: 0.1,
      batchSize: 32,
      epochs: 1,
      augmentation: 'distort',
      ...VARIED,
      drawn: 0.25,
      lettered: 0.08,
      strange: 0.02,
    },
  },
  {
    id: 'mlp',
    accuracy: 0.988,
    settings: {
      layers: 'dense 128, relu, dense 10',
      rule: 'adamw',
      learningRate: 0.003,
      schedule: 'one-cycle',
      warmUp: 0.3,
      batchSize: 64,
      epochs: 40,
      augmentation: 'distort',
      ...VARIED,
      drawn: 0.2,
      lettered: 0.04,
      strange: 0.02,
    },
  },
  {
    id: 'small',
    accuracy: 0.994,
    settings: {
      layers: POOLED_BY_3,
      rule: 'adamw',
      learningRate: 0.004,
      schedule: 'one-cycle',
      warmUp: 0.3,
      weightDecay: 0.05,
      labelSmoothing: 0.05,
      batchSize: 32,
      epochs: 8,
      augmentation: 'distort',
      ...VARIED,
      drawn: 0.1,
      lettered: 0.02,
      strange: 0.02,
    },
  },
  {
    id: 'better',
    accuracy: 0.996,
    settings: {
      layers:
        'conv 5x5x16, maxpool 2, relu, conv 3x3x32, maxpool 2, relu, dense 128, relu, dense 10',
      rule: 'adamw',
      learningRate: 0.004,
      schedule: 'one-cycle',
      warmUp: 0.3,
      weightDecay: 0.05,
      labelSmoothing: 0.02,
      batchSize: 64,
      epochs: 14,
      augmentation: 'distort',
      ...VARIED,
    },
  },
];

/** @param {Preset['id']} wanted */
const byId = (wanted) => /** @type {Preset} */ (PRESETS.find(({ id }) => id === wanted));

/**
 * What an address means where it leaves a setting out. Links to the page depend on it, so it must
 * never change.
 */
export const IMPLIED = byId('mlp');

/** What a first visitor's Train trains: the quickest way to 99%. */
export const STARTING = byId('quick');
