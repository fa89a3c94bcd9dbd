/**
 * Inkling beside what people would use instead, on one machine in one run: everyone trains the
 * same network from the same weights on the same minibatches, taking turns, so that a machine that
 * slows down slows all of them. Prints tables, writes build/bench/results.json, and fails when the
 * losses do not agree: then the contenders did not do the same work.
 *
 *     ./build.sh bench            (QUICK=1 for fewer rounds)
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../wasm/helpers.mjs';
import { bundle, launch } from './browser.mjs';
import { checkLosses, checkProbabilities } from './check.mjs';
import { lineup } from './lineup.mjs';
import { startProgram } from './native.mjs';
import { measurePeak } from './peak.mjs';
import { BATCH, PREDICT_BATCH } from './shape.js';
import { format, printTable, quantile } from './table.mjs';
import { writeWorkload } from './workload.mjs';

const QUICK = Boolean(process.env.QUICK);
const ROUNDS = QUICK ? 3 : 7;
const SLOW_ROUNDS = QUICK ? 1 : 3;
const TURN = QUICK ? 0.2 : 0.5; // seconds
const PAUSE = 50; // ms between turns, in which the threads of the last one go to sleep

/**
 * @typedef {import('./lineup.mjs').Entry & {
 *   call: (method: string, argument: any) => Promise<any>,
 *   close: () => unknown,
 *   engine: string,
 *   rates: number[],
 *   losses: number[],
 *   means: number[],
 *   singles: number[],
 *   batchRates: number[],
 *   probabilities: number[],
 * }} Contender
 */

const started = performance.now();
const folder = fromRoot('build/bench/workload');
writeWorkload(folder);
writeFileSync(fromRoot('build/bench/page.html'), '<!doctype html><title>bench</title>');
await bundle(['inkling', 'jax', 'tfjs', 'onnxruntime', 'peak']);
const chromium = await launch();
console.log(`Chromium ${chromium.version} on ${cpus().length} x ${cpus()[0].model}`);

/**
 * Starts a contender; one that does not start is left out, with its reason.
 * @param {import('./lineup.mjs').Entry} entry
 * @returns {Promise<Contender | null>}
 */
async function enter(entry) {
  const kept = { engine: '', rates: [], losses: [], means: [], singles: [] };
  const empty = { ...kept, batchRates: [], probabilities: [] };
  let close = () => {};
  try {
    if (entry.program) {
      const { command, args, env, mode } = entry.program;
      const program = startProgram(command, args, env);
      close = program.close;
      // The first turn is the warm-up.
      const call = (/** @type {string} */ _, /** @type {number} */ seconds) =>
        program.ask(mode ? `${mode} ${seconds}` : `${seconds}`);
      await call('train', TURN);
      return { ...entry, ...empty, engine: entry.name, call, close };
    }
    const page = await chromium.open(/** @type {string} */ (entry.script), entry.isolated ?? false);
    close = page.close;
    const engine = await page.call('open', entry.options ?? {});
    if (entry.trains) await page.call('train', TURN);
    return { ...entry, ...empty, ...page, engine };
  } catch (error) {
    close();
    const reason = String(error instanceof Error ? error.message : error).split('\n')[0];
    console.log(`${entry.name} is left out: ${reason}`);
    return null;
  }
}

/** @type {Contender[]} */
const contenders = [];
for (const entry of lineup(folder)) {
  const contender = await enter(entry);
  if (contender) contenders.push(contender);
}

const trainees = contenders.filter(({ trains }) => trains);
for (let round = 0; round < ROUNDS; round++) {
  for (const contender of trainees) {
    if (contender.slow && round >= SLOW_ROUNDS) continue;
    await sleep(PAUSE);
    const { samplesPerSecond, losses } = await contender.call('train', TURN);
    contender.rates.push(samplesPerSecond);
    contender.losses = losses;
  }
}
for (const contender of trainees.filter(({ program }) => program)) contender.close();

// Answers are timed where the clock is fine: in isolated pages, whatever the number of threads.
const predictors = [];
for (const contender of contenders) {
  if (contender.script) await contender.close();
  if (!contender.predicts) continue;
  const page = await chromium.open(/** @type {string} */ (contender.script), true);
  const engine = await page.call('open', contender.options ?? {});
  await page.call('latency', TURN);
  await page.call('throughput', TURN);
  predictors.push({ ...contender, ...page, engine });
}
for (let round = 0; round < ROUNDS; round++) {
  for (const contender of predictors) {
    await sleep(PAUSE);
    const { means, singles } = await contender.call('latency', TURN / 2);
    contender.means.push(...means);
    contender.singles.push(...singles);
    const { samplesPerSecond, probabilities } = await contender.call('throughput', TURN / 2);
    contender.batchRates.push(samplesPerSecond);
    contender.probabilities = probabilities;
  }
}
for (const { close } of predictors) await close();

const peaks = await measurePeak(chromium, { rounds: 2 * ROUNDS, seconds: TURN / 8 });
await chromium.close();

// ---- what came of it ----------------------------------------------------------------------------

const base =
  trainees.find(({ name }) => name === 'Inkling relaxed, 1 thread') ??
  trainees.find(({ name }) => name === 'Inkling portable, 1 thread');
const baseRate = base ? quantile(base.rates) : Number.NaN;
printTable(`W1: training 784-128-10, batch ${BATCH}, SGD; samples a second over ${ROUNDS} rounds`, [
  ['', 'median', 'lowest', 'highest', 'ratio'],
  ...trainees.map(({ name, rates }) => [
    name,
    format(quantile(rates)),
    format(Math.min(...rates)),
    format(Math.max(...rates)),
    format(quantile(rates) / baseRate, 3),
  ]),
]);
console.log(`  Ratio: to ${base?.name}. Rows with "trainer" run the loop of the page, which also
  shuffles the digits and makes the minibatches from bytes; for all others, the minibatches are
  made beforehand. Warm-up is left out.`);

printTable(
  `W3: one digit from pixels to probabilities in microseconds; ${PREDICT_BATCH} at once, digits a second`,
  [
    ['', 'median', 'p99', `${PREDICT_BATCH} at once`],
    ...predictors.map(({ name, means, singles, batchRates }) => [
      name,
      format(quantile(means), 1),
      format(quantile(singles, 0.99), 0),
      format(quantile(batchRates)),
    ]),
  ],
);
console.log(`  Medians of means over 20 answers; p99 of single answers, on a clock of 5 us.`);

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

/** The fastest whose name begins so. @param {string} prefix */
const best = (prefix) =>
  Math.max(
    ...trainees.filter(({ name }) => name.startsWith(prefix)).map(({ rates }) => quantile(rates)),
  );
const first = best('Inkling');
/** @type {[string, number, string][]} */
const comparisons = [
  ['fastest Inkling / faster jax-js', first / best('jax-js'), 'wanted 6'],
  ['fastest Inkling / tfjs wasm', first / best('tfjs wasm'), 'wanted 20'],
  ['fastest Inkling / fastest NumPy', first / best('native NumPy'), 'wanted 1, hoped for 2'],
  ['fastest Inkling / fastest PyTorch', first / best('native PyTorch'), 'wanted 1, hoped for 2'],
  [
    'Inkling portable, 1 thread / faster jax-js',
    best('Inkling portable, 1') / best('jax-js'),
    'wanted 2.5',
  ],
];
printTable(
  'Comparisons',
  comparisons
    .filter(([, ratio]) => Number.isFinite(ratio) && ratio > 0)
    .map(([what, ratio, wanted]) => [what, format(ratio, 2), wanted]),
);

const losses = checkLosses(trainees);
const answers = checkProbabilities(predictors);
console.log(`\n${losses.text}\n${answers.text}`);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`It took ${seconds} s. All numbers: build/bench/results.json`);

const report = {
  date: new Date().toISOString(),
  processor: cpus()[0].model,
  cores: cpus().length,
  chromium: chromium.version,
  training: trainees.map(({ name, engine, rates, losses }) => ({ name, engine, rates, losses })),
  answering: predictors.map(({ name, engine, means, singles, batchRates }) => ({
    name,
    engine,
    medianMicroseconds: quantile(means),
    p99Microseconds: quantile(singles, 0.99),
    batchRates,
  })),
  peaks,
  worstLossDifference: losses.worst,
  worstProbabilityDifference: answers.worst,
};
writeFileSync(fromRoot('build/bench/results.json'), `${JSON.stringify(report, null, 1)}\n`);
process.exit(losses.ok && answers.ok ? 0 : 1);
