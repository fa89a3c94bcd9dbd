/**
 * The page's settings. All that there is to say about one stands in its entry of TABLE: what it is
 * at first, what it may be, how it is chosen, its place in the address and where it goes in the
 * trainer. The form, the address, what the trainer is given, the presets and what model files tell
 * of a run are made of it, so a new setting is one entry here, and its words in words.js:
 * settings.<key>, settings.<key>Help and, for choices in words, choices.<choice>.
 */
import { MAX_IMAGES } from '../data/limits.js';
import { MAX_BATCH } from '../inkling/index.js';
import { PRESETS } from './presets.js';

/**
 * @typedef {'network' | 'training' | 'variety' | 'device'} Group where it stands in the form
 *
 * @typedef {object} About what entries say
 * @property {Group} group
 * @property {string} param its name in the address
 * @property {string} [trainer] what it is among the trainer's settings: 'optimizer.rule'
 * @property {boolean} [live] whether it can change while a network trains; the others shape a new one
 * @property {boolean} [device] whether it belongs to this device, and not to the network
 * @property {boolean} [stays] whether presets leave it as it is, as they do those of the device
 * @property {readonly (number | string)[]} [choices] to choose from; without them it is typed, or slid
 * @property {Record<number, string>} [named] numbers of the choices that have words: choices.<word>
 * @property {[number, number]} [range] of a number, whole unless `fraction`
 * @property {boolean} [fraction]
 * @property {number} [step] of a slider
 * @property {string} [unit] that is shown behind its value
 * @property {boolean} [text] whether it is text of the visitor's, at most MAX_TEXT long
 * @property {[string, string]} [only] another setting, and the value beside which this one does anything
 * @property {{ setting: string, values: Record<string, { usual: number, largest: number }> }} [suits]
 *   another setting, and what suits each of its values: a usual value, and the largest that is offered
 */

/** Room for 32 layers. */
export const MAX_TEXT = 800;

/**
 * The optimizers: the learning rate that suits a network which nothing else is known of, the
 * largest that is offered, since larger steps run away, and how many numbers it remembers of each
 * parameter.
 */
export const RULES = {
  sgd: { usual: 0.1, largest: 1, slots: 0 },
  momentum: { usual: 0.03, largest: 0.3, slots: 1 },
  adamw: { usual: 0.003, largest: 0.03, slots: 2 },
};

/** The digits to train on that come with the page. */
export const BUNDLED_DIGITS = 60_000;

/** The augmentations, with how many samples an epoch makes of each original. */
export const AUGMENTATIONS = { none: 1, shifts: 13, distort: 1 };

/** @param {string} plain @param {About} about @returns {About & { plain: string }} */
const words = (plain, about) => ({ ...about, plain, text: true });

/** @param {number} plain @param {About} about @returns {About & { plain: number }} */
const number = (plain, about) => ({ ...about, plain });

/**
 * @template {string} Choice
 * @param {NoInfer<Choice>} plain
 * @param {readonly Choice[]} choices
 * @param {About} about
 * @returns {About & { plain: Choice }}
 */
const choice = (plain, choices, about) => ({ ...about, plain, choices });

/**
 * How much the digits vary in one respect.
 * @param {string} trainer its last word is the name in the address, too
 * @param {[number, number]} range
 * @param {number} step
 * @param {string} unit
 * @param {Partial<About>} [more]
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

/** @type {Partial<About>} */
const DISTORTS = { only: ['augmentation', 'distort'] };

/**
 * The settings, in the order of the form and of the address. `plain` is what one is where a preset
 * does not name it.
 */
const TABLE = {
  layers: words('dense 128, relu, dense 10', { group: 'network', param: 'net' }),
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
    // A dataset of one's own may have more than the bundled digits.
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
  // The shares come to 100 % at the most.
  drawn: slider('mixture.drawn', [0, 0.5], 0.01, '%'),
  lettered: slider('mixture.lettered', [0, 0.25], 0.01, '%'),
  strange: slider('mixture.strange', [0, 0.25], 0.01, '%'),
  engine: choice('fast', ['fast', 'reproducible'], {
    group: 'device',
    param: 'engine',
    live: true,
    device: true,
  }),
  // 0: as many as suit this device.
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
 * @typedef {About & { key: Key, plain: number | string, initial: number | string }} Declaration
 *   initial: what the page begins with
 */

/** Those of the table. @type {Declaration[]} */
export const DECLARATIONS = Object.entries(TABLE).map(([name, entry]) => {
  const key = /** @type {Key} */ (name);
  return { ...entry, key, initial: PRESETS[0].settings[key] ?? entry.plain };
});

/**
 * A value for each of some settings.
 * @param {(declaration: Declaration) => unknown} value
 * @param {Declaration[]} [declarations]
 * @returns {any}
 */
const each = (value, declarations = DECLARATIONS) =>
  Object.fromEntries(declarations.map((declaration) => [declaration.key, value(declaration)]));

/** Whether a setting does anything beside the others. @param {Declaration} declaration @param {Settings} settings */
export const counts = ({ only }, settings) =>
  !only || settings[/** @type {Key} */ (only[0])] === only[1];

/** What suits a setting beside the others. @param {Declaration} declaration @param {Settings} settings */
const suited = ({ suits }, settings) =>
  suits?.values[String(settings[/** @type {Key} */ (suits.setting)])];

/**
 * The choices of a setting, as far as they can work beside the others.
 * @param {Declaration} declaration
 * @param {Settings} settings
 */
export const choicesOf = (declaration, settings) => {
  const { largest = Number.POSITIVE_INFINITY } = suited(declaration, settings) ?? {};
  return (declaration.choices ?? []).filter((one) => !(Number(one) > largest));
};

/**
 * Brings settings that depend on a changed one to what suits it: another rule takes other steps.
 * @param {Declaration} change
 * @param {Settings} settings
 */
export function adapt(change, settings) {
  const dependent = DECLARATIONS.filter(({ suits }) => suits?.setting === change.key);
  Object.assign(
    settings,
    each((declaration) => suited(declaration, settings)?.usual, dependent),
  );
}

/** Those of this device. @param {Settings} settings @returns {Partial<Settings>} */
export const ofDevice = (settings) =>
  each(
    ({ key }) => settings[key],
    DECLARATIONS.filter(({ device }) => device),
  );

/**
 * What a preset makes of the settings: those of the device, and the seed, stay.
 * @param {import('./presets.js').Preset} preset
 * @param {Settings} settings
 * @returns {Settings}
 */
export const withPreset = (preset, settings) =>
  each(({ key, plain, device, stays }) =>
    device || stays ? settings[key] : (preset.settings[key] ?? plain),
  );

/** The preset that the settings are, if they are one. @param {Settings} settings */
export const presetOf = (settings) =>
  PRESETS.find(
    (preset) => hashFromSettings(withPreset(preset, settings)) === hashFromSettings(settings),
  );

/** @returns {Settings} */
export const defaultSettings = () => each(({ initial }) => initial);

/**
 * A value as its declaration allows it, or undefined.
 * @param {Declaration} declaration
 * @param {string} text
 * @returns {number | string | undefined}
 */
export function parseSetting({ choices, range, fraction, text: free }, text) {
  if (free) return text.trim() && text.length <= MAX_TEXT ? text.trim() : undefined;
  if (!range) return choices?.find((value) => value === text);
  const value = Number(text);
  const fits = text.trim() !== '' && value >= range[0] && value <= range[1];
  return fits && (fraction || Number.isInteger(value)) ? value : undefined;
}

/** Settings from an address; what is missing or out of range has its default. @param {string} hash */
export function settingsFromHash(hash) {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const settings = defaultSettings();
  for (const declaration of DECLARATIONS) {
    const value = parseSetting(declaration, params.get(declaration.param) ?? '');
    if (value !== undefined) Object.assign(settings, { [declaration.key]: value });
  }
  return settings;
}

/** The part of an address that holds what differs from the defaults. @param {Settings} settings */
export function hashFromSettings(settings) {
  const params = new URLSearchParams();
  for (const { key, param, initial } of DECLARATIONS) {
    if (settings[key] !== initial) params.set(param, String(settings[key]));
  }
  const text = params.toString().replaceAll('%2C', ',');
  return text ? `#${text}` : '';
}

/** Whether the same network comes of both. @param {Settings} a @param {Settings} b */
export function sameNetwork(a, b) {
  return DECLARATIONS.every(({ key, live }) => live || a[key] === b[key]);
}
