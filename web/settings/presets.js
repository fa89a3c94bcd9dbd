/** Preset networks with matching training settings. */

/**
 * @typedef {import('./schema.js').Settings} Settings
 *
 * @typedef {object} Preset
 * @property {keyof import('../text/keys.js').English['presets']} id its name: presets.<id>
 * @property {number} promise measured accuracy on MNIST's test set
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

/** @type {Preset[]} */
export const PRESETS = [
  {
    id: 'quick',
    promise: 0.99,
    settings: {
      layers: 'conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10',
      rule: 'adamw',
      learningRate: 0.006,
      schedule: 'one-cycle',
      warmUp: 0.2,
      batchSize: 32,
      epochs: 3,
      augmentation: 'distort',
      ...VARIED,
      drawn: 0.2,
      lettered: 0.04,
      strange: 0.02,
    },
  },
  {
    id: 'mlp',
    promise: 0.988,
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
    promise: 0.993,
    settings: {
      layers:
        'conv 5x5x16, relu, maxpool 2, conv 5x5x24, relu, maxpool 2, dense 48, relu, dense 10',
      rule: 'adamw',
      learningRate: 0.004,
      schedule: 'one-cycle',
      warmUp: 0.3,
      weightDecay: 0.01,
      batchSize: 64,
      epochs: 16,
      augmentation: 'distort',
      ...VARIED,
      drawn: 0.15,
      lettered: 0.04,
      strange: 0.02,
    },
  },
  {
    id: 'better',
    promise: 0.996,
    settings: {
      layers:
        'conv 5x5x16, relu, maxpool 2, conv 5x5x32, relu, maxpool 2, dropout 0.2, ' +
        'dense 128, relu, dropout 0.3, dense 10',
      rule: 'adamw',
      learningRate: 0.003,
      schedule: 'one-cycle',
      warmUp: 0.3,
      weightDecay: 0.05,
      labelSmoothing: 0.03,
      batchSize: 64,
      epochs: 32,
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
