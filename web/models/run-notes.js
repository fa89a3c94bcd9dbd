/** The training run in a model file's metadata: written on saving, restored on opening. */
import { areDigits } from '../data/classes.js';
import {
  AUGMENTATIONS,
  defaultSettings,
  hashFromSettings,
  RULES,
  settingsFromHash,
} from '../settings/schema.js';
import { settingsOfTrainer } from '../settings/trainer.js';
import { csvOf, pointsOf } from './curve-csv.js';

/**
 * @typedef {import('../inkling/index.js').SavedModel} SavedModel
 * @typedef {import('../train/protocol.js').CurvePoint} CurvePoint
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('../settings/schema.js').Settings} Settings
 */

/** The note of class names, unless they are the digits. @param {string[]} names @returns {Record<string, string>} */
const namesNote = (names) =>
  areDigits(names) ? {} : { class_names: names.map(oneLine).join('\n') };

/**
 * @param {string} name
 * @param {number | null} accuracy
 * @param {string[]} names of the classes
 * @param {{ settings: Settings, target: number, points: CurvePoint[] }} [run]
 * @returns {Record<string, string>}
 */
export function notesOf(name, accuracy, names, run) {
  return {
    name,
    ...namesNote(names),
    ...(accuracy === null ? {} : { test_accuracy: (accuracy * 100).toFixed(2) }),
    ...(run
      ? {
          'page.settings': hashFromSettings(run.settings),
          'page.target': String(run.target),
          curve: csvOf(run.points),
        }
      : {}),
  };
}

/** Layers as the page writes them: a file may have any space between them. @param {string} layers */
export const tidyLayers = (layers) => layers.replace(/\s+/g, ' ').trim();

/** Class names of this page are shorter. */
const LONGEST_NAME = 250;

/** @param {string} name */
const oneLine = (name) => name.replaceAll('\n', ' ');

/** The test accuracy stated in a file, 0 to 1. @param {Record<string, string>} notes */
export function accuracyOf({ test_accuracy }) {
  const percent = Number(test_accuracy || Number.NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : null;
}

/** The settings a model was trained with, as far as this page supports them. @param {SavedModel} model */
function settingsOf({ layers, notes, training }) {
  const hash = notes['page.settings'];
  if (hash !== undefined) return { ...settingsFromHash(hash), layers };
  const settings = { ...defaultSettings(), layers };
  if (!training) return settings;
  Object.assign(settings, settingsOfTrainer(training.settings));
  // The round trip through the hash resets values out of range to their defaults.
  return { ...settingsFromHash(hashFromSettings(settings)), layers };
}

/**
 * A run that continues from a model: exactly, if the file has the optimizer state, else from the
 * weights alone.
 * @param {SavedModel} model
 * @returns {SavedRun}
 */
export function runOf(model) {
  const { parameters, temperature, training, notes, classNames } = model;
  const settings = settingsOf({ ...model, layers: tidyLayers(model.layers) });
  const slots = RULES[settings.rule].slots * parameters.length;
  const fits =
    training?.memory.length === slots &&
    training.position < settings.sampleCount * AUGMENTATIONS[settings.augmentation];
  const target = Number(notes['page.target']);
  const names = classNames?.map((name) => name.slice(0, LONGEST_NAME));
  return {
    settings,
    parameters,
    temperature,
    memory: fits && training ? training.memory : new Float32Array(slots),
    epoch: fits && training ? training.epoch : 0,
    position: fits && training ? training.position : 0,
    target: Number.isInteger(target) && target > 0 && target <= 100_000 ? target : settings.epochs,
    window: { lossSum: 0, correct: 0, count: 0, sinceTest: 0 },
    points: fits ? pointsOf(notes.curve ?? '') : [],
    names,
  };
}
