import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASSES, Evaluator, InklingError, PIXELS } from '../../web/inkling/index.js';
import { inkling, loadPretrained, loadSplit } from './helpers.mjs';

const LAYERS = 'conv 3x3x2, relu, maxpool 2, dropout 0.5, dense 16, relu, dense 10';

/** Half of the pixels blank, the others varied. */
const image = () =>
  Float32Array.from({ length: PIXELS }, (_, i) => (i % 2 ? 0 : (i * 37) % 101) / 101);

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @param {number} [tolerance] */
function assertClose(a, b, tolerance = 1e-5) {
  assert.equal(a.length, b.length);
  for (let i = 0; i < a.length; i++) {
    assert(Math.abs(a[i] - b[i]) <= tolerance, `value ${i}: ${a[i]}, not ${b[i]}`);
  }
}

/** @param {ArrayLike<number>} values */
const largest = (values) => Math.max(...Array.from(values, Math.abs));

test('a trace has the shape, output and gradient of each layer', () => {
  const network = inkling.createNetwork({ layers: LAYERS, maxBatch: 3 });
  const { layers } = network.trace(image(), 4);
  assert.deepEqual(
    layers.map(({ type, height, width, channels }) => [type, height, width, channels]),
    [
      ['conv2d', 26, 26, 2],
      ['relu', 26, 26, 2],
      ['maxpool', 13, 13, 2],
      ['dropout', 13, 13, 2],
      ['dense', 1, 1, 16],
      ['relu', 1, 1, 16],
      ['dense', 1, 1, 10],
    ],
  );
  assert.equal(layers[0].size, 3);
  for (const { height, width, channels, output, gradient } of layers) {
    assert.equal(output.length, height * width * channels);
    assert.equal(gradient.length, output.length);
    assert(largest(output) > 0 && largest(gradient) > 0);
  }
  assert.deepEqual(
    layers[1].output,
    layers[0].output.map((value) => Math.max(value, 0)),
  );
  assert.deepEqual(layers[3].output, layers[2].output); // dropout is inactive
  assert.deepEqual(layers[2].gradient, layers[3].gradient);
  network.free();
});

test('loss, logits and probabilities are consistent, and match a prediction', () => {
  const network = inkling.createNetwork({ layers: LAYERS });
  network.temperature = 1.7;
  const x = image();
  const { loss, logits, probabilities, layers } = network.trace(x, 4);
  assert.deepEqual(probabilities, network.predict(x));
  assert.deepEqual(layers.at(-1)?.output, logits);
  const sum = logits.reduce((all, z) => all + Math.exp(z), 0);
  const plain = logits.map((z) => Math.exp(z) / sum);
  assertClose([loss], [-Math.log(plain[4])]);
  // The gradient of the loss with respect to the logits is p - onehot(label).
  assertClose(
    layers.at(-1)?.gradient ?? [],
    plain.map((p, c) => p - (c === 4 ? 1 : 0)),
  );
  network.free();
});

test('a forward pass gives the outputs of a trace, bit for bit, and leaves gradients unchanged', () => {
  for (const layers of [LAYERS, 'dense 36', 'conv 5x5x4 same, tanh, avgpool 2, dense 2']) {
    const network = inkling.createNetwork({ layers, maxBatch: 3 });
    network.temperature = 0.6;
    const x = image();
    const traced = network.trace(x, 1);
    network.predict(new Float32Array(3 * PIXELS).fill(0.5)); // other outputs, in between
    const { logits, probabilities, outputs } = network.activate(x);
    assert.deepEqual(logits, traced.logits);
    assert.deepEqual(probabilities, traced.probabilities);
    assert.deepEqual(
      outputs,
      traced.layers.map(({ output }) => output),
    );
    const kept = structuredClone(outputs);
    network.activate(x.slice().reverse());
    assert.deepEqual(outputs, kept); // copies
    network.setParameters(network.getParameters().fill(Number.NaN));
    assert.throws(() => network.activate(x), { code: 'DIVERGED' });
    assert.throws(() => network.activate(new Float32Array(3)), InklingError);
    network.free();
  }
});

test("the layers' parameters and gradients make up those of the network", () => {
  const network = inkling.createNetwork({ layers: LAYERS.replace(' dropout 0.5,', '') });
  const before = network.getParameters();
  const x = image();
  const { layers } = network.trace(x, 4);
  assert.deepEqual(network.getParameters(), before);
  /** @param {'parameters' | 'parameterGradients'} which */
  const flat = (which) =>
    Float32Array.from(
      layers.flatMap((layer) => [...(layer[which]?.weights ?? []), ...(layer[which]?.bias ?? [])]),
    );
  assert.deepEqual(flat('parameters'), before);
  assert.deepEqual(
    layers.map(
      ({ parameters }) => parameters && [parameters.weights.length, parameters.bias.length],
    ),
    [[18, 2], null, null, [13 * 13 * 2 * 16, 16], null, [160, 10]],
  );
  // A step of gradient descent uses exactly these gradients.
  network.trainBatch(x, new Uint8Array([4]), 0.5);
  assertClose(
    flat('parameterGradients'),
    network.getParameters().map((value, i) => (before[i] - value) / 0.5),
    1e-4,
  );
  assert(largest(flat('parameterGradients')) > 0.1);
  network.free();
});

test('a trace is a copy, unaffected by later passes', () => {
  const network = inkling.createNetwork({ layers: LAYERS });
  const first = network.trace(image(), 4);
  const copy = structuredClone(first);
  network.trace(image().reverse(), 5);
  network.saliency(image(), 5);
  network.trainBatch(image(), new Uint8Array([1]), 0.1);
  assert.deepEqual(first, copy);
  network.free();
});

test("saliency is the gradient of a digit's logit with respect to the pixels", () => {
  const network = inkling.createNetwork({ layers: LAYERS });
  // No blank areas: max pooling has no unique gradient where values are equal.
  const x = Float32Array.from({ length: PIXELS }, (_, i) => ((i * 577) % PIXELS) / PIXELS);
  for (const digit of [0, 7]) {
    const gradient = network.saliency(x, digit);
    assert.equal(gradient.length, PIXELS);
    const norm = Math.hypot(...gradient);
    assert(norm > 0.1);
    const step = 1e-3;
    /** The logit at a distance along the gradient. @param {number} distance */
    const logit = (distance) =>
      network.trace(
        x.map((value, i) => value + (distance * gradient[i]) / norm),
        0,
      ).logits[digit];
    const slope = (logit(step) - logit(-step)) / (2 * step);
    assert(Math.abs(slope - norm) < 0.01 * norm, `${slope}, not ${norm}`);
  }
  network.free();
});

test('answers to single images add up to their evaluation', () => {
  const network = loadPretrained();
  const test = loadSplit('test', 1);
  const evaluator = new Evaluator(network, test);
  while (evaluator.advance(300));
  const { count, correct, lossSum } = evaluator.result;
  const all = evaluator.answers();
  assert.equal(all.answers.length, count);
  let right = 0;
  for (let i = 0; i < count; i++) right += Number(all.answers[i] === test.sample(i).label);
  assert.equal(right, correct);
  const sum = all.losses.reduce((total, loss) => total + loss, 0);
  assert(Math.abs(sum - lossSum) < 1e-3 * lossSum);
  assert.equal(evaluator.count, count); // asking again must not count them twice

  const some = evaluator.answers(250, 3);
  assert.deepEqual(some.answers, all.answers.slice(250, 253));
  for (let i = 0; i < 3; i++) {
    const probabilities = network.predict(
      Float32Array.from(test.sample(250 + i).pixels, (p) => p / 255),
    );
    assertClose([some.probabilities[i]], [Math.max(...probabilities)]);
    assert.equal(probabilities.indexOf(Math.max(...probabilities)), some.answers[i]);
  }
  assert.equal(evaluator.answers(count, 0).answers.length, 0);
  for (const [first, wanted] of [
    [-1, 2],
    [count, 1],
    [0, count + 1],
    [0, -1],
    [0.5, 1],
  ]) {
    assert.throws(() => evaluator.answers(first, wanted), { code: 'BAD_ARGUMENT' });
  }
  evaluator.free();
  test.free();
  network.free();
});

test('invalid arguments of a trace are rejected with a code', () => {
  const network = inkling.createNetwork({ layers: LAYERS });
  for (const wrong of [
    () => network.trace(image(), CLASSES), // not a digit
    () => network.trace(image(), 256 + 4),
    () => network.trace(image(), 1.5),
    () => network.trace(new Float32Array(2 * PIXELS), 4),
    () => network.saliency(image(), -1),
    () => network.saliency(new Float32Array(PIXELS - 1), 4),
  ]) {
    assert.throws(wrong, (error) => {
      assert(error instanceof InklingError);
      assert.equal(error.code, 'BAD_ARGUMENT');
      return true;
    });
  }
  network.setParameters(new Float32Array(network.parameterCount).fill(Number.NaN));
  assert.throws(() => network.trace(image(), 4), { code: 'DIVERGED' });
  network.free();
});
