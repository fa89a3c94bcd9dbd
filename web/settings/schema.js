/**
 * The page's settings. Everything about one is in its entry in TABLE: its default, its valid values,
 * its control, its name in the address, and its place in the trainer. The form, the address, the
 * trainer's settings, the presets, and the notes in model files all derive from that. A new setting is
 * one entry here and its words in words.js: settings.<key>, settings.<key>Help, and choices.<choice>
 * for choices with names.
 */
import { MAX_IMAGES } from '../data/limits.js';
import { MAX_BATCH } from '../inkling/index.js';
import { IMPLIED, PRESETS, STARTING } from './presets.js';

/**
 * @typedef {'network' | 'training' | 'variety' | 'device'} Group its section of the form
 *
 * @typedef {object} Spec
 * @property {Group} group
 * @property {string} param its name in the address
 * @property {string} [trainer] its path in the trainer's settings: 'optimizer.rule'
 * @property {boolean} [live] whether it can change during training; other changes need a new network
 * @property {boolean} [device] whether it belongs to the device rather than the network
 * @property {boolean} [stays] whether presets leave it alone, as they do device settings
 * @property {readonly (number | string)[]} [choices] for a select; without them it is an input or a slider
 * @property {Record<number, string>} [named] numeric choices shown as words: choices.<word>
 * @property {[number, number]} [range] of a number, an integer unless `fraction`
 * @property {boolean} [fraction]
 * @property {number} [step] makes it a slider
 * @property {string} [unit] shown after its value
 * @property {boolean} [text] whether it is free text, at most MAX_TEXT long
 * @property {[string, string]} [only] the setting, and its value, without which this one has no effect
 * @property {{ setting: string, values: Record<string, { usual: number, largest: number }> }} [suits]
 *   for each value of another setting, the usual value of this one and the largest to offer
 */

/** Long enough for 32 layers. */
export const MAX_TEXT = 800;

/**
 * The optimizers, each with a learning rate that suits most networks, the largest one to offer, since
 * larger ones diverge, and its state size per parameter.
 */
export const RULES = {
  sgd: { usual: 0.1, largest: 1, slots: 0 },
  momentum: { usual: 0.03, largest: 0.3, slots: 1 },
  adamw: { usual: 0.003, largest: 0.03, slots: 2 },
};

/** The size of the bundled training set. */
export const BUNDLED_DIGITS = 60_000;

/** The augmentations, with the number of samples per original in an epoch. */
export const AUGMENTATIONS = { none: 1, shifts: 13, distort: 1 };

/** @param {string} plain @param {Spec} spec @returns {Spec & { plain: string }} */
const freeText = (plain, spec) => ({ ...spec, plain, text: true });

/** @param {number} plain @param {Spec} spec @returns {Spec & { plain: number }} */
const number = (plain, spec) => ({ ...spec, plain });

/**
 * @template {string} Choice
 * @param {NoInfer<Choice>} plain
 * @param {readonly Choice[]} choices
 * @param {Spec} spec
 * @returns {Spec & { plain: Choice }}
 */
const choice = (plain, choices, spec) => ({ ...spec, plain, choices });

/**
 * One aspect of how digits vary.
 * @param {string} trainer its last part is also the name in the address
 * @param {[number, number]} range
 * @param {number} step
 * @param {string} unit
 * @param {Partial<Spec>} [more]
 */
const slider = (trainer, range, step, unit, more) =>
  number(0, {
    group: 'variety',
    param: trainer.split('.')[1],
    trainer,
    range,
    step,
    unit,
    fraction: true,
    ...more,
  });

/** @type {Partial<Spec>} */
const DISTORTS = { only: ['augmentation', 'distort'] };

/**
 * The settings, in the order of the form and the address. `plain` is the value where a preset does not
 * set one.
 */
const TABLE = {
  layers: freeText('dense 128, relu, dense 10', { group: 'network', param: 'net' }),
  rule: choice('sgd', /** @type {(keyof typeof RULES)[]} */ (Object.keys(RULES)), {
    group: 'training',
    param: 'rule',
    trainer: 'optimizer.rule',
  }),
  learningRate: number(0.1, {
    group: 'training',
    param: 'lr',
    trainer: 'learningRate',
    live: true,
    choices: [0.001, 0.003, 0.004, 0.005, 0.01, 0.03, 0.1, 0.2, 0.3, 1],
    range: [0.00001, 10],
    fraction: true,
    suits: { setting: 'rule', values: RULES },
  }),
  schedule: choice('constant', ['constant', 'cosine', 'one-cycle'], {
    group: 'training',
    param: 'schedule',
    trainer: 'optimizer.schedule',
  }),
  warmUp: number(0, {
    group: 'training',
    param: 'warmup',
    trainer: 'optimizer.warmUp',
    choices: [0, 0.05, 0.1, 0.2, 0.3, 0.5],
    unit: '%',
    range: [0, 0.9],
    fraction: true,
  }),
  epochs: number(10, {
    group: 'training',
    param: 'epochs',
    trainer: 'epochs',
    live: true,
    range: [1, 1000],
  }),
  batchSize: number(32, {
    group: 'training',
    param: 'batch',
    trainer: 'batchSize',
    choices: [1, 8, 16, 32, 64, 128, 256],
    range: [1, MAX_BATCH],
  }),
  weightDecay: number(0, {
    group: 'training',
    param: 'decay',
    trainer: 'optimizer.weightDecay',
    choices: [0, 0.0001, 0.001, 0.01, 0.05, 0.1],
    range: [0, 1],
    fraction: true,
  }),
  labelSmoothing: number(0, {
    group: 'training',
    param: 'smooth',
    trainer: 'labelSmoothing',
    choices: [0, 0.02, 0.05, 0.1, 0.2],
    range: [0, 0.5],
    fraction: true,
  }),
  sampleCount: number(BUNDLED_DIGITS, {
    group: 'training',
    param: 'digits',
    trainer: 'sampleCount',
    choices: [1000, 5000, 10000, 20000, BUNDLED_DIGITS],
    // An imported dataset may be larger than the bundled one.
    range: [10, MAX_IMAGES],
  }),
  seed: number(3, {
    group: 'training',
    param: 'seed',
    trainer: 'seed',
    stays: true,
    range: [0, 999999],
  }),
  augmentation: choice(
    'none',
    /** @type {(keyof typeof AUGMENTATIONS)[]} */ (Object.keys(AUGMENTATIONS)),
    { group: 'variety', param: 'augment', trainer: 'augmentation' },
  ),
  shift: slider('distortion.shift', [0, 4], 0.25, 'px', DISTORTS),
  rotation: slider('distortion.rotation', [0, 45], 1, '°', DISTORTS),
  scale: slider('distortion.scale', [0, 0.4], 0.01, '%', DISTORTS),
  shear: slider('distortion.shear', [0, 0.6], 0.01, '', DISTORTS),
  elastic: slider('distortion.elastic', [0, 4], 0.25, 'px', DISTORTS),
  thickness: slider('distortion.thickness', [0, 2], 0.1, 'px', DISTORTS),
  // The maxima of the three shares add up to 100%.
  drawn: slider('mixture.drawn', [0, 0.5], 0.01, '%'),
  lettered: slider('mixture.lettered', [0, 0.25], 0.01, '%'),
  strange: slider('mixture.strange', [0, 0.25], 0.01, '%'),
  engine: choice('fast', ['fast', 'reproducible'], {
    group: 'device',
    param: 'engine',
    live: true,
    device: true,
  }),
  // 0: automatic.
  threads: number(0, {
    group: 'device',
    param: 'threads',
    live: true,
    device: true,
    choices: [0, 1, 2, 4],
    named: { 0: 'threads0' },
    range: [0, 16],
  }),
};

/**
 * @typedef {keyof typeof TABLE} Key
 * @typedef {{ [K in Key]: (typeof TABLE)[K]['plain'] }} Settings
 *
 * @typedef {Spec & { key: Key, plain: number | string, initial: number | string }} Declaration
 *   initial: the value where an address leaves it out
 */

/** @type {Declaration[]} */
export const DECLARATIONS = Object.entries(TABLE).map(([name, entry]) => {
  const key = /** @type {Key} */ (name);
  return { ...entry, key, initial: IMPLIED.settings[key] ?? entry.plain };
});

/**
 * An object with a value for each of the settings.
 * @param {(declaration: Declaration) => unknown} value
 * @param {Declaration[]} [declarations]
 * @returns {any}
 */
const mapSettings = (value, declarations = DECLARATIONS) =>
  Object.fromEntries(declarations.map((declaration) => [declaration.key, value(declaration)]));

/** Whether a setting has any effect, given the others. @param {Declaration} declaration @param {Settings} settings */
export const hasEffect = ({ only }, settings) =>
  !only || settings[/** @type {Key} */ (only[0])] === only[1];

/** The usual and largest value of a setting, given the others. @param {Declaration} declaration @param {Settings} settings */
const suited = ({ suits }, settings) =>
  suits?.values[String(settings[/** @type {Key} */ (suits.setting)])];

/**
 * The choices of a setting that make sense, given the others.
 * @param {Declaration} declaration
 * @param {Settings} settings
 */
export const choicesOf = (declaration, settings) => {
  const { largest = Number.POSITIVE_INFINITY } = suited(declaration, settings) ?? {};
  return (declaration.choices ?? []).filter((one) => !(Number(one) > largest));
};

/**
 * Resets settings that depend on a changed one to their usual values: each optimizer needs its own
 * learning rate.
 * @param {Declaration} change
 * @param {Settings} settings
 */
export function adapt(change, settings) {
  const dependent = DECLARATIONS.filter(({ suits }) => suits?.setting === change.key);
  Object.assign(
    settings,
    mapSettings((declaration) => suited(declaration, settings)?.usual, dependent),
  );
}

/** The device settings. @param {Settings} settings @returns {Partial<Settings>} */
export const ofDevice = (settings) =>
  mapSettings(
    ({ key }) => settings[key],
    DECLARATIONS.filter(({ device }) => device),
  );

/**
 * The settings with a preset applied. The seed and the device settings stay.
 * @param {Pick<import('./presets.js').Preset, 'settings'>} preset
 * @param {Settings} settings
 * @returns {Settings}
 */
export const withPreset = (preset, settings) =>
  mapSettings(({ key, plain, device, stays }) =>
    device || stays ? settings[key] : (preset.settings[key] ?? plain),
  );

/** The preset that the settings match, if any. @param {Settings} settings */
export const presetOf = (settings) =>
  PRESETS.find(
    (preset) => hashFromSettings(withPreset(preset, settings)) === hashFromSettings(settings),
  );

/** The settings that an address implies. @returns {Settings} */
export const defaultSettings = () => mapSettings(({ initial }) => initial);

/**
 * Parses a value; undefined if the declaration does not allow it.
 * @param {Declaration} declaration
 * @param {string} text
 * @returns {number | string | undefined}
 */
export function parseSetting({ choices, range, fraction, text: free }, text) {
  if (free) return text.trim() && text.length <= MAX_TEXT ? text.trim() : undefined;
  if (!range) return choices?.find((value) => value === text);
  const value = Number(text) + 0; // an address does not tell −0 from 0
  const fits = text.trim() !== '' && value >= range[0] && value <= range[1];
  return fits && (fraction || Number.isInteger(value)) ? value : undefined;
}

/**
 * Whether a stored value is one of a setting. It may be below the least that the form offers: steps are
 * made smaller when training diverges.
 * @param {Declaration} declaration
 * @param {unknown} value
 */
function fits({ choices, range, fraction, text: free }, value) {
  if (free) return typeof value === 'string' && value.trim() !== '' && value.length <= 4 * MAX_TEXT;
  if (!range) return Boolean(choices?.some((one) => one === value));
  const least = fraction ? 0 : range[0];
  const known = typeof value === 'number' && value >= least && value <= range[1];
  return known && (fraction || Number.isInteger(value));
}

/** Whether a stored object has valid settings. @param {any} stored */
export const areSettings = (stored) =>
  DECLARATIONS.every((declaration) => fits(declaration, stored[declaration.key]));

/** Stored settings, with those that their version did not have. @param {any} stored @returns {Settings} */
export const completeSettings = (stored) =>
  mapSettings(({ key, plain, initial, device }) =>
    Object.hasOwn(stored, key) ? stored[key] : device ? initial : plain,
  );

/** Settings from a hash; missing or invalid ones have their defaults. @param {string} hash */
export function settingsFromHash(hash) {
  const params = paramsOf(hash);
  const settings = defaultSettings();
  for (const declaration of DECLARATIONS) {
    const value = parseSetting(declaration, params.get(declaration.param) ?? '');
    if (value !== undefined) Object.assign(settings, { [declaration.key]: value });
  }
  return settings;
}

/** A hash with the settings that differ from their defaults. @param {Settings} settings */
export function hashFromSettings(settings) {
  const params = new URLSearchParams();
  for (const { key, param, initial } of DECLARATIONS) {
    if (settings[key] !== initial) params.set(param, String(settings[key]));
  }
  const text = params.toString().replaceAll('%2C', ',');
  return text ? `#${text}` : '';
}

/** @param {string} hash */
const paramsOf = (hash) => new URLSearchParams(hash.replace(/^#/, ''));

/** Whether an address has settings. @param {string} hash */
export const hasSettings = (hash) => DECLARATIONS.some(({ param }) => paramsOf(hash).has(param));

/** The settings that the page starts with at an address. @param {string} hash */
export const startingSettings = (hash) =>
  hasSettings(hash) ? settingsFromHash(hash) : withPreset(STARTING, defaultSettings());

/**
 * The hash that opens the page with these settings. It is never empty: an address without settings
 * opens the saved run, or what a first visit starts with.
 * @param {Settings} settings
 */
export const addressFromSettings = (settings) =>
  hashFromSettings(settings) || `#net=${settings.layers.replaceAll(' ', '+')}`;

/** Whether both describe the same network. @param {Settings} a @param {Settings} b */
export function sameNetwork(a, b) {
  return DECLARATIONS.every(({ key, live }) => live || a[key] === b[key]);
}
