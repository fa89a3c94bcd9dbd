/**
 * Runs the test suites, then prints the counts per suite, the reports that tests wrote to
 * build/reports, and last the flaky and the failed tests.
 *
 *     node tests/run.mjs [--daily] [SUITE ...]   all suites, or those whose name contains a word;
 *                                                --daily leaves out suites that take minutes
 *
 * Suites run in parallel. Browser tests spend much of their time waiting for pages; the others are
 * CPU-bound and fill the gaps at a lower priority, so that they do not slow pages down.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/**
 * @typedef {{ passed: number, failed: number, skipped: number, cpu: number }} Counts with the seconds
 *   of processor time
 * @typedef {() => Promise<Counts>} Job a part of a suite that can run in parallel with others
 * @typedef {object} Suite
 * @property {boolean} [daily] whether it is part of the daily loop
 * @property {Job[]} jobs
 */

/** A niceness that yields the CPU to everything else. */
const POLITE = 10;

/** The names of failed tests: printed last, to be visible at the end of a log. @type {string[]} */
const failures = [];

/** Browser tests that passed only on their second attempt. @type {string[]} */
const flakyTests = [];

/** @param {string} command */
const installed = (command) => spawnSync(command, ['--version']).status === 0;

/** Whether tests/cpu.py can measure processor time. */
const measures = process.platform === 'linux' && installed('python3');
let runs = 0;

/** How long to wait for the rest of the output of a command that has ended. */
const LEFT_MS = 5000;

/**
 * Runs a command and prints its output if it fails.
 * @param {string} command @param {string[]} args
 * @param {{ env?: Record<string, string>, priority?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string, cpu: number }>}
 */
function run(command, args, { env = {}, priority = POLITE } = {}) {
  return new Promise((resolve) => {
    const file = join(tmpdir(), `inkling-cpu-${process.pid}-${runs++}`);
    const all = measures ? ['python3', 'tests/cpu.py', file, command, ...args] : [command, ...args];
    const child = spawn(all[0], all.slice(1), { env: { ...process.env, ...env } });
    if (child.pid) setPriority(child.pid, priority);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) =>
      resolve({ ok: false, output: `${command}: ${error.message}`, cpu: 0 }),
    );
    // A process that it left behind keeps its output open.
    child.on('exit', () => {
      const end = () => [child.stdout, child.stderr].map((stream) => stream.destroy());
      setTimeout(end, LEFT_MS).unref();
    });
    child.on('close', (code) => {
      if (code !== 0) console.log(output.trimEnd());
      const cpu = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      rmSync(file, { force: true });
      resolve({ ok: code === 0, output, cpu });
    });
  });
}

/** Counts a command as one test. @param {string} command @param {string[]} args @returns {Job} */
const passes = (command, args) => async () => {
  const { ok, cpu } = await run(command, args);
  if (!ok) failures.push([command, ...args].join(' ').slice(0, 100));
  return { passed: Number(ok), failed: Number(!ok), skipped: 0, cpu };
};

/** Skips a job if a tool is missing. @param {string[]} tools @param {Job} job @returns {Job} */
const where = (tools, job) => async () => {
  const missing = tools.filter((tool) => !installed(tool));
  if (!missing.length) return job();
  console.log(`Skipped, not installed: ${missing.join(', ')}`);
  return { passed: 0, failed: 0, skipped: 1, cpu: 0 };
};

/**
 * Runs a program that prints TAP. Exiting with an error without a failed test counts as a failure.
 * @param {string} program @param {string[]} [args] @param {number} [priority] @returns {Job}
 */
const tap =
  (program, args = [], priority = POLITE) =>
  async () => {
    const env = { CMOCKA_MESSAGE_OUTPUT: 'TAP' };
    const { ok, output, cpu } = await run(program, args, { env, priority });
    const lines = output.split('\n');
    flakyTests.push(...lines.filter((line) => line.startsWith('# Flaky: ')));
    const skipped = lines.filter((line) => /^ok .*# SKIP/i.test(line)).length;
    const passed = lines.filter((line) => /^ok /.test(line)).length - skipped;
    const failed = lines.filter((line) => /^not ok /.test(line));
    const ended = ok && passed + skipped ? [] : ['exited without a result'];
    const broken = failed.length ? failed : ended;
    failures.push(...broken.map((line) => `${args.at(-1) ?? program}: ${line}`));
    return { passed, skipped, failed: broken.length, cpu };
  };

/**
 * Checks the format of C code with clang-format 14; other versions differ slightly.
 * @type {Job}
 */
async function cFormat() {
  const { stdout } = spawnSync('clang-format', ['--version'], { encoding: 'utf8' });
  if (!/version 14\./.test(stdout ?? '')) {
    console.log('Skipped, not installed: clang-format 14');
    return { passed: 0, failed: 0, skipped: 1, cpu: 0 };
  }
  const code = ['src', 'data', 'tests'].flatMap((folder) =>
    readdirSync(folder, { encoding: 'utf8', recursive: true })
      .filter((name) => /\.[ch]$/.test(name) && !name.includes('node_modules'))
      .map((name) => `${folder}/${name}`),
  );
  return passes('clang-format', ['--dry-run', '-Werror', ...code])();
}

/** @param {string} file a Node test @param {number} [priority] @returns {Job} */
const nodeTest = (file, priority) => tap(process.execPath, ['--test-reporter=tap', file], priority);

/**
 * The tests with an outcome in Playwright's report, each with the start of its error.
 * @param {import('@playwright/test/reporter').JSONReportSuite[]} suites
 * @param {'unexpected' | 'flaky'} outcome @returns {string[]}
 */
const specsThat = (suites, outcome) =>
  suites.flatMap(({ specs, suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === outcome))
      .map(({ file, line, title, tests }) => {
        const errors = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
        const why = stripVTControlCharacters(errors[0]?.message ?? '').slice(0, 600);
        return `${file}:${line} ${title}\n${why}`;
      }),
    ...specsThat(inner, outcome),
  ]);

/** @type {Job} */
async function browser() {
  const results = 'build/browser-results.json';
  rmSync(results, { force: true });
  const config = 'tests/browser/playwright.config.js';
  const { ok, cpu } = await run('node_modules/.bin/playwright', ['test', '-c', config], {
    priority: 0,
  });
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    const { expected, unexpected, flaky, skipped } = report.stats;
    failures.push(...specsThat(report.suites, 'unexpected'));
    flakyTests.push(...specsThat(report.suites, 'flaky'));
    return { passed: expected + flaky, failed: unexpected || (ok ? 0 : 1), skipped, cpu };
  } catch {
    failures.push('Playwright exited without a report');
    return { passed: 0, failed: 1, skipped: 0, cpu };
  }
}

/** @param {string} folder @param {string} ending */
const files = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];

const BROWSER = 'page in Chromium';

/** Node tests that measure, or that build something with the package. */
const LONG = ['photo', 'package', 'portability', 'robustness'].map(
  (name) => `tests/wasm/${name}.test.mjs`,
);

/**
 * In the order in which they start: long jobs first, so that the last ones end together.
 * @type {Record<string, Suite>}
 */
const SUITES = {
  [BROWSER]: { jobs: [browser] },
  'lint, format and types': {
    daily: true,
    jobs: [
      passes('node_modules/.bin/biome', ['check', '--error-on-warnings']),
      passes('node_modules/.bin/tsc', ['-p', '.']),
      cFormat,
    ],
  },
  'layering rules': {
    daily: true,
    jobs: files('tests/layering', '.test.mjs').map((file) => nodeTest(file)),
  },
  // They wait for pages, too. In Chromium, the browser tests cover them; chromium.test.mjs compares.
  'main journeys, other engines': {
    jobs: files('tests/engines', '.test.mjs')
      .filter((file) => !file.includes('chromium'))
      .map((file) => nodeTest(file, 0)),
  },
  'core: clang-tidy, cppcheck': {
    jobs: [where(['clang-tidy', 'cppcheck'], passes('make', ['-s', 'lint']))],
  },
  'fuzzing, 4 s per target': { jobs: [tap(process.execPath, ['tests/fuzz/fuzz.mjs', '4'])] },
  'golden, native': { jobs: [tap('build/golden/golden_test')] },
  'WebAssembly in Node, long': { jobs: LONG.map((file) => nodeTest(file)) },
  'WebAssembly in Node': {
    daily: true,
    jobs: files('tests/wasm', '.test.mjs')
      .filter((file) => !LONG.includes(file))
      .map((file) => nodeTest(file)),
  },
  'C units (ASan, UBSan)': {
    daily: true,
    jobs: files('build/unit', '_test').map((program) => tap(program)),
  },
};

const words = process.argv.slice(2).filter((word) => word !== '--daily');
const daily = process.argv.includes('--daily');
const wanted = Object.entries(SUITES).filter(
  ([name, suite]) =>
    suite.jobs.length &&
    (suite.daily || !daily) &&
    (!words.length || words.some((word) => name.toLowerCase().includes(word))),
);

const reports = 'build/reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {Map<string, Counts>} */
const counts = new Map(
  wanted.map(([name]) => [name, { passed: 0, failed: 0, skipped: 0, cpu: 0 }]),
);
/** The number of unfinished jobs per suite. */
const left = new Map(wanted.map(([name, suite]) => [name, suite.jobs.length]));
const began = Date.now();

const KEYS = /** @type {const} */ (['passed', 'failed', 'skipped', 'cpu']);

/** @param {string} name @param {number} cpu */
const timeOf = (name, cpu) => {
  const seconds = String(Math.round((Date.now() - began) / 1000)).padStart(4);
  return `${seconds} s  ${name}${measures ? `, ${Math.round(cpu)} s of processor time` : ''}`;
};

/** Runs jobs in sequence and adds up their counts. @param {{ name: string, job: Job }[]} queue */
async function work(queue) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { name, job } = next;
    const sum = /** @type {Counts} */ (counts.get(name));
    const some = await job();
    for (const key of KEYS) sum[key] += some[key];
    left.set(name, (left.get(name) ?? 0) - 1);
    if (!left.get(name)) console.log(timeOf(name, sum.cpu));
  }
}

const jobs = wanted.flatMap(([name, suite]) => suite.jobs.map((job) => ({ name, job })));
const pages = jobs.filter(({ name }) => name === BROWSER);
const others = jobs.filter(({ name }) => name !== BROWSER);
const atOnce = Math.max(1, cpus().length - pages.length);
// Once the browser tests are done, their slot works on the others, too.
await Promise.all([
  work(pages).then(() => work(others)),
  ...Array.from({ length: atOnce }, () => work(others)),
]);

const total = { passed: 0, failed: 0, skipped: 0, cpu: 0 };
const rows = [...counts].map(([name, some]) => {
  for (const key of KEYS) total[key] += some[key];
  const { passed, failed, skipped } = some;
  return (
    `${name.padEnd(28)}${String(passed).padStart(5)} passed${String(failed).padStart(5)} failed` +
    `${skipped ? `${String(skipped).padStart(4)} skipped` : ''}`
  );
});
console.log(timeOf('in all', total.cpu));
const texts = files(reports, '.txt').map((file) => readFileSync(file, 'utf8').trimEnd());
const report = [rows.join('\n'), ...texts].join('\n\n');
console.log(`\n${report}\n`);
writeFileSync('build/test-report.txt', `${report}\n`);
if (flakyTests.length) console.log(`Flaky, to be mended:\n\n${flakyTests.join('\n\n')}\n`);
if (failures.length) console.log(`Failed:\n\n${failures.join('\n\n')}\n`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed || !total.passed ? 1 : 0);
