/** W5: the training time each recipe needs in Chromium to reach given accuracies on MNIST's test set. */
import { RECIPES } from './recipes.js';
import { format, printTable, quantile } from './table.mjs';

const THREADS = 2;

/**
 * @typedef {object} Run
 * @property {(number | null)[]} reached training seconds until each goal was reached, if ever
 * @property {number} trainingSeconds of the whole run
 * @property {number} evaluationSeconds likewise; not included in any other time
 * @property {number} samples
 * @property {number} accuracy final
 */

/**
 * @param {{call: (method: string, argument: any) => Promise<any>}} page
 * @param {import('./recipes.js').Recipe['settings']} settings
 * @param {number} seed @param {{goals: number[], every: number}} effort
 */
async function follow(page, settings, seed, { goals, every }) {
  /** @type {Run} */
  const run = {
    reached: goals.map(() => null),
    trainingSeconds: 0,
    evaluationSeconds: 0,
    samples: 0,
    accuracy: 0,
  };
  await page.call('begin', { settings, seed });
  for (let done = false; !done; ) {
    const part = await page.call('advance', { samples: every });
    run.trainingSeconds += part.trainingSeconds;
    run.evaluationSeconds += part.evaluationSeconds;
    run.samples += part.trained;
    run.accuracy = part.accuracy;
    run.reached = run.reached.map(
      (seconds, i) => seconds ?? (part.accuracy >= goals[i] ? run.trainingSeconds : null),
    );
    done = part.done;
  }
  return run;
}

/**
 * Measures all recipes and prints a table.
 * @param {Awaited<ReturnType<typeof import('./browser.mjs').launch>>} chromium
 * @param {{goals: number[], every: number, seeds: number[], recipes: number}} effort goals: test
 *   accuracies; every: samples between evaluations; recipes: how many of them to run
 */
export async function measureLearning(chromium, { seeds, recipes, ...effort }) {
  const page = await chromium.open('learn', true);
  const engine = await page.call('open', { threads: THREADS });
  const results = [];
  for (const { id, label, settings } of RECIPES.slice(0, recipes)) {
    const runs = [];
    for (const seed of seeds) runs.push(await follow(page, settings, seed, effort));
    results.push({ id, label, settings, engine, ...effort, seeds, runs });
  }
  await page.close();
  printLearning(results);
  return results;
}

/** @param {number[]} values @param {number} digits */
function spread(values, digits) {
  const [middle, low, high] = [quantile(values), Math.min(...values), Math.max(...values)];
  const range = `${format(low, digits)} to ${format(high, digits)}`;
  return values.length > 1 ? `${format(middle, digits)} (${range})` : format(middle, digits);
}

/** @param {{label: string, goals: number[], every: number, runs: Run[]}[]} results */
function printLearning(results) {
  const [{ goals, every }] = results;
  printTable('W5: seconds of training to reach a test accuracy, 2 threads', [
    ['', ...goals.map((goal) => `${100 * goal}%`), 'whole run', 'evaluation', 'final accuracy'],
    ...results.map(({ label, runs }) => [
      label,
      ...goals.map((_, i) => {
        const times = runs.flatMap(({ reached }) => reached[i] ?? []);
        if (!times.length) return 'never';
        const misses = runs.length - times.length;
        return spread(times, 2) + (misses ? `, ${misses} never` : '');
      }),
      spread(
        runs.map(({ trainingSeconds }) => trainingSeconds),
        1,
      ),
      spread(
        runs.map(({ evaluationSeconds }) => evaluationSeconds),
        1,
      ),
      `${spread(
        runs.map(({ accuracy }) => 100 * accuracy),
        2,
      )}%`,
    ]),
  ]);
  const { length } = results[0].runs;
  const seeds = length > 1 ? `Medians and ranges over ${length} seeds` : 'One seed';
  console.log(`  ${seeds}. The test set is evaluated every ${format(every)} samples; that time is
  listed under "evaluation" and not included in the other columns.`);
}
