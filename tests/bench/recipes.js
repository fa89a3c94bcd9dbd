/**
 * What W5 trains: the settings of a network and its trainer as web/inkling.js takes them. The
 * seed is the benchmark's own.
 *
 * @typedef {object} Recipe
 * @property {string} id
 * @property {string} label
 * @property {{layers: string, epochs: number}
 *   & Omit<import('../../web/inkling.js').TrainerSettings, 'sampleCount' | 'seed'>} settings
 */

const oneCycle = /** @type {const} */ ({ rule: 'adamw', schedule: 'one-cycle', warmUp: 0.3 });

/** @type {Recipe[]} */
export const RECIPES = [
  {
    id: 'quick',
    label: 'Quick: small network, 2 epochs',
    settings: {
      layers: 'conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10',
      learningRate: 0.004,
      batchSize: 32,
      epochs: 2,
      optimizer: oneCycle,
    },
  },
  {
    id: 'accurate',
    label: 'Accurate: larger network, distorted digits, 8 epochs',
    settings: {
      layers:
        'conv 5x5x16, relu, maxpool 2, conv 5x5x32, relu, maxpool 2, dense 128, relu, dropout 0.3, dense 10',
      learningRate: 0.003,
      batchSize: 64,
      epochs: 8,
      augmentation: 'distort',
      distortion: { shift: 1.5, rotation: 10, scale: 0.1, shear: 0.1 },
      optimizer: oneCycle,
    },
  },
];
