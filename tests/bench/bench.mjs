/**
 * Inkling beside what people would use instead, on one machine in one run: everyone trains the
 * same networks from the same weights on the same minibatches, by turns. Prints tables, writes
 * build/bench/results.json, and fails when the losses do not agree: then the contenders did not do
 * the same work.
 *
 *     ./build.sh bench            (QUICK=1 for fewer rounds)
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fromRoot } from '../wasm/helpers.mjs';
import { bundle, launch } from './browser.mjs';
import { compare, printAnswering, printTraining, summary } from './compare.mjs';
import { measureLearning } from './learn.mjs';
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
await bundle(['inkling', 'jax', 'tfjs', 'onnxruntime', 'peak', 'learn']);
const chromium = await launch();
console.log(`Chromium ${chromium.version} on ${cpus().length} x ${cpus()[0].model}`);

const mlp = await compare(chromium, SHAPES.mlp, EFFORT);
printTraining('W1: training 784-128-10', mlp, ROUNDS);
console.log(`  Rows with "trainer" run the loop of the page, which also shuffles the digits and makes
  minibatches from bytes; for all others, those are made beforehand. Warm-up is left out.`);

const cnn = await compare(chromium, SHAPES.cnn, EFFORT);
printTraining(`W2: training ${SHAPES.cnn.layers}`, cnn, ROUNDS);

printAnswering('W3: one digit through 784-128-10', mlp);
printAnswering('W3: one digit through the network of W2', cnn);
console.log(`  Medians of means over 20 answers; p99 of single answers, on a clock of 5 us.`);

const learning = await measureLearning(chromium, LEARNING);
const peaks = await measurePeak(chromium, { rounds: 2 * ROUNDS, seconds: TURN / 8 });
await chromium.close();

const percent = (/** @type {number} */ share) => `${format(100 * share)} %`;
printTable('Peak: GFLOP/s in Chromium, and the dense products at 64 x 784 x 128', [
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
console.log(`  Chains: multiply-adds in registers that do not wait for each other; the kernels' tiles have 8.
  Shares are medians over rounds. Two threads: two workers that do the same at the same time.`);

/** @typedef {import('./compare.mjs').Comparison} Comparison */
/** Whose rate over whose. @type {[Comparison, string, string, string, string][]} */
const ratios = [
  [mlp, 'W1', 'Inkling', 'jax-js', 'wanted 6'],
  [mlp, 'W1', 'Inkling', 'tfjs wasm', 'wanted 20'],
  [mlp, 'W1', 'Inkling', 'native NumPy', 'wanted 1, hoped for 2'],
  [mlp, 'W1', 'Inkling', 'native PyTorch', 'wanted 1, hoped for 2'],
  [mlp, 'W1', 'Inkling portable, 1 thread', 'jax-js', 'wanted 2.5'],
  [cnn, 'W2', 'Inkling', 'native PyTorch', 'wanted 2'],
  [cnn, 'W2', 'Inkling', 'tfjs wasm', 'wanted 15'],
  [cnn, 'W2', 'Inkling', 'jax-js', 'wanted 100'],
];
const single = cnn.predictors
  .filter(({ name }) => name.startsWith('Inkling'))
  .map(({ means }) => quantile(means));
/** @type {[string, number, string][]} */
const comparisons = [
  ...ratios.map(
    ([{ best }, task, ours, theirs, wanted]) =>
      /** @type {[string, number, string]} */ ([
        `${task}: fastest ${ours} / fastest ${theirs}`,
        best(ours) / best(theirs),
        wanted,
      ]),
  ),
  ['W3: one digit through the network of W2, us', Math.min(...single), 'wanted at most 60'],
];
printTable(
  'Comparisons',
  comparisons
    .filter(([, value]) => Number.isFinite(value) && value > 0)
    .map(([what, value, wanted]) => [what, format(value, 2), wanted]),
);

const seconds = Math.round((performance.now() - started) / 1000);
console.log(`\nIt took ${seconds} s. All numbers: build/bench/results.json`);

const report = {
  date: new Date().toISOString(),
  processor: cpus()[0].model,
  cores: cpus().length,
  chromium: chromium.version,
  mlp: summary(mlp),
  cnn: summary(cnn),
  learning,
  peaks,
};
writeFileSync(fromRoot('build/bench/results.json'), `${JSON.stringify(report, null, 1)}\n`);
const agree = [mlp, cnn].every(({ losses, answers }) => losses.ok && answers.ok);
process.exit(agree ? 0 : 1);
