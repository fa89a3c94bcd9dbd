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
export const MIN_CLASSES = 2;

/** Each class's name, which the visitor may have changed. @param {Pick<StoredDataset, 'classes' | 'names'>} dataset */
export const namesOf = ({ classes, names }) => names ?? classes;

/**
 * The indices of the classes in use. Without a selection, these are as many as a network can tell apart.
 * @param {Pick<StoredDataset, 'classes' | 'names' | 'chosen'>} dataset
 */
export function chosenOf(dataset) {
  if (dataset.chosen) return dataset.chosen;
  const names = namesOf(dataset);
  const distinct = [...new Set(names)].slice(0, MAX_CLASSES);
  return names.flatMap((name, number) => (distinct.includes(name) ? [number] : []));
}

/**
 * What a network learns to tell apart: the names in use. Classes of the same name are one.
 * @param {Pick<StoredDataset, 'classes' | 'names' | 'chosen'>} dataset
 */
export function outputsOf(dataset) {
  const names = namesOf(dataset);
  const chosen = new Set(chosenOf(dataset));
  const used = [...new Set([...chosen].map((number) => names[number]))].slice(0, MAX_CLASSES);
  const digits = used.every((name) => /^\d$/.test(name));
  return {
    used,
    digits,
    /** The output for each class: a digit's is its value, others are numbered in order; -1: none. */
    outputs: names.map((name, number) =>
      !chosen.has(number) ? -1 : digits ? Number(name) : used.indexOf(name),
    ),
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
  const { used, outputs, digits } = outputsOf(dataset);
  const classes = digits ? DIGITS : named(used, Math.max(used.length, MIN_CLASSES));
  const { pixels, labels, parts, id, name, names } = dataset;
  const key = [id, chosenOf(dataset), both, ...(names ? [names] : [])].join(' ');
  training.trainOn(
    { key, name, classes, both: both && digits },
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
