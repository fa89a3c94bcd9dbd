/**
 * Property tests of the npm package: whatever is passed to a public function, it works or throws an
 * InklingError, and no object changes but the one that was called.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Evaluator, InklingError, loadInkling, PIXELS } from '../../web/module/index.js';
import { site } from './helpers.mjs';

const RUNS = Number(process.env.HOSTILE_RUNS ?? 1500);

const inkling = await loadInkling({ reproducible: true, wasm: site });
const other = await loadInkling({ reproducible: true, wasm: site });

const IMAGES = Uint8Array.from({ length: 12 * PIXELS }, (_, i) => (i * 7919) % 256);
const LABELS = Array.from({ length: 12 }, (_, i) => i % 10);

/** @param {typeof inkling} module @param {number} seed */
function make(module, seed) {
  const network = module.createNetwork({ layers: 'conv 3x3x2, relu, maxpool 8, dense 10', seed });
  const dataset = module.createDataset(14);
  dataset.add(IMAGES, LABELS);
  const trainer = module.low.createTrainer(network, dataset, {
    optimizer: 'momentum',
    batchSize: 5,
  });
  const evaluator = new Evaluator(network, dataset);
  const reader = module.low.createPictureReader();
  return { network, dataset, trainer, evaluator, reader };
}
/** @typedef {ReturnType<typeof make>} Objects */

/** A checksum of everything that objects hold. @param {Objects} objects */
function checksum({ network, dataset, trainer, evaluator }) {
  const { count, correct } = evaluator.result;
  const parts = [
    new Uint8Array(network.getParameters().buffer),
    new Uint8Array(trainer.getMemory().buffer),
    ...[...dataset].map(({ pixels, label }) => Uint8Array.from([label, ...pixels])),
    Uint8Array.from(JSON.stringify([trainer.settings, count, correct, network.temperature]), (c) =>
      c.charCodeAt(0),
    ),
  ];
  let sum = 0;
  for (const part of parts) for (const byte of part) sum = (Math.imul(sum, 31) + byte) | 0;
  return sum;
}

const witnesses = [make(inkling, 1), make(other, 2)];
const target = make(inkling, 3);
const foreign = make(other, 4);
const freed = make(inkling, 5);
for (const object of Object.values(freed)) object.free();

/** Things that someone might pass by mistake. */
const values = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    Number.NaN,
    -1,
    0,
    1,
    2.5,
    512,
    513,
    2 ** 31,
    2 ** 32,
    1e300,
  ),
  fc.constantFrom(
    '',
    '7',
    'dense 10',
    'adamw',
    'dense 3, relu',
    'x\0y',
    '/nowhere.png',
    10n,
    Symbol('s'),
  ),
  fc.constantFrom(...Object.values(foreign), ...Object.values(freed), ...Object.values(target)),
  fc.constantFrom(
    ...[IMAGES, IMAGES.subarray(0, PIXELS), Float32Array.from(IMAGES), new Float32Array(PIXELS)],
    ...[new Float32Array(783), new Float32Array(PIXELS).fill(Number.NaN), new Uint8Array(0), []],
    ...[LABELS, [7], [256], ['7'], new ArrayBuffer(8), new Map(), () => 1, new Date(0)],
  ),
  fc.array(fc.oneof(fc.double(), fc.string(), fc.constant(undefined)), { maxLength: 5 }),
  fc.record(
    {
      learningRate: fc.double(),
      batchSize: fc.integer({ min: -5, max: 600 }),
      epochs: fc.constantFrom(1, 2, 0, 'x'),
      layers: fc.constantFrom('dense 10', 'dense 99', 7, [{ type: 'dense' }], [null]),
      optimizer: fc.constantFrom('sgd', 'adam', { rule: 'adamw' }, { x: 1 }, null),
      trainer: fc.constantFrom(target.trainer, foreign.trainer, freed.trainer, {}),
      notes: fc.constantFrom({ a: 'b' }, { a: 1 }, null, 'x'),
      half: fc.constantFrom(true, 1),
      surprise: fc.anything(),
    },
    { requiredKeys: [] },
  ),
  fc.array(
    fc.array(
      fc.record({
        x: fc.oneof(fc.double(), fc.constantFrom(10n, Symbol('x'), '1', null, 2000)),
        y: fc.double(),
      }),
      { maxLength: 3 },
    ),
    { maxLength: 3 },
  ),
  fc.anything(),
);

/** Every public function, by name. `free` is tested in guard.test.mjs. */
const functions = Object.entries({ low: inkling.low, inkling, ...target }).flatMap(
  ([name, object]) => {
    /** @type {string[]} */
    const names = [];
    for (let at = object; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const [member, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
        if (typeof value === 'function' && !['constructor', 'free'].includes(member))
          names.push(member);
      }
    }
    return [...new Set(names)].map((member) => ({ name: `${name}.${member}`, object, member }));
  },
);

/** @param {any} result frees what a call created */
function clean(result) {
  for (const one of [result, result?.network, result?.trainer]) {
    const known = one === null || typeof one !== 'object' ? null : one;
    const own = [target, ...witnesses, foreign, freed].some((all) =>
      Object.values(all).includes(known),
    );
    if (known && !own && 'freed' in known) known.free();
  }
}

test('any call works or throws an InklingError, and changes no other object', async () => {
  const before = witnesses.map(checksum);
  const rejected = { count: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...functions),
      fc.array(values, { maxLength: 4 }),
      async ({ name, object, member }, args) => {
        try {
          const made = /** @type {any} */ (object)[member](...args);
          // A generator runs only once it is asked for its first value.
          const result = await (typeof made?.next === 'function' ? made.return() : made);
          clean(result);
          if (Array.isArray(result)) for (const one of result) clean(one);
        } catch (error) {
          rejected.count++;
          if (!(error instanceof InklingError)) {
            throw new Error(`${name}: ${/** @type {Error} */ (error)?.stack}`);
          }
          assert.ok(error.message.length > 15, error.message);
        }
        assert.deepEqual(witnesses.map(checksum), before, name);
      },
    ),
    { numRuns: RUNS, seed: 20261126, endOnFailure: false },
  );
  assert.ok(rejected.count > RUNS / 4, String(rejected.count));
});
