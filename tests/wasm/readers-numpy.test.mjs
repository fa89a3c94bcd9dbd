/** Networks written in NumPy: arrays in files, in pickles, and as lists in JSON. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { zipSync } from 'fflate';
import { PIXELS } from '../../web/inkling/index.js';
import { readModelFiles } from '../../web/models/readers/index.js';
import { openModel } from '../../web/models/readers/open.js';
import { array, dict, list, object, pickled, tuple } from '../pickles.mjs';
import { firstDigits, inkling, loadSplit } from './helpers.mjs';

/** @typedef {{ name: string, shape: number[], data: Float32Array }} Named */

const samples = firstDigits('train', 200);
const held = firstDigits('test', 50);
const ink = Float32Array.from(held.pixels, (value) => value / 255);

const LAYERS = 'dense 16, sigmoid, dense 12, sigmoid, dense 10';
/** Rows are inputs. @type {Named[]} */
const ARRAYS = [];
/** @type {Float32Array} */
let parameters;
/** @type {Float32Array} */
let answers;
before(() => {
  const dataset = loadSplit('train', 1);
  const network = inkling.createNetwork({ layers: LAYERS, maxBatch: 50, seed: 3 });
  const trainer = inkling.createTrainer(network, dataset, {
    learningRate: 0.02,
    batchSize: 50,
    sampleCount: 5000,
    optimizer: { rule: 'adamw' },
  });
  for (let i = 0; i < 150; i++) trainer.step();
  trainer.free();
  dataset.free();
  answers = network.predict(ink).slice();
  parameters = network.getParameters();
  let at = 0;
  for (const [n, [inputs, outputs]] of [
    [PIXELS, 16],
    [16, 12],
    [12, 10],
  ].entries()) {
    for (const [letter, shape] of /** @type {[string, number[]][]} */ ([
      ['W', [inputs, outputs]],
      ['b', [outputs]],
    ])) {
      const size = shape.reduce((product, side) => product * side);
      ARRAYS.push({ name: `${letter}${n + 1}`, shape, data: parameters.slice(at, (at += size)) });
    }
  }
  network.free();
});

/** Arrays whose rows are outputs, and whose biases are columns. */
const columns = () =>
  ARRAYS.map(({ name, shape: [rows, outputs], data }) =>
    outputs
      ? {
          name,
          shape: [outputs, rows],
          data: data.map((_, i) => data[(i % rows) * outputs + Math.floor(i / rows)]),
        }
      : { name, shape: [rows, 1], data },
  );

const pickledArray = (/** @type {Named} */ { shape, data }) => array(shape, data);
/** @param {Named[]} arrays @returns {[string, Buffer][]} */
const entries = (arrays) => arrays.map((one) => [one.name, pickledArray(one)]);

/** @param {Named} array @param {boolean} [isFortran] */
function npy({ shape, data }, isFortran = false) {
  const [rows, width = 1] = shape;
  const stored = isFortran
    ? data.map((_, i) => data[(i % rows) * width + Math.floor(i / rows)])
    : data;
  const order = isFortran ? 'True' : 'False';
  const sides = shape.length > 1 ? shape.join(', ') : `${rows},`;
  const header = `{'descr': '<f4', 'fortran_order': ${order}, 'shape': (${sides}), }`.padEnd(117);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x93NUMPY\x01\0\x76\0', 'latin1'),
      Buffer.from(`${header}\n`),
      Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength),
    ]),
  );
}

/** @param {Named} array */
function lists({ shape: [rows, width], data }) {
  const all = [...data];
  return width
    ? Array.from({ length: rows }, (_, i) => all.slice(i * width, (i + 1) * width))
    : all;
}

const json = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));
const pickle = (/** @type {Buffer} */ value) => new Uint8Array(pickled(value));
/** @param {string} file @param {Uint8Array} bytes */
const one = (file, bytes) => [{ name: file, bytes }];
/** @param {string} name @param {number[]} shape @returns {Named} */
const zeros = (name, ...shape) => ({
  name,
  shape,
  data: new Float32Array(shape.reduce((product, side) => product * side)),
});

test('one network, in all the ways that people save it', async () => {
  const [W1, b1, W2, b2, W3, b3] = ARRAYS;
  const beside = [zeros('dW1', PIXELS, 16), zeros('train_loss', 16), zeros('cache.W2', 16, 12)];
  const named = (/** @type {Named[]} */ all) =>
    Object.fromEntries(all.map((array) => [`${array.name}.npy`, npy(array)]));
  const layer = (/** @type {Named} */ weights, /** @type {Named} */ bias) =>
    object('Dense', ['weights', pickledArray(weights)], ['bias', pickledArray(bias)]);
  const ofColumns = columns();
  /** @type {[string, import('../../web/models/readers/index.js').ModelFile[]][]} */
  const ways = [
    [
      'a dictionary in another order',
      one('weight.pkl', pickle(dict(...entries([b2, W3, W1, b1, W2, b3])))),
    ],
    ['columns, in a tuple', one('params.pkl', pickle(tuple(...ofColumns.map(pickledArray))))],
    [
      'an object with a list of layers',
      one(
        'net.pkl',
        pickle(object('Net', ['layers', list(layer(W1, b1), layer(W2, b2), layer(W3, b3))])),
      ),
    ],
    ['.npz, with gradients beside', one('model.npz', zipSync(named([...beside, ...ARRAYS])))],
    [
      'the best of its run',
      one('net.pkl', pickle(dict(['best_params', dict(...entries(ARRAYS))]))),
    ],
    [
      '.npz without names',
      one('model.npz', zipSync(named(ofColumns.map((own, i) => ({ ...own, name: `arr_${i}` }))))),
    ],
    [
      '.npy files, column-major',
      ARRAYS.map((own) => ({ name: `${own.name}.npy`, bytes: npy(own, own.shape.length > 1) })),
    ],
    [
      'lists in JSON',
      one(
        'net.json',
        json({
          sizes: [PIXELS, 16, 12, 10],
          weights: [0, 2, 4].map((i) => lists(ofColumns[i])),
          biases: [1, 3, 5].map((i) => lists(ofColumns[i])),
          cost: 'CrossEntropyCost',
        }),
      ),
    ],
  ];
  for (const [what, files] of ways) {
    const { plans } = await readModelFiles(files);
    assert.deepEqual(plans[0].parameters, parameters, what);
  }
  const { file, layers, report } = await openModel(inkling, ways[0][1], { samples });
  assert.deepEqual([layers, report.guessed], [LAYERS, true]);
  const network = inkling.loadNetwork(file, { maxBatch: 50 });
  const own = network.predict(ink);
  network.free();
  assert.ok(own.every((value, i) => Math.abs(value - answers[i]) < 1e-5));
});

test('convolutions before dense layers, and a layer of scikit-learn', async () => {
  const arrays = [
    zeros('W1', 6, 1, 5, 5),
    zeros('b1', 6),
    zeros('W2', 6 * 12 * 12, 20),
    zeros('b2', 20),
    zeros('W3', 20, 10),
    zeros('b3', 10),
  ];
  const files = one('params.pkl', pickle(dict(...entries(arrays))));
  const [plan] = (await readModelFiles(files)).plans;
  assert.equal(plan.format, 'NumPy');
  assert.deepEqual(plan.layers.slice(0, 3), ['conv 5x5x6', 'relu', 'maxpool 2']);
  const single = object(
    'sklearn LogisticRegression',
    ...entries([zeros('coef_', 10, PIXELS), zeros('intercept_', 10)]),
  );
  const { plans } = await readModelFiles(one('model.pkl', pickle(single)));
  assert.deepEqual([plans[0].format, plans[0].layers], ['scikit-learn', ['dense 10']]);
});

test('arrays that are no network are refused, with what they are', async () => {
  const refused = /** @type {[string, Buffer, object][]} */ ([
    ['data', dict(...entries([zeros('X', 100, PIXELS), zeros('y', 100)])), { reason: 'classes' }],
    ['no matrix', dict(...entries([zeros('y', 100)])), { reason: 'noLayers' }],
    [
      'another size',
      dict(...entries([zeros('W1', 400, 25), zeros('W2', 25, 10)])),
      { reason: 'inputSize', values: { shape: '[n, 400]' } },
    ],
    [
      'layers that do not fit',
      dict(...entries([zeros('W1', PIXELS, 25), zeros('W2', 30, 10)])),
      { reason: 'shapes', values: { name: 'W1: 784 × 25' } },
    ],
    [
      'a batch normalization',
      dict(...entries([zeros('W1', PIXELS, 10), zeros('gamma1', 10)])),
      { reason: 'shapes', values: { name: 'gamma1' } },
    ],
  ]);
  for (const [what, value, error] of refused) {
    await assert.rejects(readModelFiles(one('m.pkl', pickle(value))), error, what);
  }
  const cut = npy(zeros('W1', PIXELS, 10)).slice(0, -4);
  await assert.rejects(readModelFiles(one('W1.npy', cut)), { reason: 'damaged' });
});
