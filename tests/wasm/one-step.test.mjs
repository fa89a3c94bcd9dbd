/** One training step in the picture of the network: its numbers, and what each position shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PIXELS } from '../../web/inkling/index.js';
import { gradientTerms, weightGradientTerms } from '../../web/lens/gradient-sum.js';
import { Lens } from '../../web/lens/lens.js';
import { ordersOf, stagesOf } from '../../web/stage/layout.js';
import { linksOf, MAX_LINKS } from '../../web/stage/links.js';
import { OneStep } from '../../web/stage/one-step.js';
import { PHASES, positionsOf, samePosition } from '../../web/stage/positions.js';
import { gradientFlow, steepest } from '../../web/stage/step-links.js';
import { inkling } from './helpers.mjs';

const CNN = 'conv 5x5x4, relu, maxpool 2, conv 3x3x6 same, relu, dense 12, tanh, dense 10';
const STRIDED = 'conv 5x5x4 pad 1 stride 2, relu, conv 3x3x6 stride 3, relu, dense 10';
const LISTS = [
  'dense 10',
  'relu, dense 2',
  'dense 20, relu, dense 36',
  CNN,
  'conv 5x5x4, tanh, avgpool 2, dense 12, sigmoid, dense 10',
  'maxpool 2, conv 3x3x3, leaky relu 0.1, avgpool 2, dropout 0.3, dense 10',
  `${'conv 3x3x2 same, relu, '.repeat(15)}avgpool 4, dense 10`,
];
const LABEL = 1;
const RATE = 0.05;

const image = Float32Array.from({ length: PIXELS }, (_, i) =>
  i % 28 > 5 && i % 28 < 20 && i > 200 && i < 600 ? ((i * 37) % 101) / 101 : 0,
);

/** @param {string} list */
async function walk(list) {
  const network = inkling.createNetwork({ layers: list, seed: 3, maxBatch: 1 });
  const parameters = network.getParameters();
  const page = {
    inkling: Promise.resolve(inkling),
    model: { layers: list, parameters, temperature: 1 },
  };
  const lens = new Lens(/** @type {any} */ (page));
  assert.ok(await lens.focus());
  const stages = stagesOf(lens.layers);
  const { outputs } = await lens.activate(image);
  const orders = ordersOf(lens.layers, stages);
  const seen = { layers: lens.layers, stages, orders, image, outputs };
  const step = await OneStep.of(lens, seen, LABEL, RATE);
  return { network, parameters, lens, seen, step };
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @param {number} [most] */
function near(a, b, most = 1e-5) {
  assert.equal(a.length, b.length);
  for (let i = 0; i < a.length; i++)
    assert.ok(Math.abs(a[i] - b[i]) <= most, `${i}: ${a[i]}, ${b[i]}`);
}

/** Indices spread over a list. @param {number} length */
const some = (length) => [
  ...new Set([0, 0.31, 0.64, 1].map((share) => Math.floor(share * (length - 1)))),
];

for (const list of LISTS) {
  test(`the numbers of a step are those of the core: ${list}`, async () => {
    const { network, parameters, lens, step } = await walk(list);
    const { traced, before, after } = step;
    const onehot = traced.probabilities.map((_, output) => Number(output === LABEL));
    near(
      step.gradientOf(step.seen.stages.length - 1),
      traced.probabilities.map((p, output) => p - onehot[output]),
    );
    assert.ok(Math.abs(before.loss + Math.log(before.probability)) < 1e-5);
    const loss = async (/** @type {Float32Array} */ with_) =>
      (await lens.lossWith(with_, image, LABEL)).loss;
    assert.ok(Math.abs((await loss(step.parameters)) - after.loss) < 1e-6);
    assert.ok(after.loss < before.loss);

    // What the core itself does in a training step; dropout would be on in it.
    if (!list.includes('dropout')) {
      network.setParameters(parameters);
      network.trainBatch(image, Uint8Array.of(LABEL), RATE);
      near(network.getParameters(), step.parameters, 1e-6);
    }
    network.free();

    // The steepest gradients are the slopes of the loss. At the kinks of relu and maxpool it has none, as
    // where a bias of 0 meets blank paper; only the last layer comes after them.
    const kinks = /relu|maxpool/.test(list);
    let first = 0;
    for (const [l, { dw, db }] of traced.layers.entries()) {
      const gradient = [...dw, ...db];
      const at = gradient.reduce(
        (best, g, i) => (Math.abs(g) > Math.abs(gradient[best]) ? i : best),
        0,
      );
      if (gradient.length && (!kinks || l === traced.layers.length - 1)) {
        assert.ok(Math.abs(gradient[at]) > 1e-3);
        const moved = (/** @type {number} */ by) => {
          const changed = parameters.slice();
          changed[first + at] += by;
          return loss(changed);
        };
        const slope = ((await moved(1e-3)) - (await moved(-1e-3))) / 2e-3;
        assert.ok(
          Math.abs(slope - gradient[at]) < 0.02 * Math.abs(gradient[at]) + 1e-3,
          `${slope}, ${gradient[at]}`,
        );
      }
      first += gradient.length;
    }
    // The network is as it was.
    near((await lens.trace(image, LABEL)).probabilities, traced.probabilities, 0);
  });

  test(`every position of a step has a picture: ${list}`, async () => {
    const { network, seen, step } = await walk(list);
    network.free();
    const { stages, orders } = seen;
    const last = stages.length - 1;
    const forward = linksOf(seen);
    const positions = positionsOf(stages.length);
    assert.equal(positions.length, 2 * stages.length + 4);
    for (const position of positions) {
      const { phase, part, column } = position;
      const view = step.view(position, forward);
      for (const [c, values] of view.values.entries()) {
        const { height, width, count } = stages[c];
        assert.equal(values.length, height * width * count);
        assert.ok(values.every(Number.isFinite));
        if (phase === 'forward' && c > column) assert.ok(values.every((value) => value === 0));
        if (phase === 'backward' && c > 0 && c >= column - 1)
          assert.equal(values, step.gradientOf(c));
      }
      assert.equal(view.gaps.length, last);
      for (const [gap, links] of view.gaps.entries()) {
        assert.ok(links.length <= MAX_LINKS);
        for (const [i, { from, to, share }] of links.entries()) {
          assert.ok(from < orders[gap].length && to < orders[gap + 1].length);
          assert.ok(share > 0 && share <= 1 && (i === 0 || links[i - 1].share <= share));
        }
        if (phase === 'forward' && gap >= column) assert.deepEqual(links, []);
      }
      assert.equal(view.target, phase === 'forward' || part === 'softmax' ? -1 : LABEL);
      assert.equal(
        view.signed === null,
        phase === 'update' ||
          (phase === 'loss' ? part !== 'error' : phase === 'forward' && column < last),
      );
      if (view.signed) assert.ok(view.signed.every((value) => Math.abs(value) <= 1));
      for (const at of some(stages.length)) {
        const item = { column: at, unit: orders[at][0], x: 0, y: 0, size: 1 };
        const gaps = step.through(position, item);
        for (const [gap, links] of gaps.entries()) {
          if (gap !== at && gap !== at - 1) assert.deepEqual(links, []);
          for (const link of links) assert.equal(gap === at ? link.from : link.to, 0);
        }
      }
    }
  });
}

/** The difference of two sums of products that should be the same. @param {number[]} products @param {number} sum */
const off = (products, sum) => Math.abs(products.reduce((all, product) => all + product, 0) - sum);

for (const list of [CNN, STRIDED]) {
  test(`the sums behind gradients, term by term, match the core: ${list}`, async () => {
    const { network, step } = await walk(list);
    network.free();
    let checked = 0;
    for (const layer of step.traced.layers) {
      const { dx, dy, dw } = layer;
      if (!layer.weights.length) continue;
      for (const at of dx?.keys() ?? []) {
        const terms = gradientTerms(layer, dy, at).map(({ product }) => product);
        assert.ok(off(terms, dx?.[at] ?? 0) < 1e-5, `${layer.text}, input ${at}`);
        checked++;
      }
      if (layer.type !== 'conv2d') continue;
      for (const at of dw.keys()) {
        const terms = weightGradientTerms(layer, at).map(({ x, dy: slope }) => x * slope);
        assert.ok(off(terms, dw[at]) < 1e-5, `${layer.text}, weight ${at}`);
        checked++;
      }
    }
    assert.ok(checked > 100);
  });
}

test('the links back to a neuron add up to its gradient', async () => {
  const { network, step } = await walk(CNN);
  network.free();
  const layer = step.traced.layers.at(-1);
  assert.ok(layer?.dx);
  const all = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => i);
  const found = gradientFlow(layer, layer.dy, all(12), all(10));
  for (let i = 0; i < 12; i++) {
    const sum = found.subarray(10 * i, 10 * i + 10).reduce((a, b) => a + b);
    assert.ok(Math.abs(sum - layer.dx[i]) < 1e-5);
  }
});

test('the weight shown between two units is the one that changes most', async () => {
  const { network, step } = await walk(CNN);
  network.free();
  const layer = step.traced.layers[3];
  const { dw } = layer;
  for (const [from, to] of [
    [0, 0],
    [3, 5],
    [1, 2],
  ]) {
    const own = [...dw.keys()].filter((i) => i % 6 === to && Math.floor(i / 6) % 4 === from);
    const most = Math.max(...own.map((i) => Math.abs(dw[i])));
    const at = steepest(layer, from, to);
    assert.ok(own.includes(at));
    assert.equal(Math.abs(dw[at]), most);
  }
});

test('a step that makes the network diverge has no finite loss', async () => {
  const { network, lens, seen } = await walk('dense 30, relu, dense 10');
  network.free();
  const step = await OneStep.of(lens, seen, LABEL, 1e38);
  assert.equal(step.after.loss, Number.POSITIVE_INFINITY);
  for (const position of positionsOf(seen.stages.length)) step.view(position, linksOf(seen));
});

test('positions go through the four phases, and are found again in another network', () => {
  const positions = positionsOf(4);
  const phases = positions.map(({ phase }) => phase);
  assert.deepEqual([...new Set(phases)], PHASES);
  assert.deepEqual(
    phases,
    phases.slice().sort((a, b) => PHASES.indexOf(a) - PHASES.indexOf(b)),
  );
  for (const [i, position] of positions.entries()) {
    assert.equal(samePosition(positions, position), i);
    // Fewer columns: the same phase.
    const others = positionsOf(2);
    assert.equal(others[samePosition(others, position)].phase, position.phase);
  }
  assert.equal(samePosition(positions, undefined), 0);
});
