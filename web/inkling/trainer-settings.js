/** Passes a trainer's settings to the core and back. */

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./types.js').Augmentation} Augmentation
 * @typedef {import('./types.js').Rule} Rule
 * @typedef {import('./types.js').Schedule} Schedule
 * @typedef {import('./types.js').TrainerSettings} TrainerSettings
 */

/** @type {Augmentation[]} as InkAugmentation */
export const AUGMENTATIONS = ['none', 'shifts', 'distort'];
/** @type {Rule[]} as InkRule */
export const RULES = ['sgd', 'momentum', 'adamw'];
/** @type {Schedule[]} as InkSchedule */
export const SCHEDULES = ['constant', 'cosine', 'one-cycle'];

/** The type of each field of InkTrainerSettings, in order: float, int, or unsigned. */
export const TYPES = 'fiiiiuifffffffffifffiff';

/**
 * Calls `use` with the settings as an InkTrainerSettings.
 * @template T
 * @param {Core} core
 * @param {Required<TrainerSettings>} settings
 * @param {(address: number) => T} use
 */
export function withTrainerSettings(core, settings, use) {
  const { distortion, mixture, optimizer } = settings;
  const values = [
    settings.learningRate,
    settings.batchSize,
    settings.sampleCount,
    settings.chunk,
    settings.epochs,
    settings.seed,
    AUGMENTATIONS.indexOf(settings.augmentation),
    distortion.shift ?? 0,
    distortion.rotation ?? 0,
    distortion.scale ?? 0,
    distortion.shear ?? 0,
    distortion.elastic ?? 0,
    distortion.thickness ?? 0,
    mixture.drawn ?? 0,
    mixture.lettered ?? 0,
    mixture.strange ?? 0,
    RULES.indexOf(optimizer.rule ?? 'sgd'),
    optimizer.momentum ?? 0.9,
    optimizer.beta2 ?? 0.99,
    optimizer.weightDecay ?? 0,
    SCHEDULES.indexOf(optimizer.schedule ?? 'constant'),
    optimizer.warmUp ?? 0,
    settings.labelSmoothing,
  ];
  return core.borrow([values.length * 4], (address) => {
    values.forEach((value, i) => {
      const at = address + 4 * i;
      (TYPES[i] === 'f' ? core.f32(at, 1) : core.i32(at, 1))[0] = value;
    });
    return use(address);
  });
}

/**
 * @param {Core} core
 * @param {number} address of an InkTrainerSettings
 * @returns {Required<TrainerSettings>}
 */
export function readTrainerSettings(core, address) {
  const values = [...TYPES].map((type, i) => {
    const at = address + 4 * i;
    const [value] = type === 'f' ? core.f32(at, 1) : core.i32(at, 1);
    return type === 'u' ? value >>> 0 : value;
  });
  const [learningRate, batchSize, sampleCount, chunk, epochs, seed, augmentation] = values;
  const [shift, rotation, scale, shear, elastic, thickness] = values.slice(7);
  const [drawn, lettered, strange] = values.slice(13);
  const [rule, momentum, beta2, weightDecay, schedule, warmUp, labelSmoothing] = values.slice(16);
  return {
    learningRate,
    batchSize,
    sampleCount,
    chunk,
    epochs,
    seed,
    augmentation: AUGMENTATIONS[augmentation],
    distortion: { shift, rotation, scale, shear, elastic, thickness },
    mixture: { drawn, lettered, strange },
    optimizer: {
      rule: RULES[rule],
      momentum,
      beta2,
      weightDecay,
      schedule: SCHEDULES[schedule],
      warmUp,
    },
    labelSmoothing,
  };
}
