/**
 * Replaces trainer-options.js in the page's bundle, like guard-page.js: fills in what was left out. The
 * page checks what visitors enter, and the core refuses the rest.
 */

/** @type {typeof import('./trainer-options.js').completeSettings} */
export const completeSettings = (given, { count, capacity }) => {
  const { optimizer = {} } = /** @type {import('./types.js').TrainerSettings} */ (given);
  return {
    learningRate: 0.1,
    batchSize: 32,
    sampleCount: capacity || count,
    chunk: 0,
    epochs: 1,
    seed: 1,
    augmentation: 'none',
    labelSmoothing: 0,
    ...given,
    distortion: {
      ...{ shift: 0, rotation: 0, scale: 0, shear: 0, elastic: 0, thickness: 0 },
      ...given.distortion,
    },
    mixture: { drawn: 0, lettered: 0, strange: 0, ...given.mixture },
    optimizer: {
      ...{ rule: 'sgd', momentum: 0.9, beta2: 0.99, weightDecay: 0, schedule: 'constant' },
      warmUp: 0,
      ...optimizer,
    },
  };
};

export const MAX_EPOCHS = 100_000;

/** @type {string[]} */
export const SETTINGS = [];
