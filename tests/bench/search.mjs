/**
 * Searches for the most accurate recipe for a given amount of work. Random recipes are tried on one seed
 * each, and the best again on other seeds; both are judged by held-out training digits, never by the test
 * set. search.md has the results.
 *
 *     node tests/bench/search.mjs [first | short | long] [SECONDS]
 *
 * The work is counted, since the machine may be shared: microseconds of one thread per digit, measured
 * in quiet moments in WebAssembly, times digits.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { printTable } from './table.mjs';

/** @typedef {Record<string, string | number>} Job the keys of usual_job in search.c */

const FINALISTS = 20;
const SEEDS = { tried: 300, checked: [601, 602, 603, 604] };
/** What distortions and generated digits cost, in microseconds a digit. */
const VARIED = 8;

let state = 777;
/** Mulberry32: the same recipes in every run. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** @template T @param {T[]} list @returns {T} */
const pick = (list) => list[Math.floor(random() * list.length)];

/** @param {number} least @param {number} most */
const between = (least, most) => Number((least * (most / least) ** random()).toPrecision(2));

/** @param {number} first channels @param {number} pool @param {number} second channels @param {number} units */
const network = (first, pool, second, units) =>
  `conv 5x5x${first}, maxpool ${pool}, relu, conv 3x3x${second}, maxpool 2, relu, dense ${units}, relu, dense 10`;

/** Networks, with their microseconds a digit. @type {[string, number][]} */
const NETWORKS = [
  [network(8, 3, 32, 64), 42],
  [network(8, 4, 48, 64), 32],
  [network(8, 3, 24, 64), 35],
  [network(8, 3, 48, 64), 52],
  [network(16, 4, 48, 64), 52],
  [network(8, 3, 32, 32), 37],
  [network(8, 3, 32, 128), 45],
  [network(16, 3, 32, 64), 67],
  [network(16, 2, 32, 64), 144],
];

/** Microseconds of one thread for a whole run, on two threads: 2, 15, and 60 seconds. */
const BUDGETS = { first: 3e6, short: 25e6, long: 100e6 };

/** @param {keyof typeof BUDGETS} budget @param {number} number @returns {Job} */
function recipe(budget, number) {
  const [layers, cost] = pick(NETWORKS);
  return {
    layers,
    rate: between(0.003, 0.016),
    beta1: pick([0.8, 0.9, 0.95]),
    beta2: pick([0.9, 0.95, 0.99]),
    batch: pick([16, 32, 64]),
    warm: pick([0.1, 0.2, 0.3]),
    decay: pick([0.02, 0.05, 0.1, 0.2]),
    smooth: pick([0.03, 0.05, 0.1]),
    vary: pick([0.5, 1]),
    drawn: 0.1,
    lettered: 0.04,
    strange: 0.02,
    chunk: 5000,
    samples: Math.round(BUDGETS[budget] / (cost + VARIED)),
    seed: SEEDS.tried + (number % 50),
  };
}

/** @param {Job} job */
const lineOf = (job) =>
  Object.entries(job)
    .map(([key, value]) => `${key}=${value}`)
    .join('; ');

/**
 * Trains, and adds up the accuracies of each recipe.
 * @param {string[]} lines @param {number} seconds
 */
function run(lines, seconds) {
  const processes = String(availableParallelism());
  const { stdout } = spawnSync(
    'build/bench/search',
    ['build/site/data', processes, String(seconds)],
    { input: lines.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] },
  );
  /** @type {Map<string, number[]>} */
  const results = new Map();
  for (const line of stdout.trim().split('\n')) {
    const [, accuracy, , job] = line.split('\t');
    const key = job.replace(/; seed=.*/, '');
    results.set(key, [...(results.get(key) ?? []), Number(accuracy)]);
  }
  const mean = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b) / list.length;
  return [...results]
    .map(([job, accuracies]) => ({ job, accuracies, mean: mean(accuracies) }))
    .sort((a, b) => b.mean - a.mean);
}

const [budget = 'first', seconds = '600'] = process.argv.slice(2);
if (!(budget in BUDGETS)) throw new Error(`Not a budget: ${budget}`);
execFileSync('make', ['-s', 'build/bench/search'], { stdio: 'inherit' });
const kind = /** @type {keyof typeof BUDGETS} */ (budget);
const tried = run(
  Array.from({ length: 10_000 }, (_, i) => lineOf(recipe(kind, i))),
  0.7 * Number(seconds),
);
const again = tried
  .slice(0, FINALISTS)
  .flatMap(({ job }) => SEEDS.checked.map((seed) => `${job}; seed=${seed}`));
const best = run(again, Number.POSITIVE_INFINITY);
printTable(`${tried.length} recipes for ${BUDGETS[kind] / 1e6} s of one thread`, [
  ['held-out accuracy', 'least', 'recipe'],
  ...best.map(({ job, accuracies, mean }) => [
    `${mean.toFixed(3)}%`,
    `${Math.min(...accuracies).toFixed(2)}%`,
    job,
  ]),
]);
