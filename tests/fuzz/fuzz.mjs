/**
 * Runs all built fuzz targets in turn, starting from their seeds and the corpus of earlier runs
 * (build/fuzz/corpus). Prints TAP and writes a report that includes the coverage of the parsers.
 *
 *     node tests/fuzz/fuzz.mjs [SECONDS]   per target; 10 by default
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeSeeds } from './seeds.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const seconds = Number(process.argv[2] ?? 10);
const built = 'build/fuzz';

/** Dictionaries of targets that share another target's. @type {Record<string, string>} */
const DICTIONARY = { sheet: 'png', picture: 'png' };

/** Code that handles untrusted input and whose coverage is reported. */
const PARSERS = [
  'ink/group',
  'ink/image',
  'ink/normalize',
  'ink/picture',
  'ink/raster',
  'ink/strokes',
  'layers/kinds',
  'layers/layer_text',
  'model/json_reader',
  'model/model_read',
  'model/model_tensors',
  'network/layer_list',
  'training/dataset',
  ...readdirSync('src/photo')
    .filter((file) => file.endsWith('.c'))
    .map((file) => `photo/${file.slice(0, -2)}`),
].map((name) => `src/${name}.c`);
const missing = PARSERS.filter((file) => !existsSync(file));
if (missing.length) {
  throw new Error(`tests/fuzz/fuzz.mjs lists missing files: ${missing.join(', ')}`);
}

const targets = existsSync(built)
  ? readdirSync(built)
      .filter((name) => name.endsWith('_fuzz'))
      .map((name) => name.replace('_fuzz', ''))
      .sort()
  : [];
if (!targets.length) {
  console.log(
    'ok 1 - fuzzing # SKIP clang with libFuzzer is not installed; ./build.sh fuzz installs it',
  );
  process.exit();
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
function run(command, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { ok: status === 0, stdout, output: `${stdout}${stderr}` };
}

writeSeeds(`${built}/seeds`);
const rows = [];
let failed = 0;
for (const [i, target] of targets.entries()) {
  const corpus = `${built}/corpus/${target}`;
  const crashes = `${built}/crashes/${target}-`;
  for (const folder of [corpus, `${built}/crashes`]) mkdirSync(folder, { recursive: true });
  const dictionary = `tests/fuzz/${DICTIONARY[target] ?? target}.dict`;
  const { ok, output } = run(`${built}/${target}_fuzz`, [
    corpus,
    `${built}/seeds/${target}`,
    `-max_total_time=${seconds}`,
    '-max_len=16384',
    '-timeout=10',
    '-rss_limit_mb=1024',
    '-print_final_stats=1',
    `-artifact_prefix=${crashes}`,
    ...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
  ]);
  const count = /number_of_executed_units: (\d+)/.exec(output)?.[1] ?? '?';
  const edges = [...output.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '?';
  const inputs = readdirSync(corpus).length;
  rows.push(
    `${target.padEnd(10)}${count.padStart(12)}${String(seconds).padStart(10)}` +
      `${edges.padStart(9)}${String(inputs).padStart(9)}  ${ok ? 'none' : 'see above'}`,
  );
  if (!ok) {
    failed++;
    console.log(output.split('\n').slice(-60).join('\n'));
  }
  console.log(`${ok ? 'ok' : 'not ok'} ${i + 1} - fuzzing: ${target}`);
}

/**
 * Replays seeds and corpora, without sanitizers, and with coverage counters if they are built.
 * @param {string} target @param {'plain' | 'coverage'} build
 */
function replay(target, build) {
  const { ok, output } = run(
    `${built}/${build}/${target}_fuzz`,
    [
      `${built}/corpus/${target}`,
      `${built}/seeds/${target}`,
      '-runs=0',
      `-artifact_prefix=${built}/crashes/${target}-plain-`,
    ],
    { LLVM_PROFILE_FILE: `${built}/coverage/${target}.profraw` },
  );
  if (!ok) {
    failed++;
    console.log(output.split('\n').slice(-20).join('\n'));
  }
  return ok;
}

// Without sanitizers, uninitialized memory holds stale data: the targets also catch it leaking into a
// result.
for (const target of targets) {
  const ok = replay(target, 'plain');
  console.log(`${ok ? 'ok' : 'not ok'} - without sanitizers: ${target}`);
}

/** Measures how much of each parser the corpora cover. @returns {string[]} */
function coverage() {
  const programs = targets.map((target) => `${built}/coverage/${target}_fuzz`).filter(existsSync);
  if (programs.length < targets.length) return [];
  for (const target of targets) replay(target, 'coverage');
  const profiles = readdirSync(`${built}/coverage`).filter((name) => name.endsWith('.profraw'));
  const data = `${built}/coverage/all.profdata`;
  const merged = run('llvm-profdata', [
    'merge',
    '-o',
    data,
    ...profiles.map((name) => `${built}/coverage/${name}`),
  ]);
  const { ok, stdout } = run('llvm-cov', [
    'export',
    '-summary-only',
    `-instr-profile=${data}`,
    programs[0],
    ...programs.slice(1).flatMap((program) => ['-object', program]),
    ...PARSERS,
    '/usr/include/stb/stb_image.h',
  ]);
  if (!merged.ok || !ok) return ['Coverage was not measured: it needs llvm-profdata and llvm-cov.'];
  /** @type {{ filename: string, summary: Record<string, { count: number, covered: number }> }[]} */
  const files = JSON.parse(stdout).data[0].files;
  /** @param {{ count: number, covered: number }} part */
  const share = ({ count, covered }) =>
    `${count ? ((100 * covered) / count).toFixed(1) : '-'}%`.padStart(10);
  return [
    'Coverage of the parsers by seeds and corpora',
    'file                          lines  branches',
    ...files.map(
      ({ filename, summary }) =>
        `${(filename.split('/').pop() ?? '').padEnd(25)}${share(summary.lines)}${share(summary.branches)}`,
    ),
  ];
}

mkdirSync('build/reports', { recursive: true });
writeFileSync(
  'build/reports/fuzz.txt',
  [
    'Fuzzing (libFuzzer, with address, undefined-behavior and leak sanitizers)',
    'target      executions   seconds    edges   corpus  crashes',
    ...rows,
    '',
    ...coverage(),
    '',
  ].join('\n'),
);
process.exit(failed ? 1 : 0);
