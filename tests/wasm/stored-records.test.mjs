/**
 * Every kind of stored record with any of its fields altered: it is either put aside, or still works
 * wherever the page uses it.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { withOutputs } from '../../web/data/classes.js';
import { split } from '../../web/data/imported.js';
import { DATASET, UNFINISHED_IMPORT, USED_DATASET } from '../../web/data/kinds.js';
import { chosenOf } from '../../web/data/training-on.js';
import { SAMPLE, SYMBOL_MODEL, SYMBOL_SAMPLE, SYMBOL_SET } from '../../web/handwriting/kinds.js';
import { bytesOf, pack } from '../../web/handwriting/samples.js';
import { nextOf, withNames } from '../../web/handwriting/symbols/plan.js';
import { MODEL } from '../../web/models/kinds.js';
import { addressFromSettings, presetOf, sameNetwork } from '../../web/settings/schema.js';
import { trainerSettings } from '../../web/settings/trainer.js';
import { fileOf } from '../../web/storage/aside-file.js';
import { ASIDE, DRAWING, HANDWRITING_MODEL, LANGUAGE, SOURCE } from '../../web/storage/kinds.js';
import { read } from '../../web/storage/schema.js';
import { formatDate } from '../../web/text/index.js';
import { PAST_RUN, PAST_RUNS, RUN } from '../../web/train/kinds.js';
import { makeRoom, thinOut } from '../../web/train/past-runs.js';
import { inkling } from './helpers.mjs';
import {
  handwritingModel,
  ownSample,
  pastRun,
  savedRun,
  storedDataset,
  storedModel,
} from './stored.mjs';

/**
 * @typedef {object} Case
 * @property {import('../../web/storage/schema.js').Kind} kind
 * @property {() => any} make a valid record
 * @property {(record: any) => void} use what the page does with it, as far as that needs no page
 */

/** @param {any} settings */
function useSettings(settings) {
  addressFromSettings(settings);
  presetOf(settings);
  trainerSettings(settings);
  sameNetwork(settings, savedRun().settings);
  withOutputs(settings.layers, 10);
}

/** Errors of the core are told; anything else would be a fault. @param {() => void} work */
function mayRefuse(work) {
  try {
    work();
  } catch (error) {
    if (!(/** @type {any} */ (error).code)) throw error;
  }
}

/** @param {any} model */
const useModel = ({ layers, parameters, temperature }) =>
  mayRefuse(() => {
    const network = inkling.createNetwork({ layers, maxBatch: 1 });
    try {
      network.setParameters(parameters);
      network.temperature = temperature;
    } finally {
      network.free();
    }
  });

/** @type {Record<string, Case>} */
const KINDS = {
  drawing: {
    kind: DRAWING,
    make: () => ownSample().strokes,
    use: (strokes) => inkling.rasterize(strokes),
  },
  run: {
    kind: RUN,
    make: savedRun,
    use: (run) => {
      useSettings(run.settings);
      thinOut(run.points);
      run.names?.map((/** @type {string} */ name) => name.trim());
      useModel({ ...run, layers: run.settings.layers });
    },
  },
  'past run': {
    kind: PAST_RUN,
    make: pastRun,
    use: (run) => {
      useSettings(run.settings);
      makeRoom([{ ...run, points: thinOut(run.points) }]);
      formatDate(run.date);
    },
  },
  'past runs': { kind: PAST_RUNS, make: () => [{ id: '1-2' }], use: ([run]) => run?.id.length },
  'handwriting network': {
    kind: HANDWRITING_MODEL,
    make: handwritingModel,
    use: (model) => {
      useModel(model);
      useModel(model.base);
    },
  },
  'own digit': {
    kind: SAMPLE,
    make: ownSample,
    use: (sample) => {
      bytesOf([sample]);
      pack([sample]);
      inkling.rasterize(sample.strokes);
    },
  },
  'drawing of a symbol': {
    kind: SYMBOL_SAMPLE,
    make: () => ({ ...ownSample(), label: 35 }),
    use: (sample) => bytesOf([sample]),
  },
  symbols: {
    kind: SYMBOL_SET,
    make: () => ({ classes: withNames([], ['A', '♪']), digits: true }),
    use: ({ classes }) => nextOf(withNames(classes, ['B']), () => 0)?.name.trim(),
  },
  'network of symbols': {
    kind: SYMBOL_MODEL,
    make: () => ({
      layers: 'dense 2',
      parameters: new Float32Array(1570),
      temperature: 1,
      names: ['A', '♪'],
    }),
    use: useModel,
  },
  model: {
    kind: MODEL,
    make: () => storedModel(new Uint8Array(100)),
    use: ({ file, date, name }) => {
      formatDate(date);
      name.trim();
      mayRefuse(() => inkling.readModel(file));
    },
  },
  dataset: {
    kind: DATASET,
    make: storedDataset,
    use: (dataset) => {
      const chosen = chosenOf(dataset);
      assert.ok(
        chosen.every((/** @type {number} */ number) => dataset.classes[number] !== undefined),
      );
      split(new Uint8Array(dataset.count), [0, 1]);
      formatDate(dataset.date);
      for (const ink of dataset.preview) ink.subarray(0, 784);
    },
  },
  'used dataset': { kind: USED_DATASET, make: () => ({ id: 'a', both: true }), use: () => {} },
  'unfinished import': { kind: UNFINISHED_IMPORT, make: () => 'letters.zip', use: () => {} },
  source: { kind: SOURCE, make: () => 'hand', use: () => {} },
  language: { kind: LANGUAGE, make: () => 'pt-BR', use: () => {} },
  'record put aside': {
    kind: ASIDE,
    make: () => ({ database: 'inkling', key: 'run 2', date: 1 }),
    use: () => {},
  },
};

/** Every place in a record: paths of keys. @param {any} value @param {string[]} [path] @returns {string[][]} */
function places(value, path = []) {
  const inner =
    value && typeof value === 'object' && !ArrayBuffer.isView(value) && !(value instanceof Blob)
      ? Object.keys(value).flatMap((key) => places(value[key], [...path, key]))
      : [];
  return [path, ...inner];
}

/** @type {Record<string, (before: any) => any>} */
const ALTERATIONS = {
  undefined: () => undefined,
  null: () => null,
  'a number': () => 5,
  'a large number': () => 1001,
  'a huge number': () => 1e308,
  'a negative number': () => -1,
  'not a number': () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  'a text': () => 'x',
  'the name of a prototype': () => 'constructor',
  'a huge text': () => 'x'.repeat(1_000_000),
  'a flag': () => true,
  'an empty list': () => [],
  'a list with a hole': () => Array(3),
  'a list of a million': () => Array(1_000_000).fill('x'),
  'an object': () => ({}),
  'a date': () => new Date(Number.NaN),
  'a map': () => new Map([['layers', 5]]),
  'a polluting object': () => JSON.parse('{"__proto__": {"polluted": "yes"}}'),
  'more of it': (before) => (Array.isArray(before) ? [...before, ...before, null] : before),
  'half of it': (before) =>
    before instanceof Blob
      ? before.slice(0, before.size >> 1)
      : (before?.slice?.(0, before.length >> 1) ?? before),
  'polluted as well': (before) =>
    before && typeof before === 'object' && Object.getPrototypeOf(before) === Object.prototype
      ? Object.defineProperty({ ...before }, '__proto__', {
          value: { polluted: 'yes' },
          enumerable: true,
        })
      : before,
};

/** A copy with a change at one place. @param {any} value @param {string[]} path @param {(before: any) => any} change @returns {any} */
function altered(value, [key, ...rest], change) {
  if (key === undefined) return change(value);
  const copy = Array.isArray(value) ? value.slice() : { ...value };
  const changed = altered(value[key], rest, change);
  if (changed === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = changed;
  return copy;
}

/** @param {Case} kind @param {any} value @param {string} what */
function survives({ kind, use }, value, what) {
  const record = read(kind, value);
  if (record === undefined || record === null) return false;
  try {
    use(record);
  } catch (error) {
    assert.fail(`${what}: ${/** @type {Error} */ (error).stack}`);
  }
  assert.equal(/** @type {any} */ ({}).polluted, undefined, what);
  return true;
}

for (const [name, one] of Object.entries(KINDS)) {
  test(`${name}: a valid record is read, and one with any field altered harms nothing`, () => {
    const valid = read(one.kind, structuredClone(one.make()));
    assert.deepEqual(valid, one.make());
    for (const path of places(one.make())) {
      let refused = 0;
      for (const [how, change] of Object.entries(ALTERATIONS)) {
        const what = `${name}, ${path.join('.') || 'all'}: ${how}`;
        refused += Number(!survives(one, altered(one.make(), path, change), what));
      }
      assert.ok(refused > 0, `${name}, ${path.join('.')} takes anything`);
    }
  });

  test(`${name}: any value at any place harms nothing`, () => {
    const anywhere = fc.constantFrom(...places(one.make()));
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(anywhere, anything, (path, value) => {
        survives(
          one,
          altered(one.make(), path, () => value),
          path.join('.'),
        );
      }),
      { seed: 20, numRuns: 300 },
    );
  });
}

test('settings that an older version lacked are off, and its longer names are cut', () => {
  const run = savedRun();
  const { warmUp, engine, ...settings } = run.settings;
  const names = ['x'.repeat(5000), ...(run.names?.slice(1) ?? [])];
  const migrated = read(RUN, { ...run, settings, names });
  assert.deepEqual(migrated.settings, { ...run.settings, warmUp: 0, engine });
  assert.deepEqual([warmUp, migrated.names[0].length], [run.settings.warmUp, 1000]);
  const dataset = { ...storedDataset(), classes: ['x'.repeat(850_000), 'B'] };
  assert.ok(read(DATASET, dataset).classes[0].length <= 250);
});

test('a run that diverged is read', () => {
  const run = savedRun();
  run.points[1].trainLoss = Number.NaN;
  run.points[2].testLoss = Number.POSITIVE_INFINITY;
  run.window.lossSum = Number.NaN;
  run.settings.learningRate = 1e-7;
  assert.deepEqual(read(RUN, run), run);
});

test('whatever was put aside can be downloaded', async () => {
  /** @type {any} */
  const cyclic = { number: Number.NaN, big: 5n, list: [new Float32Array([1, 2])] };
  cyclic.self = cyclic;
  const value = [
    cyclic,
    new Blob(['text']),
    new Date(0),
    undefined,
    'a'.repeat(100_000),
    new Map([['ink', new Uint8Array([1])]]),
    new Set([Number.NaN]),
    new Date(Number.NaN),
    /a/g,
    new TypeError('wrong'),
  ];
  const file = await fileOf([{ database: 'inkling', key: 'a', value }]);
  const [record] = JSON.parse(await file.text());
  assert.equal(record.key, 'a');
  assert.deepEqual(record.value[0].list[0], { type: 'Float32Array', base64: 'AACAPwAAAEA=' });
  assert.deepEqual(record.value[0].self, { type: 'cycle' });
  assert.equal(atob(record.value[1].base64), 'text');
  assert.deepEqual(record.value[2], { type: 'Date', text: '1970-01-01T00:00:00.000Z' });
  assert.deepEqual(record.value.slice(5), [
    { type: 'Map', entries: [['ink', { type: 'Uint8Array', base64: 'AQ==' }]] },
    { type: 'Set', values: [{ type: 'number', text: 'NaN' }] },
    { type: 'Date', text: 'Invalid Date' },
    { type: 'RegExp', text: '/a/g' },
    { type: 'TypeError', text: 'wrong' },
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.anything({ withBigInt: true, withTypedArray: true, withMap: true }),
      async (value) => {
        JSON.parse(await (await fileOf([{ value }])).text());
      },
    ),
    { seed: 21, numRuns: 200 },
  );
});
