/**
 * Has all contenders train and run one network. They take turns, so that a machine that slows down
 * affects all of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../wasm/helpers.mjs';
import { checkLosses, checkProbabilities } from './check.mjs';
import { lineup } from './lineup.mjs';
import { startProgram } from './native.mjs';
import { BATCH, PREDICT_BATCH } from './shape.js';
import { format, printTable, quantile } from './table.mjs';
import { writeWorkload } from './workload.mjs';

const PAUSE = 50; // ms between turns, for the previous contender's threads to go to sleep

/**
 * @typedef {Awaited<ReturnType<typeof import('./browser.mjs').launch>>} Chromium
 * @typedef {Awaited<ReturnType<typeof compare>>} Comparison
 *
 * @typedef {object} Effort
 * @property {number} rounds
 * @property {number} slowRounds rounds for slow contenders
 * @property {number} turn length in seconds
 *
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

/**
 * Starts a contender. One that fails to start is left out, with the reason printed.
 * @param {Chromium} chromium @param {import('./lineup.mjs').Entry} entry @param {number} turn
 * @returns {Promise<Contender | null>}
 */
async function enter(chromium, entry, turn) {
  const kept = { engine: '', rates: [], losses: [], means: [], singles: [] };
  const empty = { ...kept, batchRates: [], probabilities: [] };
  let close = () => {};
  try {
    if (entry.program) {
      const { command, args, env, mode } = entry.program;
      const program = startProgram(command, args, env);
      close = program.close;
      // The first turn is warm-up.
      const call = (/** @type {string} */ _, /** @type {number} */ seconds) =>
        program.ask(mode ? `${mode} ${seconds}` : `${seconds}`);
      await call('train', turn);
      return { ...entry, ...empty, engine: entry.name, call, close };
    }
    const page = await chromium.open(/** @type {string} */ (entry.script), entry.isolated ?? false);
    close = page.close;
    const engine = await page.call('open', entry.options);
    if (entry.trains) await page.call('train', turn);
    return { ...entry, ...empty, ...page, engine };
  } catch (error) {
    close();
    const reason = String(error instanceof Error ? error.message : error).split('\n')[0];
    console.log(`${entry.name} is left out: ${reason}`);
    return null;
  }
}

/**
 * @param {Chromium} chromium @param {import('./shape.js').Shape} shape @param {Effort} effort
 */
export async function compare(chromium, shape, { rounds, slowRounds, turn }) {
  const folder = fromRoot(`build/bench/${shape.name}`);
  writeWorkload(shape, folder);
  /** @type {Contender[]} */
  const contenders = [];
  for (const entry of lineup(shape, folder)) {
    const contender = await enter(chromium, entry, turn);
    if (contender) contenders.push(contender);
  }

  const trainees = contenders.filter(({ trains }) => trains);
  for (let round = 0; round < rounds; round++) {
    for (const contender of trainees) {
      if (contender.slow && round >= slowRounds) continue;
      await sleep(PAUSE);
      const { samplesPerSecond, losses } = await contender.call('train', turn);
      contender.rates.push(samplesPerSecond);
      contender.losses = losses;
    }
  }
  for (const contender of trainees.filter(({ program }) => program)) contender.close();

  // Predictions are timed in isolated pages, whatever the number of threads: their timer is finer.
  const predictors = [];
  for (const contender of contenders) {
    if (contender.script) await contender.close();
    if (!contender.predicts) continue;
    const page = await chromium.open(/** @type {string} */ (contender.script), true);
    const engine = await page.call('open', contender.options);
    await page.call('latency', turn);
    await page.call('throughput', turn);
    predictors.push({ ...contender, ...page, engine });
  }
  for (let round = 0; round < rounds; round++) {
    for (const contender of predictors) {
      await sleep(PAUSE);
      const { means, singles } = await contender.call('latency', turn / 2);
      contender.means.push(...means);
      contender.singles.push(...singles);
      const { samplesPerSecond, probabilities } = await contender.call('throughput', turn / 2);
      contender.batchRates.push(samplesPerSecond);
      contender.probabilities = probabilities;
    }
  }
  for (const { close } of predictors) await close();

  return {
    shape,
    trainees,
    predictors,
    losses: checkLosses(trainees),
    answers: checkProbabilities(predictors),
    /** The highest rate of the contenders whose name starts with the prefix. @param {string} prefix */
    best: (prefix) =>
      Math.max(
        ...trainees
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ rates }) => quantile(rates)),
      ),
  };
}

/** @param {string} title @param {Comparison} comparison @param {number} rounds */
export function printTraining(title, { trainees, losses }, rounds) {
  const base =
    trainees.find(({ name }) => name === 'Inkling relaxed, 1 thread') ??
    trainees.find(({ name }) => name === 'Inkling portable, 1 thread');
  const baseRate = base ? quantile(base.rates) : Number.NaN;
  printTable(`${title}, batch ${BATCH}, SGD; samples per second over ${rounds} rounds`, [
    ['', 'median', 'lowest', 'highest', 'ratio'],
    ...trainees.map(({ name, rates }) => [
      name,
      format(quantile(rates)),
      format(Math.min(...rates)),
      format(Math.max(...rates)),
      format(quantile(rates) / baseRate, 3),
    ]),
  ]);
  console.log(`  Ratios are relative to ${base?.name}. ${losses.text}`);
}

/** @param {string} title @param {Comparison} comparison */
export function printInference(title, { predictors, answers }) {
  printTable(
    `${title}, pixels to probabilities, in us; batches of ${PREDICT_BATCH}, digits per second`,
    [
      ['', 'median', 'p99', `batch ${PREDICT_BATCH}`],
      ...predictors.map(({ name, means, singles, batchRates }) => [
        name,
        format(quantile(means), 1),
        format(quantile(singles, 0.99), 0),
        format(quantile(batchRates)),
      ]),
    ],
  );
  console.log(`  ${answers.text}`);
}

/** The part that goes into results.json. @param {Comparison} comparison */
export const summary = ({ trainees, predictors, losses, answers }) => ({
  training: trainees.map(({ name, engine, rates, losses }) => ({ name, engine, rates, losses })),
  answering: predictors.map(({ name, engine, means, singles, batchRates }) => ({
    name,
    engine,
    medianMicroseconds: quantile(means),
    p99Microseconds: quantile(singles, 0.99),
    batchRates,
  })),
  worstLossDifference: losses.worst,
  worstProbabilityDifference: answers.worst,
});
