/**
 * The page's settings, declared once: limits, choices, and their place in the URL, so that an
 * address opens the same set-up. Their words stand in words.js: settings.<key>, settings.<key>Help.
 */
import { MAX_IMAGES } from '../import/limits.js';
import { MAX_BATCH } from '../inkling/index.js';
import { PRESETS } from './presets.js';

/**
 * @typedef {object} Settings
 * @property {string} layers
 * @property {number} learningRate
 * @property {import('../inkling/index.js').Schedule} schedule
 * @property {number} warmUp
 * @property {number} epochs
 * @property {number} batchSize
 * @property {import('../inkling/index.js').Rule} rule
 * @property {number} weightDecay
 * @property {number} labelSmoothing
 * @property {number} sampleCount
 * @property {import('../inkling/index.js').Augmentation} augmentation
 * @property {number} shift
 * @property {number} rotation
 * @property {number} scale
 * @property {number} shear
 * @property {number} elastic
 * @property {number} thickness
 * @property {number} drawn
 * @property {number} lettered
 * @property {number} strange
 * @property {number} seed
 * @property {'fast' | 'reproducible'} engine
 * @property {number} threads 0: as many as suit this device
 *
 * @typedef {'network' | 'training' | 'variety' | 'device'} Group where it stands in the form
 *
 * @typedef {object} Declaration
 * @property {keyof Settings} key
 * @property {Group} group
 * @property {string} param its name in the URL
 * @property {number | string} initial
 * @property {boolean} [live] whether it can change while a network trains; the others shape a new one
 * @property {boolean} [device] whether it belongs to this device, and not to the network
 * @property {(number | string)[]} [choices] to choose from
 * @property {[number, number]} [range] of a number, whole unless `fraction`
 * @property {boolean} [fraction]
 * @property {number} [step] of a slider; without it, the number is typed or chosen
 * @property {string} [unit] that is shown behind its value
 * @property {boolean} [text] whether it is text of the visitor's, at most MAX_TEXT long
 * @property {(settings: Settings) => boolean} [counts] whether it does anything beside the others
 */

/** Room for 32 layers. */
export const MAX_TEXT = 800;

/** @param {Settings} settings */
const distorts = ({ augmentation }) => augmentation === 'distort';

/** The learning rate that suits each rule, for a network that nothing else is known of. */
const USUAL_RATE = { sgd: 0.1, momentum: 0.03, adamw: 0.003 };

/** Steps larger than this run away, so they are not offered. */
const LARGEST_RATE = { sgd: 1, momentum: 0.3, adamw: 0.03 };

/**
 * The choices of a setting, as far as they can work beside the others.
 * @param {Declaration} declaration
 * @param {Settings} settings
 */
export const choicesOf = ({ key, choices = [] }, { rule }) =>
  key === 'learningRate' ? choices.filter((rate) => Number(rate) <= LARGEST_RATE[rule]) : choices;

/**
 * Brings settings that depend on a changed one to what suits it: another rule takes other steps.
 * @param {Declaration} change
 * @param {Settings} settings
 */
export function adapt({ key }, settings) {
  if (key === 'rule') settings.learningRate = USUAL_RATE[settings.rule];
}

/** @type {Omit<Declaration, 'initial'>[]} */
const FIELDS = [
  {
    key: 'layers',
    group: 'network',
    param: 'net',
    text: true,
  },
  {
    key: 'rule',
    group: 'training',
    param: 'rule',
    choices: ['sgd', 'momentum', 'adamw'],
  },
  {
    key: 'learningRate',
    group: 'training',
    param: 'lr',
    live: true,
    choices: [0.001, 0.003, 0.004, 0.005, 0.01, 0.03, 0.1, 0.2, 0.3, 1],
    range: [0.00001, 10],
    fraction: true,
  },
  {
    key: 'schedule',
    group: 'training',
    param: 'schedule',
    choices: ['constant', 'cosine', 'one-cycle'],
  },
  {
    key: 'warmUp',
    group: 'training',
    param: 'warmup',
    choices: [0, 0.05, 0.1, 0.2, 0.3, 0.5],
    unit: '%',
    range: [0, 0.9],
    fraction: true,
  },
  {
    key: 'epochs',
    group: 'training',
    param: 'epochs',
    live: true,
    range: [1, 1000],
  },
  {
    key: 'batchSize',
    group: 'training',
    param: 'batch',
    choices: [1, 8, 16, 32, 64, 128, 256],
    range: [1, MAX_BATCH],
  },
  {
    key: 'weightDecay',
    group: 'training',
    param: 'decay',
    choices: [0, 0.0001, 0.001, 0.01, 0.05, 0.1],
    range: [0, 1],
    fraction: true,
  },
  {
    key: 'labelSmoothing',
    group: 'training',
    param: 'smooth',
    choices: [0, 0.02, 0.05, 0.1, 0.2],
    range: [0, 0.5],
    fraction: true,
  },
  {
    key: 'sampleCount',
    group: 'training',
    param: 'digits',
    choices: [1000, 5000, 10000, 20000, 60000],
    // A dataset of one's own may have more than the bundled digits.
    range: [10, MAX_IMAGES],
  },
  {
    key: 'seed',
    group: 'training',
    param: 'seed',
    range: [0, 999999],
  },
  {
    key: 'augmentation',
    group: 'variety',
    param: 'augment',
    choices: ['none', 'shifts', 'distort'],
  },
  ...[
    slider('shift', [0, 4], 0.25, 'px'),
    slider('rotation', [0, 45], 1, '°'),
    slider('scale', [0, 0.4], 0.01, '%'),
    slider('shear', [0, 0.6], 0.01, ''),
    slider('elastic', [0, 4], 0.25, 'px'),
    slider('thickness', [0, 2], 0.1, 'px'),
  ].map((declaration) => ({ ...declaration, counts: distorts })),
  // The shares come to 100 % at the most.
  slider('drawn', [0, 0.5], 0.01, '%'),
  slider('lettered', [0, 0.25], 0.01, '%'),
  slider('strange', [0, 0.25], 0.01, '%'),
  {
    key: 'engine',
    group: 'device',
    param: 'engine',
    live: true,
    device: true,
    choices: ['fast', 'reproducible'],
  },
  {
    key: 'threads',
    group: 'device',
    param: 'threads',
    live: true,
    device: true,
    choices: [0, 1, 2, 4],
    range: [0, 16],
  },
];

/**
 * A setting of the digits' variety.
 * @param {keyof Settings} key also its name in the URL
 * @param {[number, number]} range
 * @param {number} step
 * @param {string} unit
 * @returns {Omit<Declaration, 'initial'>}
 */
function slider(key, range, step, unit) {
  return { key, group: 'variety', param: key, range, step, unit, fraction: true };
}

/** What a setting is where a preset does not name it. @type {Settings} */
const PLAIN = {
  layers: 'dense 128, relu, dense 10',
  rule: 'sgd',
  learningRate: 0.1,
  schedule: 'constant',
  warmUp: 0,
  epochs: 10,
  batchSize: 32,
  weightDecay: 0,
  labelSmoothing: 0,
  sampleCount: 60000,
  augmentation: 'none',
  shift: 0,
  rotation: 0,
  scale: 0,
  shear: 0,
  elastic: 0,
  thickness: 0,
  drawn: 0,
  lettered: 0,
  strange: 0,
  seed: 3,
  engine: 'fast',
  threads: 0,
};

/** @type {Declaration[]} */
export const DECLARATIONS = FIELDS.map((field) => ({
  ...field,
  initial: { ...PLAIN, ...PRESETS[0].settings }[field.key],
}));

/**
 * What a preset makes of the settings: those of the device, and the seed, stay.
 * @param {import('./presets.js').Preset} preset
 * @param {Settings} settings
 * @returns {Settings}
 */
export function withPreset(preset, { seed, engine, threads }) {
  return { ...PLAIN, ...preset.settings, seed, engine, threads };
}

/** The preset that the settings are, if they are one. @param {Settings} settings */
export const presetOf = (settings) =>
  PRESETS.find(
    (preset) => hashFromSettings(withPreset(preset, settings)) === hashFromSettings(settings),
  );

/** @returns {Settings} */
export const defaultSettings = () =>
  /** @type {Settings} */ (
    /** @type {unknown} */ (Object.fromEntries(DECLARATIONS.map((d) => [d.key, d.initial])))
  );

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
