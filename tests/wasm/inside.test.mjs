import assert from 'node:assert/strict';
import test from 'node:test';
import { Remote } from '../../web/answer/remote.js';
import { createAnswers } from '../../web/answer/worker/answers.js';
import { nearestTo } from '../../web/inside/nearest.js';
import { Lens, layersOf } from '../../web/lens/lens.js';
import { weightedSum } from '../../web/lens/weighted-sum.js';
import { Messenger } from '../../web/messenger/messenger.js';
import '../../web/train/words.js';
import { latest } from '../../web/ui/latest.js';
import { inkling } from './helpers.mjs';

const LAYERS =
  'conv 5x5x4, relu, maxpool 2, conv 3x3x6 same, relu, dropout 0.5, dense 12, dense 10';
const ink = Float32Array.from({ length: 784 }, (_, i) => Math.max(0, Math.sin(i * 0.37)));

/** A page with a fresh network. @returns {any} */
function page() {
  const network = inkling.createNetwork({ layers: LAYERS, maxBatch: 1, seed: 3 });
  const parameters = network.getParameters().map((value, i) => value + 0.01 * Math.sin(i));
  network.free();
  return {
    inkling: Promise.resolve(inkling),
    model: { layers: LAYERS, parameters, temperature: 2 },
  };
}

test('the layers divide up all parameters, and have shapes', async () => {
  const { model } = page();
  const layers = layersOf(inkling, model);
  const count = layers.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0);
  assert.equal(count, model.parameters.length);
  assert.deepEqual(layers.map(({ type, size, padding }) => [type, size, padding]).slice(0, 4), [
    ['conv2d', 5, 0],
    ['relu', 1, 0],
    ['maxpool', 2, 0],
    ['conv2d', 3, 1],
  ]);
});

test('every weighted sum, term by term, matches the core', async () => {
  const lens = new Lens(page());
  assert.ok(await lens.focus());
  const { layers } = await lens.trace(ink, 4);
  for (const layer of layers.filter(({ weights }) => weights.length)) {
    for (let i = 0; i < layer.y.length; i++) {
      const { total } = weightedSum(layer, layer.x, i);
      assert.ok(Math.abs(total - layer.y[i]) < 1e-4, `${layer.text}, output ${i}`);
    }
  }
});

test('the loss with other parameters leaves the network unchanged', async () => {
  const lens = new Lens(page());
  await lens.focus();
  const { loss, probabilities } = await lens.trace(ink, 4);
  const same = await lens.lossWith(/** @type {any} */ (lens.model).parameters, ink, 4);
  assert.ok(Math.abs(same.loss - loss) < 1e-5);
  const zeros = await lens.lossWith(
    new Float32Array(/** @type {any} */ (lens.model).parameters.length),
    ink,
    4,
  );
  assert.ok(Math.abs(zeros.loss - Math.log(10)) < 1e-5);
  assert.deepEqual((await lens.trace(ink, 4)).probabilities, probabilities);
});

test('a heavy network has the same numbers, from a worker', async (t) => {
  const { port1, port2 } = new MessageChannel();
  /** @type {Messenger<import('../../web/answer/protocol.js').AnswerHears, {}>} */
  new Messenger(
    /** @type {any} */ (port2),
    createAnswers(async () => inkling),
  );
  t.after(() => port1.close());
  const remote = new Remote(() => /** @type {any} */ (port1));
  const [near, far] = [
    new Lens(page()),
    new Lens(page(), { isHeavy: () => true, load: async () => remote }),
  ];
  for (const lens of [near, far]) assert.ok(await lens.focus());
  assert.equal(near.heavy, false);
  assert.equal(far.heavy, true);
  assert.deepEqual(await far.trace(ink, 4), await near.trace(ink, 4));
  assert.deepEqual(await far.saliency(ink, 7), await near.saliency(ink, 7));
  const { parameters } = /** @type {any} */ (near.model);
  const other = parameters.map((/** @type {number} */ value) => value / 2);
  assert.deepEqual(await far.lossWith(other, ink, 4), await near.lossWith(other, ink, 4));
  assert.equal(await far.answer(ink), await near.answer(ink));
  // Diverged, with any network in between.
  const broken = parameters.map(() => Number.NaN);
  for (const lens of [near, far]) {
    const thrown = await lens.activate(ink, broken).catch((error) => error);
    assert.equal(lens.whyNot(thrown), 'Training diverged.');
    assert.ok(await lens.trace(ink, 4));
  }
});

test('the nearest of a few are found, the nearest first', () => {
  const rows = [
    [0, 0],
    [3, 4],
    [0, 1],
    [9, 9],
    [1, 1],
  ];
  assert.deepEqual(nearestTo([0, 0], rows, [1, 2, 3, 4], 3), [2, 4, 1]);
  assert.deepEqual(nearestTo([0, 0], rows, [1, 2], 3), [2, 1]);
});

test('what is shown is the latest, however long it takes', async () => {
  let wanted = 0;
  /** @type {number[]} */
  const shown = [];
  const show = latest(async () => {
    const found = wanted;
    await new Promise(setImmediate);
    shown.push(found);
  });
  const first = show();
  for (wanted = 1; wanted < 5; wanted++) show();
  await first;
  assert.deepEqual(shown, [0, 5]);
  const failing = latest(() => Promise.reject(new Error('made up')));
  await assert.rejects(failing());
  await assert.rejects(failing(), 'it can be tried again');

  let runs = 0;
  const changing = latest(async () => {
    const first = !runs++;
    await new Promise(setImmediate);
    if (first) throw new Error('made up');
  });
  const both = changing();
  changing();
  await both;
  assert.equal(runs, 2, 'the failure was out of date');
});
