/**
 * Compares Inkling with its alternatives on one machine in one run: all contenders take turns
 * training the same networks from the same weights on the same minibatches. Prints tables, writes
 * build/bench/results.json, and fails if the losses disagree, as the contenders then did not do the
 * same work.
 *
 *     ./build.sh bench            (QUICK=1 for fewer rounds)
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fromRoot } from '../wasm/helpers.mjs';
import { bundle, launch } from './browser.mjs';
import { compare, printInference, printTraining, summary } from './compare.mjs';
import { measureFirstTrain } from './first.mjs';
import { measureLearning } from './learn.mjs';
import { measureLoop } from './loop.mjs';
import { measurePeak } from './peak.mjs';
import { SHAPES } from './shape.js';
import { format, printTable, quantile } from './table.mjs';

const QUICK = Boolean(process.env.QUICK);
const ROUNDS = QUICK ? 3 : 7;
const TURN = QUICK ? 0.2 : 0.5; // seconds
const EFFORT = { rounds: ROUNDS, slowRounds: QUICK ? 1 : 3, turn: TURN };
const LEARNING = QUICK
  ? { goals: [0.98, 0.99], every: 5000, seeds: [1], recipes: 1 }
  : { goals: [0.98, 0.99, 0.995], every: 2500, seeds: [1, 2, 3], recipes: Infinity };

const started = performance.now();
writeFileSync(fromRoot('build/bench/page.html'), '<!doctype html><title>bench</title>');
await bundle(['inkling', 'jax', 'tfjs', 'onnxruntime', 'peak', 'learn', 'loop']);
const chromium = await launch();
console.log(`Chromium ${chromium.version} on ${cpus().length} x ${cpus()[0].model}`);

const mlp = await compare(chromium, SHAPES.mlp, EFFORT);
printTraining('W1: training 784-128-10', mlp, ROUNDS);
console.log(`  Rows with "trainer" run the page's training loop, which also shuffles the digits and
  assembles minibatches from bytes; for all others, minibatches are precomputed. Warm-up is excluded.`);

const cnn = await compare(chromium, SHAPES.cnn, EFFORT);
printTraining(`W2: training ${SHAPES.cnn.layers}`, cnn, ROUNDS);

printInference('W3: inference, 784-128-10', mlp);
printInference('W3: inference, the network of W2', cnn);
console.log(
  `  Medians of means over 20 predictions; p99 of single predictions. Timer resolution: 5 us.`,
);

const loop = await measureLoop(chromium, { rounds: ROUNDS, seconds: 2 * TURN });
const learning = await measureLearning(chromium, LEARNING);
const peaks = await measurePeak(chromium, { rounds: 2 * ROUNDS, seconds: TURN / 8 });
await chromium.close();
console.log('\nThe first Train of the page');
const first = await measureFirstTrain(QUICK ? 1 : 9);

const percent = (/** @type {number} */ share) => `${format(100 * share)}%`;
printTable('Peak: GFLOP/s in Chromium, and matrix products of 64 x 784 x 128', [
  ['', '8 chains', '12 chains', 'forward', 'of 8', 'of 12', 'weight gradient', 'of 8', 'of 12'],
  ...peaks.map(({ name, chains8, chains12, forward, update }) => [
    name,
    format(chains8.rate, 1),
    format(chains12.rate, 1),
    ...[forward, update].flatMap(({ rate, of8, of12 }) => [
      format(rate, 1),
      percent(of8),
      percent(of12),
    ]),
  ]),
]);
console.log(`  Chains: independent multiply-adds in registers; the kernels' tiles have 8. Percentages
  are medians over rounds. Two threads: two workers doing the same work concurrently.`);

/** @typedef {import('./compare.mjs').Comparison} Comparison */
/** Ours, theirs, and the target ratio. @type {[Comparison, string, string, string, string][]} */
const ratios = [
  [mlp, 'W1', 'Inkling', 'jax-js', 'target 6'],
  [mlp, 'W1', 'Inkling', 'tfjs wasm', 'target 20'],
  [mlp, 'W1', 'Inkling', 'native NumPy', 'target 1, stretch goal 2'],
  [mlp, 'W1', 'Inkling', 'native PyTorch', 'target 1, stretch goal 2'],
  [mlp, 'W1', 'Inkling portable, 1 thread', 'jax-js', 'target 2.5'],
  [cnn, 'W2', 'Inkling', 'native PyTorch', 'target 2'],
  [cnn, 'W2', 'Inkling', 'tfjs wasm', 'target 15'],
  [cnn, 'W2', 'Inkling', 'jax-js', 'target 100'],
];
/** Microseconds of the fastest predictor. @param {Comparison} comparison @param {string} prefix */
const fastest = ({ predictors }, prefix) =>
  Math.min(
    ...predictors.filter(({ name }) => name.startsWith(prefix)).map(({ means }) => quantile(means)),
  );
/** @type {[string, number, string][]} */
const comparisons = [
  ...ratios.map(
    ([{ best }, task, ours, theirs, target]) =>
      /** @type {[string, number, string]} */ ([
        `${task}: fastest ${ours} / fastest ${theirs}`,
        best(ours) / best(theirs),
        target,
      ]),
  ),
  ['W3: inference, the network of W2, us', fastest(cnn, 'Inkling'), 'target 60 or less'],
];
printTable(
  'Comparisons',
  comparisons
    .filter(([, value]) => Number.isFinite(value) && value > 0)
    .map(([what, value, target]) => [what, format(value, 2), target]),
);

// In a process of its own, which measures its processor time.
const rounds = QUICK ? '8' : '40';
spawnSync(process.execPath, [fromRoot('tests/bench/layers.mjs'), '--rounds', rounds], {
  stdio: 'inherit',
});

const rounded = (/** @type {number} */ rate) => format(Number(rate.toPrecision(3)));
console.log(`
For README.md:

| | digits per second |
|---|---|
| **Inkling, relaxed SIMD, 2 threads** | **${rounded(mlp.best('Inkling relaxed, 2'))}** |
| Inkling, relaxed SIMD, 1 thread | ${rounded(mlp.best('Inkling relaxed, 1'))} |
| Inkling, portable SIMD, 1 thread | ${rounded(mlp.best('Inkling portable, 1'))} |
| jax-js, wasm | ${rounded(mlp.best('jax-js'))} |
| TensorFlow.js, wasm | ${rounded(mlp.best('tfjs wasm'))} |
| NumPy with OpenBLAS, native, best of 1 and 2 threads | ${rounded(mlp.best('native NumPy'))} |
| PyTorch, native, best of 1 and 2 threads | ${rounded(mlp.best('native PyTorch'))} |

A small CNN trains at ${rounded(cnn.best('Inkling'))} digits per second (PyTorch: ${rounded(cnn.best('native PyTorch'))}; TensorFlow.js: ${rounded(cnn.best('tfjs'))}).
The first Train takes ${format(first.seconds, 1)} s to ${first.accuracy}%. A drawing takes ${format(fastest(mlp, 'Inkling'))} microseconds (onnxruntime-web: ${format(fastest(mlp, 'onnxruntime'))}).`);

const seconds = Math.round((performance.now() - started) / 1000);
console.log(`\nTook ${seconds} s. Full results: build/bench/results.json`);

const report = {
  date: new Date().toISOString(),
  processor: cpus()[0].model,
  cores: cpus().length,
  chromium: chromium.version,
  mlp: summary(mlp),
  cnn: summary(cnn),
  loop,
  learning,
  first,
  peaks,
};
writeFileSync(fromRoot('build/bench/results.json'), `${JSON.stringify(report, null, 1)}\n`);
const agree = [mlp, cnn].every(({ losses, answers }) => losses.ok && answers.ok);
process.exit(agree ? 0 : 1);
