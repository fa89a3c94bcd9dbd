/**
 * Runs every suite, prints what failed, how many tests of each passed and failed, and what tests
 * left in build/reports.
 *
 *     node tests/run.mjs [SUITE ...]     all of them, or those whose name contains a word
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs a command; its output is shown when it fails.
 * @param {string} command @param {string[]} args @param {Record<string, string>} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}` }));
    child.on('close', (code) => {
      if (code !== 0) console.log(output.trimEnd());
      resolve({ ok: code === 0, output });
    });
  });
}

/** @param {string} command */
const installed = (command) => spawnSync(command, ['--version']).status === 0;

/** Tools that are good to have, and that not every system does. */
async function coreLint() {
  if (!installed('clang-tidy') || !installed('cppcheck')) {
    console.log('clang-tidy or cppcheck is not installed.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  return commands([['make', ['-s', '-j2', 'lint']]]);
}

/** Each command is one test. @param {[string, string[]][]} commands @returns {Promise<Counts>} */
async function commands(commands) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [command, args] of commands) {
    const { ok } = await run(command, args);
    counts[ok ? 'passed' : 'failed']++;
  }
  return counts;
}

/**
 * Programs that print TAP; one that ends badly without a failed test counts as one.
 * @param {[string, string[]][]} programs
 * @returns {Promise<Counts>}
 */
async function tap(programs) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [program, args] of programs) {
    const { ok, output } = await run(program, args, { CMOCKA_MESSAGE_OUTPUT: 'TAP' });
    const lines = output.split('\n');
    const skipped = lines.filter((line) => /^ok .*# SKIP/i.test(line)).length;
    const passed = lines.filter((line) => /^ok /.test(line)).length - skipped;
    const failed = lines.filter((line) => /^not ok /.test(line)).length;
    counts.passed += passed;
    counts.skipped += skipped;
    counts.failed += failed || (ok && passed + skipped ? 0 : 1);
  }
  return counts;
}

/** @returns {Promise<Counts>} */
async function browser() {
  const results = 'build/browser-results.json';
  rmSync(results, { force: true });
  const config = 'tests/browser/playwright.config.js';
  const { ok } = await run('node_modules/.bin/playwright', ['test', '-c', config]);
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(
      readFileSync(results, 'utf8'),
    ).stats;
    const failed = unexpected + flaky;
    return { passed: expected, failed: failed || (ok ? 0 : 1), skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {string} folder @param {string} ending */
const files = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);

/** @type {Record<string, () => Promise<Counts>>} */
const SUITES = {
  'lint and types': () =>
    commands([
      ['node_modules/.bin/biome', ['check', '--error-on-warnings']],
      ['node_modules/.bin/tsc', ['-p', '.']],
    ]),
  layering: () =>
    tap([
      [
        process.execPath,
        ['--test', '--test-reporter=tap', ...files('tests/layering', '.test.mjs')],
      ],
    ]),
  'core: clang-tidy, cppcheck': coreLint,
  'C units (ASan, UBSan)': () => tap(files('build/unit', '_test').map((program) => [program, []])),
  'fuzzing, 10 s a target': () => tap([[process.execPath, ['tests/fuzz/fuzz.mjs', '10']]]),
  'golden, native': () => tap([['build/golden/golden_test', []]]),
  'WebAssembly in Node': () =>
    tap([
      [
        process.execPath,
        [
          '--test',
          '--test-reporter=tap',
          ...files('tests/wasm', '.test.mjs'),
          ...files('tests/layering', '.test.mjs'),
        ],
      ],
    ]),
  'page in Chromium': browser,
};

const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const rows = [];
const reports = 'build/reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const [name, suite] of Object.entries(SUITES)) {
  if (wanted.length && !wanted.some((word) => name.toLowerCase().includes(word))) continue;
  console.log(`Running: ${name}`);
  const counts = await suite();
  const { passed, failed, skipped } = counts;
  rows.push(
    `${name.padEnd(28)}${String(passed).padStart(5)} passed${String(failed).padStart(5)} failed` +
      `${skipped ? `${String(skipped).padStart(4)} skipped` : ''}`,
  );
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped']))
    total[key] += counts[key];
}
const texts = files(reports, '.txt').map((file) => readFileSync(file, 'utf8').trimEnd());
const report = [rows.join('\n'), ...texts].join('\n\n');
console.log(`\n${report}\n`);
writeFileSync('build/test-report.txt', `${report}\n`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed || !total.passed ? 1 : 0);
