/** How the page reads a drawing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { costOf, Reader } from '../../web/answer/reader.js';
import { PRESETS } from '../../web/settings/presets.js';
import { inkling } from './helpers.mjs';

test('a network that would stop the page reads a single view of a drawing', () => {
  const cost = (/** @type {string} */ layers) => costOf(inkling, layers);
  const heavy = 'conv 9x9x64 same, relu, conv 9x9x64 same, relu, dense 10';
  assert.ok(cost(heavy) > 100e6);
  for (const { settings } of PRESETS) assert.ok(cost(settings.layers ?? 'dense 10') < 60e6);
  const reader = new Reader(inkling);
  const strokes = [
    [
      { x: 0.5, y: 0.2 },
      { x: 0.5, y: 0.8 },
    ],
  ];
  for (const [layers, same] of /** @type {const} */ ([
    ['dense 10', false],
    ['conv 9x9x32 same, conv 9x9x32 same, dense 10', true],
  ])) {
    const network = inkling.createNetwork({ layers, maxBatch: 1, seed: 5 });
    reader.use('own', layers, network.getParameters(), 1);
    const { probabilities, ink } = reader.read('own', strokes);
    const single = reader.readImage('own', ink).probabilities;
    assert.equal(String(probabilities) === String(single), same, layers);
    network.free();
  }
});
