/**
 * The page's settings, declared once: limits, choices, words, and their place in the URL, so that
 * an address opens the same set-up.
 */
import { MAX_BATCH } from './inkling.js';
import { PRESETS } from './presets.js';

/**
 * @typedef {object} Settings
 * @property {string} layers
 * @property {number} learningRate
 * @property {import('./inkling.js').Schedule} schedule
 * @property {number} warmUp
 * @property {number} epochs
 * @property {number} batchSize
 * @property {import('./inkling.js').Rule} rule
 * @property {number} weightDecay
 * @property {number} labelSmoothing
 * @property {number} sampleCount
 * @property {import('./inkling.js').Augmentation} augmentation
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
 * @property {string} label
 * @property {string} help in plain words
 * @property {number | string} initial
 * @property {boolean} [live] whether it can change while a network trains; the others shape a new one
 * @property {boolean} [device] whether it belongs to this device, and not to the network
 * @property {{ value: number | string, label: string }[]} [choices] to choose from
 * @property {[number, number]} [range] of a number, whole unless `fraction`
 * @property {boolean} [fraction]
 * @property {number} [step] of a slider; without it, the number is typed or chosen
 * @property {string} [unit] that a slider shows behind its value
 * @property {boolean} [text] whether it is text of the visitor's, at most MAX_TEXT long
 */

/** Room for 32 layers. */
export const MAX_TEXT = 800;

/** @param {number} value */
const number = (value) => ({ value, label: value.toLocaleString('en') });

/** @type {Omit<Declaration, 'initial'>[]} */
const FIELDS = [
  {
    key: 'layers',
    group: 'network',
    param: 'net',
    label: 'Layers',
    help: 'From the 28 x 28 pixels to the 10 digits: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    text: true,
  },
  {
    key: 'rule',
    group: 'training',
    param: 'rule',
    label: 'Optimizer',
    help: 'How gradients move the weights. AdamW finds a step size for each weight by itself.',
    choices: [
      { value: 'sgd', label: 'SGD' },
      { value: 'momentum', label: 'Momentum' },
      { value: 'adamw', label: 'AdamW' },
    ],
  },
  {
    key: 'learningRate',
    group: 'training',
    param: 'lr',
    label: 'Learning rate',
    help: 'How far each step moves the weights. Too small learns slowly, too large jumps about. AdamW wants about a thirtieth of what SGD does.',
    live: true,
    choices: [0.001, 0.003, 0.004, 0.005, 0.01, 0.03, 0.1, 0.2, 0.3, 1].map(number),
    range: [0.00001, 10],
    fraction: true,
  },
  {
    key: 'schedule',
    group: 'training',
    param: 'schedule',
    label: 'Schedule',
    help: 'How the learning rate goes over the training. One cycle rises to the rate above, then falls to almost nothing.',
    choices: [
      { value: 'constant', label: 'Constant' },
      { value: 'cosine', label: 'Cosine' },
      { value: 'one-cycle', label: 'One cycle' },
    ],
  },
  {
    key: 'warmUp',
    group: 'training',
    param: 'warmup',
    label: 'Warm-up',
    help: 'The part of the training in which the learning rate rises.',
    choices: [0, 0.05, 0.1, 0.2, 0.3, 0.5].map((value) => ({
      value,
      label: `${Math.round(value * 100)} %`,
    })),
    range: [0, 0.9],
    fraction: true,
  },
  {
    key: 'epochs',
    group: 'training',
    param: 'epochs',
    label: 'Epochs',
    help: 'How often the network sees every digit.',
    live: true,
    range: [1, 1000],
  },
  {
    key: 'batchSize',
    group: 'training',
    param: 'batch',
    label: 'Batch size',
    help: 'How many digits are looked at before the weights move once.',
    choices: [1, 8, 16, 32, 64, 128, 256].map(number),
    range: [1, MAX_BATCH],
  },
  {
    key: 'weightDecay',
    group: 'training',
    param: 'decay',
    label: 'Weight decay',
    help: 'Pulls all weights towards zero a little with every step, against learning by heart.',
    choices: [0, 0.0001, 0.001, 0.01, 0.05, 0.1].map(number),
    range: [0, 1],
    fraction: true,
  },
  {
    key: 'labelSmoothing',
    group: 'training',
    param: 'smooth',
    label: 'Label smoothing',
    help: 'Asks for a little less than full certainty, so that the network does not overstate.',
    choices: [0, 0.02, 0.05, 0.1, 0.2].map(number),
    range: [0, 0.5],
    fraction: true,
  },
  {
    key: 'sampleCount',
    group: 'training',
    param: 'digits',
    label: 'Digits',
    help: 'How many of the 60,000 handwritten digits it learns from.',
    choices: [1000, 5000, 10000, 20000, 60000].map(number),
    range: [10, 60000],
  },
  {
    key: 'seed',
    group: 'training',
    param: 'seed',
    label: 'Seed',
    help: 'Decides the first weights and all that is random. The same seed gives the same curve.',
    range: [0, 999999],
  },
  {
    key: 'augmentation',
    group: 'variety',
    param: 'augment',
    label: 'Augmentation',
    help: 'Shifts add twelve copies of each digit, moved 1 to 3 pixels: 1,000 become 13,000. Distortions make each digit afresh every time, as far as the sliders up to Thickness allow.',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'shifts', label: '12 shifts' },
      { value: 'distort', label: 'Distortions' },
    ],
  },
  slider('shift', 'Shift', 'How far digits are moved.', [0, 4], 0.25, 'px'),
  slider('rotation', 'Rotation', 'How far they are turned.', [0, 45], 1, '°'),
  slider(
    'scale',
    'Size',
    'How much larger or smaller, in width and in height.',
    [0, 0.4],
    0.01,
    '%',
  ),
  slider('shear', 'Slant', 'How far they lean.', [0, 0.6], 0.01, ''),
  slider(
    'elastic',
    'Elastic',
    'How far the paper is stretched here and there.',
    [0, 4],
    0.25,
    'px',
  ),
  slider('thickness', 'Thickness', 'How much wider or narrower lines become.', [0, 2], 0.1, 'px'),
  // The shares come to 100 % at the most.
  slider(
    'drawn',
    'Drawn by rule',
    'Share of digits from pen strokes of our own: flagged 1s, crossed 7s, open 4s.',
    [0, 0.5],
    0.01,
    '%',
  ),
  slider('lettered', 'From fonts', 'Share of digits from handwriting fonts.', [0, 0.25], 0.01, '%'),
  slider(
    'strange',
    'Not a digit',
    'Share of scribbles and letters, to learn when not to be sure.',
    [0, 0.25],
    0.01,
    '%',
  ),
  {
    key: 'engine',
    group: 'device',
    param: 'engine',
    label: 'Engine',
    help: 'Fast uses what this processor does best. Reproducible gives the same curve on every device, bit for bit.',
    live: true,
    device: true,
    choices: [
      { value: 'fast', label: 'Fast' },
      { value: 'reproducible', label: 'Reproducible' },
    ],
  },
  {
    key: 'threads',
    group: 'device',
    param: 'threads',
    label: 'Threads',
    help: 'How many cores train at once. Fewer keep a phone cooler; the result is the same.',
    live: true,
    device: true,
    choices: [
      { value: 0, label: 'Automatic' },
      { value: 1, label: '1' },
      { value: 2, label: '2' },
      { value: 4, label: '4' },
    ],
    range: [0, 16],
  },
];

/**
 * A setting of the digits' variety.
 * @param {keyof Settings} key also its name in the URL
 * @param {string} label
 * @param {string} help
 * @param {[number, number]} range
 * @param {number} step
 * @param {string} unit
 * @returns {Omit<Declaration, 'initial'>}
 */
function slider(key, label, help, range, step, unit) {
  return { key, group: 'variety', param: key, label, help, range, step, unit, fraction: true };
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
  if (!range) return choices?.find(({ value }) => value === text)?.value;
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
