/** JavaScript passes settings to the core by position; model files store them by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadInkling } from '../../web/inkling/index.js';
import { site } from './helpers.mjs';

test('every trainer setting reaches the core under its own name, and is read back', async () => {
  const inkling = await loadInkling({ folder: site });
  const network = inkling.createNetwork({ layers: 'dense 10', maxBatch: 8 });
  const dataset = inkling.createDataset(16);
  const settings = /** @type {const} */ ({
    learningRate: 0.5,
    batchSize: 7,
    sampleCount: 13,
    chunk: 11,
    epochs: 5,
    seed: 3000000000,
    augmentation: 'distort',
    distortion: { shift: 1, rotation: 2, scale: 0.125, shear: 0.25, elastic: 3, thickness: 0.75 },
    mixture: { drawn: 0.0625, lettered: 0.03125, strange: 0.015625 },
    optimizer: {
      rule: 'adamw',
      momentum: 0.875,
      beta2: 0.96875,
      weightDecay: 0.0078125,
      schedule: 'one-cycle',
      warmUp: 0.375,
    },
    labelSmoothing: 0.1875,
  });
  const trainer = inkling.createTrainer(network, dataset, { ...settings, streaming: true });
  const file = network.save({ trainer });
  const header = JSON.parse(
    new TextDecoder().decode(file.subarray(8, 8 + new DataView(file.buffer).getUint32(0, true))),
  ).__metadata__;
  /** The names the core uses in files, with the values given above. @type {Record<string, number>} */
  const wanted = {
    learning_rate: 0.5,
    batch_size: 7,
    sample_count: 13,
    chunk: 11,
    epochs: 5,
    seed: 3000000000,
    augmentation: 2,
    ...settings.distortion,
    ...settings.mixture,
    rule: 2,
    momentum: 0.875,
    beta2: 0.96875,
    weight_decay: 0.0078125,
    schedule: 2,
    warm_up: 0.375,
    label_smoothing: 0.1875,
  };
  const written = Object.entries(header).filter(([name]) => name.startsWith('training.'));
  assert.deepEqual(
    Object.fromEntries(
      written
        .map(([name, value]) => [name.slice(9), Number(value)])
        .filter(([name]) => !['epoch', 'position'].includes(/** @type {string} */ (name))),
    ),
    wanted,
  );
  assert.deepEqual(inkling.readModel(file).training?.settings, settings);
  for (const made of [trainer, network, dataset]) made.free();
});
