/** How the page reads a drawing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { costOf, isHeavy, Reader } from '../../web/answer/reader.js';
import { Remote } from '../../web/answer/remote.js';
import { createAnswers } from '../../web/answer/worker/answers.js';
import { Messenger } from '../../web/messenger/messenger.js';
import { PRESETS } from '../../web/settings/presets.js';
import { inkling } from './helpers.mjs';

const HEAVY = 'conv 9x9x32 same, conv 9x9x32 same, dense 10';

/** @param {number} x */
const stroke = (x) => [
  { x, y: 0.2 },
  { x, y: 0.8 },
];

/** A worker that answers when it is told to. */
function slowWorker() {
  const { port1, port2 } = new MessageChannel();
  /** @type {string[]} */
  const log = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {import('../../web/inkling/index.js').Network | undefined} */
  let network;
  /** @type {Messenger<import('../../web/answer/protocol.js').AnswerHears, {}>} */
  new Messenger(/** @type {any} */ (port2), {
    async use({ layers, parameters }) {
      log.push('use');
      network?.free();
      network = inkling.createNetwork({ layers, maxBatch: 8 });
      network.setParameters(parameters);
    },
    async answer(images) {
      log.push('answer');
      await new Promise((resolve) => waiting.push(() => resolve(null)));
      return /** @type {any} */ (network).predict(images);
    },
    activate: async (ink) => /** @type {any} */ (network).activate(ink),
    trace: async ({ ink, label }) => /** @type {any} */ (network).trace(ink, label),
    saliency: async ({ ink, output }) => /** @type {any} */ (network).saliency(ink, output),
  });
  /** Lets the next answer through, and waits for it. @param {Remote} remote */
  const step = (remote) =>
    new Promise((resolve) => {
      remote.changed = () => resolve(null);
      const open = () => (waiting.length ? waiting.shift()?.() : setImmediate(open));
      open();
    });
  return { worker: /** @type {any} */ (port1), log, step, close: () => port1.close() };
}

test('no preset is too heavy for the page', () => {
  assert.ok(costOf(inkling, 'conv 9x9x64 same, relu, conv 9x9x64 same, relu, dense 10') > 100e6);
  for (const { settings } of PRESETS) assert.ok(!isHeavy(inkling, settings.layers ?? 'dense 10'));
});

test('a heavy network reads all views in a worker; of several questions, the latest is answered', async () => {
  const { worker, log, step, close } = slowWorker();
  const remote = new Remote(() => worker);
  const reader = new Reader(
    inkling,
    () => {},
    async () => remote,
  );
  const network = inkling.createNetwork({ layers: HEAVY, maxBatch: 8, seed: 5 });
  reader.use('own', HEAVY, network.getParameters(), 1);
  assert.ok(reader.isHeavy('own'));
  const drawing = [stroke(0.5)];
  assert.equal(reader.read('own', drawing).probabilities, null, 'it is not loaded yet');
  await new Promise(setImmediate);
  assert.equal(reader.read('own', drawing).probabilities, null);
  // While the first is answered, the pen goes on.
  for (let i = 1; i <= 5; i++) {
    drawing.push(stroke(0.5 + i / 20));
    assert.equal(reader.read('own', drawing).probabilities, null);
  }
  await step(remote);
  const first = reader.read('own', drawing).probabilities;
  assert.ok(first, 'the answer to the same drawing, before it went on');
  await step(remote);
  const { probabilities } = reader.read('own', drawing);
  assert.notDeepEqual(probabilities, first);
  assert.deepEqual(log, ['use', 'answer', 'answer']);

  // As a network on the page answers.
  const here = new Reader(inkling, () => {});
  here.networks.own = { model: /** @type {any} */ (null), network };
  assert.deepEqual(probabilities, here.read('own', drawing).probabilities);
  assert.equal(
    reader.read('own', [stroke(0.1), stroke(0.9)]).probabilities,
    null,
    'another drawing',
  );
  await step(remote);

  // Weights change all the time while training runs: the answer before stands until the next.
  const other = network.getParameters().map((value) => -value);
  reader.use('own', HEAVY, other, 1);
  assert.deepEqual(reader.read('own', drawing).probabilities, probabilities);
  await step(remote);
  assert.notDeepEqual(reader.read('own', drawing).probabilities, probabilities);
  assert.equal(log.filter((what) => what === 'use').length, 2);

  const { outputs } = await remote.activate(
    { layers: HEAVY, parameters: other, temperature: 1 },
    reader.read('own', drawing).ink,
  );
  assert.equal(outputs.length, 3);
  network.free();
  close();
});

test('a worker that fails is started again for the next question', async () => {
  const broken = { postMessage() {}, onmessage: null, onerror: (/** @type {any} */ _event) => {} };
  const { worker, step, close } = slowWorker();
  const workers = [broken, worker];
  const remote = new Remote(() => /** @type {any} */ (workers.shift()));
  const network = inkling.createNetwork({ layers: HEAVY, maxBatch: 1, seed: 5 });
  const model = { layers: HEAVY, parameters: network.getParameters(), temperature: 1 };
  const images = new Float32Array(784).fill(0.5);
  assert.equal(remote.answer({ model, images, subject: images }), null);
  broken.onerror({ message: 'Out of memory.' });
  await new Promise(setImmediate);
  assert.equal(remote.answer({ model, images, subject: images }), null);
  await step(remote);
  assert.ok(remote.answer({ model, images, subject: images }));
  network.free();
  close();
});

test('a network that the worker could not take is sent again', async () => {
  /** @type {string[]} */
  const kinds = [];
  /** @type {any} */
  const port = {
    postMessage(/** @type {{ ask: number, kind: string }} */ { ask, kind }) {
      const failed = kinds.push(kind) === 1;
      const said = failed ? { error: { message: 'Out of memory.' } } : { value: null };
      setImmediate(() => port.onmessage({ data: { answer: ask, ...said } }));
    },
  };
  const remote = new Remote(() => port);
  const model = { layers: HEAVY, parameters: new Float32Array(1), temperature: 1 };
  const image = new Float32Array(784);
  await assert.rejects(remote.saliency(model, image, 0), /memory/);
  await remote.saliency(model, image, 0);
  await remote.saliency(model, image, 0);
  assert.deepEqual(kinds, ['use', 'saliency', 'use', 'saliency', 'saliency']);
});

test('the first question waits for the core, and each is answered by the network that it came with', async () => {
  /** @type {(module: typeof inkling) => void} */
  let arrives = () => {};
  const loading = new Promise((resolve) => {
    arrives = resolve;
  });
  const answers = createAnswers(() => loading);
  const image = new Float32Array(784).fill(0.5);
  const [first, second] = [5, 6].map((seed) => {
    const network = inkling.createNetwork({ layers: 'dense 10', maxBatch: 1, seed });
    const [parameters, expected] = [network.getParameters(), network.predict(image)];
    network.free();
    answers.use({ layers: 'dense 10', parameters, temperature: 1 });
    return { answer: answers.answer(image), expected };
  });
  arrives(inkling);
  assert.deepEqual(await first.answer, first.expected);
  assert.deepEqual(await second.answer, second.expected);
  assert.notDeepEqual(first.expected, second.expected);
});

test('if the way to the worker could not be loaded, the next question tries again', async () => {
  let tries = 0;
  let changes = 0;
  const remote = /** @type {any} */ ({ answer: () => new Float32Array(70).fill(0.1) });
  const reader = new Reader(
    inkling,
    () => changes++,
    async () => {
      if (++tries === 1) throw new Error('made up');
      return remote;
    },
  );
  const network = inkling.createNetwork({ layers: HEAVY, maxBatch: 1, seed: 5 });
  reader.use('own', HEAVY, network.getParameters(), 1);
  await new Promise(setImmediate);
  assert.equal(reader.read('own', [stroke(0.5)]).probabilities, null);
  await new Promise(setImmediate);
  assert.deepEqual([tries, changes], [2, 1]);
  assert.ok(reader.read('own', [stroke(0.5)]).probabilities);
  await new Promise(setImmediate);
  assert.deepEqual([tries, changes], [2, 1]);
  network.free();
});
