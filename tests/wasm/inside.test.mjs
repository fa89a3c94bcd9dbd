import assert from 'node:assert/strict';
import test from 'node:test';
import { Lens, layersOf } from '../../web/lens/lens.js';
import { weightedSum } from '../../web/lens/weighted-sum.js';
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
    model: { layers: LAYERS, parameters, temperature: 1 },
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
  const { layers } = lens.trace(ink, 4);
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
  const { loss, probabilities } = lens.trace(ink, 4);
  const same = lens.lossWith(/** @type {any} */ (lens.model).parameters, ink, 4);
  assert.ok(Math.abs(same.loss - loss) < 1e-5);
  const zeros = lens.lossWith(
    new Float32Array(/** @type {any} */ (lens.model).parameters.length),
    ink,
    4,
  );
  assert.ok(Math.abs(zeros.loss - Math.log(10)) < 1e-5);
  assert.deepEqual(lens.trace(ink, 4).probabilities, probabilities);
});
