import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Evaluator, PIXELS } from '../../web/inkling/index.js';
import { defaultSettings } from '../../web/settings/schema.js';
import { Run } from '../../web/train/worker/run.js';
import { fromRoot, inkling, loadSplit } from './helpers.mjs';

/** @param {string} name of a file that tests/golden/reference.py wrote */
function golden(name) {
  const bytes = readFileSync(fromRoot(`build/golden/${name}`));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

test("20 steps match NumPy's losses within 1e-5", () => {
  const [steps, batch] = new Int32Array(golden('shape.i32'));
  const x = new Float32Array(golden('x.f32'));
  const labels = new Uint8Array(golden('labels.u8'));
  const losses = new Float64Array(golden('losses.f64'));
  const network = inkling.createNetwork({ hidden: [128], maxBatch: batch });
  network.setParameters(new Float32Array(golden('parameters.f32')));
  assert.equal(losses.length, steps);
  for (let step = 0; step < steps; step++) {
    const { loss } = network.trainBatch(
      x.subarray(step * batch * PIXELS, (step + 1) * batch * PIXELS),
      labels.subarray(step * batch, (step + 1) * batch),
      0.1,
    );
    const relative = Math.abs(loss - losses[step]) / losses[step];
    assert(relative <= 1e-5, `step ${step}: ${loss}, NumPy's ${losses[step]}`);
  }
  network.free();
});

test('1,000 digits shifted into 13,000: training accuracy exceeds 90%', (t) => {
  const train = loadSplit('train', 1);
  const held = loadSplit('test');
  const network = inkling.createNetwork({ hidden: [128], maxBatch: 100, seed: 1 });
  const trainer = inkling.createTrainer(network, train, {
    learningRate: 0.1,
    batchSize: 32,
    sampleCount: 1000,
    augmentation: 'shifts',
    seed: 1,
  });
  assert.equal(trainer.epochSize, 13_000);
  let accuracy = 0;
  for (let epoch = 0; epoch < 10; epoch++) {
    let correct = 0;
    while (trainer.epoch === epoch) correct += trainer.step()?.correct ?? 0;
    accuracy = correct / trainer.epochSize;
  }
  const evaluator = new Evaluator(network, held);
  while (evaluator.advance(1000));
  const { correct, count, confusion } = evaluator.result;
  t.diagnostic(`training ${(100 * accuracy).toFixed(2)}%, test ${(100 * correct) / count}%`);
  assert(accuracy > 0.9);
  assert(correct / count > 0.8);
  assert.equal(
    confusion.reduce((sum, n) => sum + n, 0),
    10_000,
  );
  for (const part of [trainer, evaluator, network, train, held]) part.free();
});

test('a trainer waits for digits that have not loaded', () => {
  const train = inkling.createDataset(60_000);
  const network = inkling.createNetwork();
  const trainer = inkling.createTrainer(network, train, {
    learningRate: 0.1,
    batchSize: 32,
    sampleCount: 60_000,
    chunk: 5000,
    streaming: true,
  });
  assert.equal(trainer.step(), null);
  assert.equal(trainer.position, 0);
  for (const part of [trainer, network, train]) part.free();
});

/** Creates runs on 6,000 blank images. */
function blankRuns() {
  const count = 6000;
  const dataset = inkling.createDataset(count);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  dataset.add(new Uint8Array(count * PIXELS), labels);
  const data = {
    datasets: { train: dataset, test: dataset },
    digits: true,
    failure: null,
    wanted: () => count,
    count: () => ({ loaded: count, total: count }),
    complete: () => true,
  };
  const settings = {
    ...defaultSettings(),
    layers: 'dense 10',
    augmentation: /** @type {const} */ ('shifts'),
    drawn: 0,
    lettered: 0,
    strange: 0,
    batchSize: 100,
  };
  /** @param {import('../../web/train/protocol.js').SavedRun} [saved] */
  const create = (saved) => new Run(inkling, /** @type {any} */ (data), settings, saved);
  return { create, dataset };
}

/** What the page keeps of a run. @param {Run} run @returns {import('../../web/train/protocol.js').SavedRun} */
const saved = ({ network, trainer, settings, stretch, epoch }) => ({
  settings,
  parameters: network.getParameters(),
  memory: trainer.getMemory(),
  temperature: network.temperature,
  epoch,
  position: trainer.position,
  target: 1,
  window: structuredClone(stretch),
  points: [],
});

test('a run evaluates now and then, and at the end of each epoch', () => {
  const { create, dataset } = blankRuns();
  const run = create();
  while (run.epoch < 2) run.work();
  run.settle();
  const tested = run.takePoints().filter(({ testAccuracy }) => testAccuracy !== null);
  assert.deepEqual(
    tested.map(({ epoch }) => Math.round(epoch * 78)),
    [61, 78, 139, 156],
  );
  run.free();
  dataset.free();
});

test('until the first whole test, samples of the test digits are read, ever more rarely, after a reload too', () => {
  const { create, dataset } = blankRuns();
  const run = create();
  while (!run.early) run.work();
  const copy = create(saved(run));
  for (const one of [run, copy]) {
    while (one.epoch < 1) one.work();
    one.settle();
  }
  const points = run.takePoints();
  assert.deepEqual(copy.takePoints(), points.slice(points.findIndex(({ sample }) => sample)));
  const samples = points.filter(({ sample }) => sample);
  assert.deepEqual(
    samples.map(({ epoch }) => Math.round(epoch * 78_000)),
    [1600, 3200, 4800, 8000, 16_000, 32_000],
  );
  for (const { sample, testAccuracy } of samples) {
    assert.equal(sample?.accuracy, 0.1);
    assert.equal(testAccuracy, null);
  }
  for (const part of [run, copy, dataset]) part.free();
});

test('a run that is watched closely has a point for every minibatch', () => {
  const { create, dataset } = blankRuns();
  const run = create();
  for (let batch = 1; batch <= 5; batch++) {
    run.work(true);
    run.settle();
    const points = run.takePoints();
    assert.deepEqual(
      points.map(({ epoch }) => Math.round(epoch * 780)),
      [batch],
    );
    assert.equal(Boolean(points[0].sample), [1, 2, 3, 5].includes(batch));
  }
  run.free();
  dataset.free();
});

test('what is left to do when training pauses is done in pieces, as long as nothing else is to be done', async () => {
  const { create, dataset } = blankRuns();
  const run = create();
  while (!run.evaluating || run.early) run.work();
  let pieces = 0;
  const pause = async () => {
    pieces++;
  };
  assert.equal(await run.conclude(() => pieces < 3, pause), false);
  assert.equal(run.evaluating, true);
  assert.equal(run.network.temperature, 1);
  const earlier = run.takePoints();

  // A page closed now resumes with the same point.
  const copy = create({ ...saved(run), points: earlier });
  for (const one of [run, copy]) {
    assert.equal(await one.conclude(() => true, pause), true);
    assert.equal(one.evaluating, false);
    assert.notEqual(one.network.temperature, 1);
  }
  assert(pieces >= (2 * dataset.count) / 250);
  const points = run.takePoints();
  assert.deepEqual(copy.takePoints(), points);
  assert.equal(points.length, 1);
  assert.equal(points[0].testAccuracy, 0.1);
  while (run.epoch < 1) {
    run.work();
    copy.work();
  }
  assert.deepEqual(copy.takePoints(), run.takePoints());
  run.free();
  copy.free();
  dataset.free();
});

test('a run without some digits goes on without them after a reload, while these are being loaded again', () => {
  const [here, total] = [5000, 6000];
  const train = inkling.createDataset(total);
  /** @param {number} count */
  const add = (count) => train.add(new Uint8Array(count * PIXELS).fill(9), new Uint8Array(count));
  add(here);
  const data = {
    datasets: { train },
    digits: true,
    failure: /** @type {unknown} */ ([{ reason: 'offline' }]),
    wanted: () => total,
    count: () => ({ loaded: train.count, total }),
    complete: () => false,
  };
  const settings = { ...defaultSettings(), layers: 'dense 10', batchSize: 100 };
  /** @param {import('../../web/train/protocol.js').SavedRun} [from] */
  const create = (from) => new Run(inkling, /** @type {any} */ (data), settings, from);
  const run = create();
  while (run.progress < 1.5) run.work();
  assert.equal(run.trainer.epochSize, here);

  const kept = saved(run);
  data.failure = null; // they are on their way
  const copy = create(kept);
  for (const one of [run, copy]) {
    for (let step = 0; step < 5; step++) assert.equal(one.work(), true);
  }
  assert.deepEqual(copy.network.getParameters(), run.network.getParameters());

  // Once they have arrived, the next epoch draws from all.
  add(total - here);
  while (copy.epoch < 2) copy.work();
  assert.equal(copy.trainer.epochSize, total);
  assert.equal(copy.stretch.drawnFrom, undefined);
  for (const part of [run, copy, train]) part.free();
});
