/**
 * The page's settings, declared once: limits, choices, words, and their place in the URL, so that
 * an address opens the same set-up.
 */
import { MAX_BATCH } from './inkling.js';

/**
 * @typedef {object} Settings
 * @property {number} learningRate
 * @property {number} batchSize
 * @property {number} epochs
 * @property {number} hiddenUnits
 * @property {number} sampleCount
 * @property {import('./inkling.js').Augmentation} augmentation
 * @property {number} seed
 * @property {'fast' | 'reproducible'} engine
 * @property {number} threads 0: as many as suit this device
 *
 * @typedef {object} Declaration
 * @property {keyof Settings} key
 * @property {string} param its name in the URL
 * @property {string} label
 * @property {string} help in plain words
 * @property {number | string} initial
 * @property {boolean} live whether it can change while a network trains; the others shape a new one
 * @property {{ value: number | string, label: string }[]} [choices] to choose from
 * @property {[number, number]} [range] of a number, whole unless `fraction`
 * @property {boolean} [fraction]
 */

/** @param {number} value */
const number = (value) => ({ value, label: value.toLocaleString('en') });

/** @type {Declaration[]} */
export const DECLARATIONS = [
  {
    key: 'learningRate',
    param: 'lr',
    label: 'Learning rate',
    help: 'How far each step moves the weights. Too small learns slowly, too large jumps about.',
    initial: 0.1,
    live: true,
    choices: [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 1].map(number),
    range: [0.00001, 10],
    fraction: true,
  },
  {
    key: 'epochs',
    param: 'epochs',
    label: 'Epochs',
    help: 'How often the network sees every digit.',
    initial: 10,
    live: true,
    range: [1, 1000],
  },
  {
    key: 'batchSize',
    param: 'batch',
    label: 'Batch size',
    help: 'How many digits are looked at before the weights move once.',
    initial: 32,
    live: false,
    choices: [1, 8, 16, 32, 64, 128, 256].map(number),
    range: [1, MAX_BATCH],
  },
  {
    key: 'hiddenUnits',
    param: 'hidden',
    label: 'Hidden units',
    help: 'Neurons between the 784 pixels and the 10 digits.',
    initial: 128,
    live: false,
    choices: [8, 16, 32, 64, 128, 256, 512].map(number),
    range: [1, 1024],
  },
  {
    key: 'sampleCount',
    param: 'digits',
    label: 'Digits',
    help: 'How many of the 60,000 handwritten digits it learns from.',
    initial: 60000,
    live: false,
    choices: [1000, 5000, 10000, 20000, 60000].map(number),
    range: [10, 60000],
  },
  {
    key: 'augmentation',
    param: 'augment',
    label: 'Augmentation',
    help: 'Shifts add twelve copies of each digit, moved 1 to 3 pixels left, right, up and down: 1,000 become 13,000.',
    initial: 'none',
    live: false,
    choices: [
      { value: 'none', label: 'None' },
      { value: 'shifts', label: '12 shifts' },
    ],
  },
  {
    key: 'seed',
    param: 'seed',
    label: 'Seed',
    help: 'Decides the first weights and the order of the digits. The same seed gives the same curve.',
    initial: 3,
    live: false,
    range: [0, 999999],
  },
  {
    key: 'engine',
    param: 'engine',
    label: 'Engine',
    help: 'Fast uses what this processor does best. Reproducible gives the same curve on every device, bit for bit.',
    initial: 'fast',
    live: true,
    choices: [
      { value: 'fast', label: 'Fast' },
      { value: 'reproducible', label: 'Reproducible' },
    ],
  },
  {
    key: 'threads',
    param: 'threads',
    label: 'Threads',
    help: 'How many cores train at once. Fewer keep a phone cooler; the result is the same.',
    initial: 0,
    live: true,
    choices: [
      { value: 0, label: 'Automatic' },
      { value: 1, label: '1' },
      { value: 2, label: '2' },
      { value: 4, label: '4' },
    ],
    range: [0, 16],
  },
];

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
export function parseSetting({ choices, range, fraction }, text) {
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
  const text = params.toString();
  return text ? `#${text}` : '';
}

/** Whether the same network comes of both. @param {Settings} a @param {Settings} b */
export function sameNetwork(a, b) {
  return DECLARATIONS.every(({ key, live }) => live || a[key] === b[key]);
}
