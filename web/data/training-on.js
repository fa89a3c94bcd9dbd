/** Switches training to an imported dataset, and restores that choice on the next visit. */

import { MAX_CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { DIGITS, named } from './classes.js';
import { loadDataset, loadUse, saveUse } from './library.js';
import './words.js';

/**
 * @typedef {import('../train/training.js').Training} Training
 * @typedef {import('./library.js').StoredDataset} StoredDataset
 */

/** The fewest outputs a network can have. */
const MIN_CLASSES = 2;

/** The indices of the classes in use. @param {StoredDataset} dataset */
export const chosenOf = ({ classes, chosen }) =>
  chosen ?? classes.map((_, number) => number).slice(0, MAX_CLASSES);

/**
 * The network's output for each class: a digit's is its value, others are numbered in order.
 * @param {string[]} classes @param {number[]} chosen indices of the classes in use
 */
function outputsOf(classes, chosen) {
  const digits = chosen.every((number) => /^\d$/.test(classes[number]));
  return {
    digits,
    outputs: classes.map((name, number) => {
      const place = chosen.indexOf(number);
      return place < 0 || place >= MAX_CLASSES ? -1 : digits ? Number(name) : place;
    }),
  };
}

/**
 * @param {Training} training
 * @param {StoredDataset | null} dataset null for the bundled digits
 * @param {boolean} [both] with the bundled digits
 */
export function trainOn(training, dataset, both = false) {
  if (!dataset) {
    training.trainOn(null, null);
    return;
  }
  const chosen = chosenOf(dataset);
  const { outputs, digits } = outputsOf(dataset.classes, chosen);
  const names = chosen.map((number) => dataset.classes[number]);
  const classes = digits ? DIGITS : named(names, Math.max(names.length, MIN_CLASSES));
  const { pixels, labels, parts, id, name } = dataset;
  training.trainOn(
    { key: `${id} ${chosen} ${both}`, name, classes, both: both && digits },
    { pixels, labels, parts, outputs, digits, both: both && digits },
  );
}

/** The same, and remembers it for the next visit. @param {Training} training @param {StoredDataset | null} dataset @param {boolean} [both] */
export function chooseToTrainOn(training, dataset, both = false) {
  trainOn(training, dataset, both);
  return saveUse(dataset && { id: dataset.id, both });
}

/** A description of the dataset in use; null for the bundled digits. @param {Training} training */
export const trainedOnWords = ({ dataset }) =>
  dataset && t(dataset.both ? 'data.onBoth' : 'data.onOne', { name: dataset.name });

/** Restores the dataset of the last visit. @param {Training} training */
export async function restoreDataset(training) {
  const use = await loadUse();
  const dataset = use && (await loadDataset(use.id));
  if (use && dataset) trainOn(training, dataset, use.both);
}
