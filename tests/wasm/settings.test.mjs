/** The table of settings: round trips through the URL, the trainer and model files. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { notesOf, runOf } from '../../web/models/run-notes.js';
import {
  DECLARATIONS,
  defaultSettings,
  hashFromSettings,
  settingsFromHash,
} from '../../web/settings/schema.js';
import { settingsOfTrainer, trainerSettings } from '../../web/settings/trainer.js';
import { WORDS } from '../../web/settings/words.js';
import { t } from '../../web/text/index.js';
import { inkling, loadSplit } from './helpers.mjs';

/** @typedef {import('../../web/settings/schema.js').Settings} Settings */

/** Settings that all differ from their defaults. @returns {Settings} */
function changed() {
  const settings = defaultSettings();
  for (const { key, initial, choices, range, text } of DECLARATIONS) {
    const values = [...(text ? ['dense 12, relu, dense 10'] : []), ...(choices ?? range ?? [])];
    const other = values.find((one) => one !== initial);
    assert.notEqual(other, undefined, key);
    Object.assign(settings, { [key]: other });
  }
  return { ...settings, batchSize: 8, sampleCount: 1000 };
}

test('every named choice, and every number with a name, is shown in words', () => {
  for (const { key, choices = [], named = {} } of DECLARATIONS) {
    const words = [...choices.filter((one) => typeof one === 'string'), ...Object.values(named)];
    for (const word of words) assert.ok(word in WORDS.choices, `${key}: ${word}`);
  }
});

test('the URL holds every setting, and values out of range get their defaults', () => {
  const settings = changed();
  const address = hashFromSettings(settings);
  for (const { key, param } of DECLARATIONS) {
    assert.notEqual(settings[key], defaultSettings()[key], key);
    assert.match(address, new RegExp(`[#&]${param}=`));
  }
  assert.deepEqual(settingsFromHash(address), settings);
  for (const { key, param, range, initial } of DECLARATIONS) {
    for (const wrong of [...(range ? [range[0] - 1, range[1] + 1] : []), '', 'x'.repeat(801)]) {
      assert.equal(settingsFromHash(`#${param}=${wrong}`)[key], initial, `${param}=${wrong}`);
    }
  }
});

test('a model file has the settings of its trainer', () => {
  const settings = changed();
  const { layers, batchSize, seed } = settings;
  const network = inkling.createNetwork({ layers, maxBatch: batchSize, seed });
  const data = loadSplit('train', 1);
  const trainer = inkling.createTrainer(network, data, trainerSettings(settings));
  const { training } = inkling.readModel(network.save({ trainer }));
  assert.ok(training);
  const known = settingsOfTrainer(training.settings);
  const wanted = DECLARATIONS.filter((declaration) => declaration.trainer).map(({ key }) => key);
  /** A number as stored in files. @param {unknown} value */
  const stored = (value) => (typeof value === 'number' ? Math.fround(value) : value);
  assert.deepEqual(known, Object.fromEntries(wanted.map((key) => [key, stored(settings[key])])));
  for (const object of [trainer, data, network]) object.free();
});

test('a run saved in a model file opens with its settings', () => {
  const settings = changed();
  const { layers } = settings;
  const network = inkling.createNetwork({ layers, maxBatch: 1 });
  const run = { settings, target: 7, points: [] };
  const file = network.save({ notes: notesOf('Mine', 0.5, [...'0123456789'], run) });
  const opened = runOf(inkling.readModel(file));
  assert.deepEqual([opened.settings, opened.target], [settings, 7]);
  network.free();
});

test('every setting and every named choice has a text', () => {
  const keys = DECLARATIONS.flatMap(({ key, choices = [], named = {} }) => [
    ...(key === 'layers' ? [] : [`settings.${key}`, `settings.${key}Help`]),
    ...choices.filter((one) => typeof one === 'string').map((one) => `choices.${one}`),
    ...Object.values(named).map((word) => `choices.${word}`),
  ]);
  for (const key of /** @type {import('../../web/text/keys.js').PlainKey[]} */ (keys)) {
    assert.notEqual(t(key), key);
  }
});
