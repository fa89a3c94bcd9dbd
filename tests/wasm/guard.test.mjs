/** The npm package refuses what it can't use, says why, and changes nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { labels as labelsOnPage } from '../../web/inkling/guard-page.js';
import { Evaluator, InklingError, loadInkling, PIXELS } from '../../web/module/index.js';
import { site } from './helpers.mjs';

const inkling = await loadInkling({ reproducible: true, wasm: site });
const { low } = inkling;
/** Anything, as from JavaScript without types. @type {any} */
const any = low;

const IMAGES = Uint8Array.from({ length: 20 * PIXELS }, (_, i) => (i * 7919) % 256);
const LABELS = Array.from({ length: 20 }, (_, i) => i % 10);

/** @param {number} [capacity] */
function filled(capacity = 20) {
  const dataset = inkling.createDataset(capacity);
  dataset.add(IMAGES, LABELS);
  return dataset;
}

/**
 * @param {() => unknown} call
 * @param {string} argument that the error names
 * @param {string} [code]
 */
function refused(call, argument, code = 'BAD_ARGUMENT') {
  assert.throws(call, (error) => {
    assert(error instanceof InklingError, String(error));
    assert.equal(error.code, code, error.message);
    assert.equal(error.argument, argument, error.message);
    assert.ok(error.range, error.message);
    assert.ok('value' in error);
    assert.doesNotMatch(error.message, /within the limits shown/);
    return true;
  });
}

test('a trainer uses what its dataset holds, and more only while streaming', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled(100)];
  const trainer = low.createTrainer(network, data, { batchSize: 20 });
  for (let steps = 0; trainer.epoch < 1; steps++) {
    assert.ok(steps < 2);
    assert.equal(trainer.step().count, 20);
  }
  refused(() => low.createTrainer(network, data, { sampleCount: 100 }), 'sampleCount');
  refused(() => low.createTrainer(network, inkling.createDataset(5), {}), 'dataset');
  const streaming = low.createTrainer(network, data, {
    batchSize: 100,
    sampleCount: 100,
    streaming: true,
  });
  assert.equal(streaming.step(), null);
  const evaluator = new Evaluator(network, data);
  for (const images of [0, 0.5, Number.NaN]) refused(() => evaluator.advance(images), 'images');
  assert.equal(evaluator.advance(15), true);
  assert.equal(evaluator.advance(15), false);
});

test('class names and notes stay with a network', async () => {
  const network = inkling.createNetwork({ hidden: [], classNames: ['A', 'B', 'C'] });
  const again = await inkling.load(network.save({ notes: { name: 'Mine' } }));
  assert.deepEqual(again.classNames, ['A', 'B', 'C']);
  const model = low.readModel(again.save());
  assert.deepEqual(model.classNames, ['A', 'B', 'C']);
  assert.equal(model.notes.name, 'Mine');
  refused(() => again.save({ classNames: ['A'] }), 'classNames');
});

test('unknown options are refused, and a rule alone is an optimizer', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const { settings } = low.createTrainer(network, data, { optimizer: 'adamw' });
  assert.equal(settings.optimizer.rule, 'adamw');
  refused(() => any.createTrainer(network, data, { optimiser: {} }), 'optimiser');
  refused(() => any.createTrainer(network, data, { optimizer: 'adam' }), 'optimizer.rule');
  refused(() => any.createTrainer(network, data, { optimizer: { beta1: 0.9 } }), 'beta1');
  refused(() => any.createTrainer(network, data, { lr: 0.1 }), 'lr');
  refused(() => any.createNetwork({ layer: 'dense 10' }), 'layer');
  refused(() => any.createNetwork('dense 10'), 'options');
  refused(() => any.createTrainer(network, data, null), 'settings');
});

test('labels are classes, and nothing wraps around', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), inkling.createDataset(9)];
  const image = IMAGES.subarray(0, PIXELS);
  for (const label of [256, -1, 3.9, undefined, null, true, Number.NaN, 36]) {
    const labels = /** @type {any} */ ([label]);
    refused(() => data.add(image, labels), 'labels[0]', 'BAD_LABELS');
    refused(() => network.trainBatch(image, labels, 0.1), 'labels[0]', 'UNKNOWN_CLASS');
  }
  refused(() => data.add(image, ['seven']), 'label', 'BAD_LABELS');
  refused(() => data.add(image, [1, 2]), 'labels');
  assert.equal(data.count, 0);
  data.add(image, 7);
  data.add(image, '7');
  assert.deepEqual(
    [...data].map(({ label }) => label),
    [7, 7],
  );
});

test('the page takes one label for one image, too', () => {
  assert.deepEqual(labelsOnPage(7, 1), Uint8Array.of(7));
  assert.deepEqual(labelsOnPage([7, 8], 2), Uint8Array.of(7, 8));
  assert.throws(() => labelsOnPage(7, 2));
});

test('bytes and numbers mean the same ink everywhere, and other values are refused', () => {
  const network = inkling.createNetwork({ layers: 'dense 10' });
  const bytes = IMAGES.subarray(0, PIXELS);
  const floats = Float32Array.from(bytes, (value) => value / 255);
  const probabilities = network.predict(floats);
  for (const same of [bytes, Uint8ClampedArray.from(bytes), Array.from(floats)]) {
    const difference = network.predict(same).map((value, i) => Math.abs(value - probabilities[i]));
    assert.ok(Math.max(...difference) < 1e-6);
  }
  const data = inkling.createDataset(9);
  for (const wrong of [Float32Array.from(bytes), Array.from(bytes), floats.map(() => Number.NaN)]) {
    const first = wrong.findIndex((value) => !(value >= 0 && value <= 1));
    refused(() => network.predict(wrong), `x[${first}]`);
  }
  refused(() => data.add(Float32Array.from([...bytes]), 1), 'images[1]');
  refused(() => any.fitImage(floats, 28, 28), 'pixels');
  for (const wrong of [Symbol('x'), 10n, '0', null]) {
    refused(() => network.predict(/** @type {any} */ (Array(PIXELS).fill(wrong))), 'x[0]');
  }
  for (const wrong of [[], new Float32Array(783), 'x', null, undefined, {}, new ArrayBuffer(784)]) {
    refused(() => network.predict(/** @type {any} */ (wrong)), 'x');
  }
});

test('dark ink on bright paper is seen as ink', async () => {
  const seven = low.rasterize([
    [
      { x: 0.3, y: 0.2 },
      { x: 0.7, y: 0.2 },
      { x: 0.45, y: 0.8 },
    ],
  ]);
  const ink = Uint8Array.from(seven, (value) => value * 255);
  const paper = ink.map((value) => 255 - value);
  assert.deepEqual(low.fitImage(paper, 28, 28), low.fitImage(ink, 28, 28));
  const network = await inkling.load(new URL('pretrained.safetensors', site));
  const rgba = new Uint8ClampedArray(PIXELS * 4).map((_, i) => (i % 4 === 3 ? 255 : paper[i >> 2]));
  for (const input of [
    { data: rgba, width: 28, height: 28 },
    { gray: paper, width: 28, height: 28 },
    { gray: ink, width: 28, height: 28 },
    seven,
    ink,
  ]) {
    const { label, sure, probability } = await network.classify(input);
    assert.deepEqual([label, sure], ['7', true]);
    assert.ok(probability > 0.6);
  }
});

test('numbers are read from strokes, and anything else is refused', async () => {
  const network = await inkling.load(new URL('pretrained.safetensors', site));
  const seven = [
    [
      { x: 60, y: 20 },
      { x: 100, y: 20 },
      { x: 75, y: 80 },
    ],
  ];
  const minus = [
    { x: 25, y: 52 },
    { x: 45, y: 52 },
  ];
  const one = [
    { x: 120, y: 20 },
    { x: 120, y: 80 },
  ];
  const single = await network.readNumber(seven);
  const { label, probability } = await network.classify(seven);
  assert.deepEqual([single.text, single.digits.length], [label, 1]);
  assert.equal(single.probability, probability);
  const number = await network.readNumber([one, minus, ...seven]);
  assert.deepEqual([number.text, number.sure], ['-71', true]);
  assert.deepEqual(number.digits[0].strokes, seven);
  assert.equal((await network.readNumber([])).sure, false);
  // Pixels of a large screen.
  const far = [one, minus, ...seven].map((stroke) =>
    stroke.map(({ x, y }) => ({ x: 2000 + 8 * x, y: -9000 + 8 * y })),
  );
  const large = await network.readNumber(far);
  assert.deepEqual([large.text, large.sure], ['-71', true]);
  assert.deepEqual(
    large.digits[0].strokes[0].map(({ x, y }) => [Math.round(x), Math.round(y)]),
    far[2].map(({ x, y }) => [x, y]),
  );
  assert.equal((await network.classify(far.slice(2))).label, '7');
  for (const x of [Number.POSITIVE_INFINITY, Number.NaN, 1e308, 10n, '2000', Symbol('x')]) {
    const stroke = /** @type {any} */ ([{ x, y: 2000 }]);
    await assert.rejects(network.classify([stroke]), { argument: 'strokes[0][0]' });
  }
  await assert.rejects(network.readNumber(/** @type {any} */ ('42')), { argument: 'strokes' });
  network.free();
});

test('settings that would do nothing are refused or completed', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const make = (/** @type {any} */ settings) => low.createTrainer(network, data, settings);
  refused(() => make({ optimizer: { schedule: 'one-cycle' } }), 'epochs');
  refused(() => make({ mixture: { lettered: 0.5 } }), 'mixture.lettered');
  refused(() => make({ mixture: { drawn: 0.6, strange: 0.6 } }), 'mixture');
  assert.equal(make({ distortion: { shift: 2 } }).settings.augmentation, 'distort');
  const letters = inkling.createNetwork({ layers: 'dense 26' });
  refused(() => low.createTrainer(letters, data, { mixture: { drawn: 0.1 } }), 'mixture');
});

test('strokes are lists of points', () => {
  const point = { x: 0, y: 0 };
  for (const [strokes, argument] of /** @type {[any, string][]} */ ([
    [[point, point], 'strokes[0]'],
    ['abc', 'strokes'],
    [undefined, 'strokes'],
    [[[{ x: 1 }]], 'strokes[0][0]'],
    [[[null]], 'strokes[0][0]'],
    [[[point], [{ x: Number.NaN, y: 0 }]], 'strokes[1][0]'],
    [[[{ x: 1001, y: 0 }]], 'strokes[0][0]'],
    [[[{ x: '1', y: 0 }]], 'strokes[0][0]'],
  ])) {
    refused(() => low.rasterize(strokes), argument);
  }
});

test('seeds and threads are whole numbers in their ranges', async () => {
  const network = inkling.createNetwork({ layers: 'dense 10' });
  for (const seed of [Number.NaN, 0.5, 'x', -1, 2 ** 32, null]) {
    refused(() => network.initialize(/** @type {any} */ (seed)), 'seed');
    refused(() => any.createNetwork({ seed }), 'seed');
  }
  for (const threads of [2.5, 0, 17, 'four', Number.NaN]) {
    await assert.rejects(loadInkling(/** @type {any} */ ({ threads, wasm: site })), {
      code: 'BAD_ARGUMENT',
      argument: 'threads',
    });
  }
});

test('temperatures, weights, and states are finite and in range', () => {
  const network = inkling.createNetwork({ layers: 'dense 10' });
  for (const temperature of [-1, Number.NaN, 0, 1000, '1']) {
    refused(() => {
      network.temperature = /** @type {any} */ (temperature);
    }, 'temperature');
  }
  assert.equal(network.temperature, 1);
  const weights = network.getParameters();
  weights[3] = Number.NaN;
  refused(() => network.setParameters(weights), 'parameters[3]');
  refused(() => network.setParameters(new Float32Array(3)), 'parameters');
  refused(() => network.setParameters(/** @type {any} */ (Number.NaN)), 'parameters');
  const trainer = low.createTrainer(network, filled(), { optimizer: 'momentum' });
  const memory = trainer.getMemory().fill(Number.POSITIVE_INFINITY);
  refused(() => trainer.setMemory(memory), 'memory[0]');
});

test('an empty or freed dataset is refused', async () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), inkling.createDataset(3)];
  refused(() => low.evaluate(network, data), 'dataset');
  await assert.rejects(network.evaluate(data), { argument: 'dataset' });
  refused(() => network.calibrate(data), 'first');
  data.free();
  refused(() => low.evaluate(network, data), 'dataset', 'FREED');
  refused(() => low.createTrainer(network, data), 'dataset', 'FREED');
});

test('files hold what was asked for', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const trainer = low.createTrainer(network, data);
  trainer.free();
  refused(() => network.save({ trainer }), 'trainer', 'FREED');
  refused(() => network.save({ notes: { a: 'x\0y' } }), 'notes.a');
  refused(() => network.save(/** @type {any} */ ({ notes: { a: {} } })), 'notes.a');
  const other = inkling.createNetwork({ layers: 'dense 10' });
  refused(() => other.save({ trainer: low.createTrainer(network, data) }), 'trainer');
});

test('a trainer keeps the memory of its network and dataset until it is freed', () => {
  const held = () => ({ network: 0, dataset: 0, trainer: 0, ...inkling.memory.objects });
  const before = held();
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const trainer = low.createTrainer(network, data, { batchSize: 20 });
  network.free();
  data.free();
  const others = Array.from({ length: 4 }, (_, seed) =>
    inkling.createNetwork({ layers: 'dense 10', seed }),
  );
  const datasets = Array.from({ length: 4 }, () => filled());
  const weights = others.map((other) => other.getParameters());
  for (let i = 0; i < 5; i++) assert.ok(Number.isFinite(trainer.step().loss));
  assert.deepEqual(
    others.map((other) => other.getParameters()),
    weights,
  );
  for (const dataset of datasets)
    assert.deepEqual(dataset.sample(3).pixels, filled().sample(3).pixels);
  refused(() => network.predict(IMAGES), 'network', 'FREED');
  trainer.free();
  for (const one of [...others, ...datasets]) one.free();
  assert.equal(held().trainer, before.trainer);
  assert.equal(held().network, before.network);
});

test('objects of another module are refused', async () => {
  const other = await loadInkling({ reproducible: true, wasm: site });
  const [mine, theirs] = [inkling, other].map((one) => one.createNetwork({ layers: 'dense 10' }));
  const before = mine.getParameters();
  const data = filled();
  refused(() => low.createTrainer(theirs, data), 'network');
  refused(() => other.low.createTrainer(theirs, data), 'dataset');
  refused(() => theirs.calibrate(data), 'dataset');
  refused(() => low.evaluate(theirs, data), 'network');
  refused(() => theirs.save({ trainer: low.createTrainer(mine, data) }), 'trainer');
  assert.deepEqual(mine.getParameters(), before);
  for (const wrong of [undefined, null, {}, data]) {
    refused(() => any.createTrainer(wrong, data), 'network');
  }
});

test('fields can only be read', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const trainer = low.createTrainer(network, data);
  for (const [object, names] of /** @type {[any, string[]][]} */ ([
    [network, ['maxBatch', 'parameterCount', 'classes', 'classNames', 'notes', 'core']],
    [data, ['capacity', 'count', 'core']],
    [trainer, ['network', 'epochSize', 'epoch', 'position', 'settings']],
    [inkling, ['low', 'memory', 'build', 'threads']],
  ])) {
    for (const name of names) {
      assert.throws(() => {
        object[name] = 512;
      }, TypeError);
    }
  }
  assert.equal(network.predict(IMAGES).length, 200);
});

test('every call of a freed object is refused, and nothing else changes', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  const witness = inkling.createNetwork({ hidden: [16], seed: 3 });
  const before = witness.predict(IMAGES);
  const trainer = low.createTrainer(network, data);
  const reader = low.createPictureReader();
  const objects = { network, dataset: data, trainer, 'picture reader': reader };
  for (const one of Object.values(objects)) {
    one.free();
    one.free();
    assert.equal(one.freed, true);
  }
  /** Arguments for any method. */
  const values = [IMAGES, LABELS, 0.1];
  let calls = 0;
  for (const [argument, object] of Object.entries(objects)) {
    /** @type {Map<string, PropertyDescriptor>} */
    const members = new Map();
    for (let at = object; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
        if (!members.has(name)) members.set(name, found);
      }
    }
    for (const [name, { value }] of members) {
      if (typeof value !== 'function' || ['constructor', 'free'].includes(name)) continue;
      calls++;
      let result;
      try {
        result = /** @type {any} */ (object)[name](...values);
        // What is asynchronous or a generator fails once it is used; see the next test.
        assert.ok(typeof result?.then === 'function' || typeof result?.next === 'function', name);
        result.catch?.(() => {});
      } catch (error) {
        assert(error instanceof InklingError, `${argument}.${name}: ${error}`);
      }
    }
  }
  assert.ok(calls > 25, String(calls));
  assert.deepEqual(witness.predict(IMAGES), before);
});

test('asynchronous calls of freed objects are refused, too', async () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  network.free();
  for (const call of [
    () => network.classify(IMAGES.subarray(0, PIXELS)),
    () => network.fit(data),
    () => network.fit(data, { worker: true }),
    () => network.evaluate(data),
    () => network.epochs(data).next(),
  ]) {
    await assert.rejects(call, { code: 'FREED', argument: 'network' });
  }
});

test('refusals name the argument and say what would be right', () => {
  const [network, data] = [inkling.createNetwork({ layers: 'dense 10' }), filled()];
  assert.throws(() => low.createTrainer(network, data, { learningRate: -1 }), {
    message: 'learningRate is -1; it must be above 0, at most 100.',
    argument: 'learningRate',
    value: -1,
    range: 'above 0, at most 100',
  });
  refused(() => inkling.createNetwork({ hidden: [1.5] }), 'hidden[0]');
  refused(() => low.createNetwork({ hidden: [1.5] }), 'hidden[0]');
  refused(() => low.createNetwork({ layers: [{ type: 'dense', units: 4097 }] }), 'layers[0].units');
  refused(() => low.createNetwork({ layers: [{ type: 'dense' }] }), 'layers[0].units');
  refused(() => any.createNetwork({ layers: [{ type: 'dens' }] }), 'layers[0].type', 'BAD_LAYERS');
  refused(() => any.createNetwork({ layers: 7 }), 'layers');
  for (const file of [
    'model.safetensors',
    new URL('file:///x'),
    Promise.resolve(),
    new Response(),
  ]) {
    refused(() => any.loadNetwork(file), 'file');
  }
  refused(() => any.createPictureReader().read(IMAGES, new Uint8Array(5)), 'target');
  refused(
    () => any.createPictureReader().readPixels(IMAGES, 28, 27, new Uint8Array(784)),
    'pixels',
  );
  refused(() => {
    any.createPictureReader().polarity = 'bright';
  }, 'polarity');
  refused(() => any.readPage(IMAGES, 28, 0), 'height');
  refused(() => data.add(IMAGES, LABELS), 'images', 'DATASET_FULL');
  refused(() => data.sample(20), 'index');
  refused(() => any.limitThreads(0), 'threads');
  refused(() => low.resume(low.readModel(network.save()), data), 'model');
});

test('a mark can be cut only while its page is read', () => {
  const gray = new Uint8Array(120 * 120).fill(210);
  for (let row = 40; row < 80; row++) {
    gray.fill(20, row * 120 + 30, row * 120 + 90);
    if (row >= 46 && row < 74) gray.fill(210, row * 120 + 36, row * 120 + 84);
  }
  /** @type {(() => unknown) | undefined} */
  let late;
  low.readPage(gray, 120, 120, {
    split: (mark, pieceOf) => {
      late = () => pieceOf(mark.left, mark.right);
      assert.ok(pieceOf(mark.left, mark.right).area > 0);
      return [mark];
    },
  });
  assert.throws(() => late?.(), { code: 'FREED' });
});

test('a full memory says what is in it', async () => {
  const own = await loadInkling({ reproducible: true, wasm: site });
  const kept = [];
  assert.throws(
    () => {
      for (;;) kept.push(own.createDataset(100_000));
    },
    { code: 'NO_MEMORY', message: /In use: \d+ of 256 MB, by \d datasets\./ },
  );
});

test('forgotten objects are freed', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const own = await loadInkling({ reproducible: true, wasm: site });
  for (let i = 0; i < 50; i++) own.createDataset(1000);
  for (let i = 0; i < 50 && own.memory.objects.dataset > 5; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(own.memory.objects.dataset <= 5);
});

test('layers have the shapes that the core computes', () => {
  const network = inkling.createNetwork({ layers: 'conv 5x5x8 stride 2, relu, dense 10' });
  assert.deepEqual(
    network.layers.map(({ height, width, channels, parameters }) => [
      ...[height, width, channels, parameters],
    ]),
    [
      [12, 12, 8, 208],
      [12, 12, 8, 0],
      [1, 1, 10, 11_530],
    ],
  );
});

test('a fit in a worker that fails before it starts rejects', async () => {
  const [network, data] = [inkling.createNetwork(), filled()];
  data.free();
  await assert.rejects(network.fit(data, { worker: true }), { code: 'FREED' });
});

test('a dataset does not mix digits and names', async () => {
  const ink = new Uint8Array(PIXELS);
  const collect = (/** @type {string[]} */ ...labels) =>
    inkling.dataset(labels.map((label) => ({ input: ink, label })));
  assert.deepEqual((await collect('a', '3', 'a')).classNames, ['a', '3']);
  await assert.rejects(collect('1', '+', '1'), { code: 'BAD_LABELS', argument: 'labels[1]' });
});
