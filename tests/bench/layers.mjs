/**
 * GFLOP/s of single layers in Node.js, by kind and width, and nanoseconds of AdamW and distortion.
 *
 *     make bench && node tests/bench/layers.mjs [MODULE]... [--only WORD] [--rounds COUNT] [--together SAMPLES]
 *
 * With several modules, such as build/bench/layers-portable.wasm of two checkouts, all take turns,
 * so that other work on the machine affects them alike. Each figure is the fastest of its rounds,
 * by processor time; a ratio is the first module's time divided by the other's.
 *
 * @typedef {{ memory: WebAssembly.Memory } & Record<string, (...args: number[]) => number>} Core
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { printTable } from './table.mjs';

const ABOVE = { all: 0, relu: 1, pool: 2 };

/** Layer, input, and what is above it: pooling passes a gradient to one in four at most. */
const CASES = /** @type {[string, [number, number, number], keyof typeof ABOVE][]} */ ([
  ['dense 128', [28, 28, 1], 'relu'],
  ['dense 512', [28, 28, 1], 'relu'],
  ['dense 512', [1, 1, 512], 'relu'],
  ['dense 1024', [1, 1, 1024], 'relu'],
  ['dense 128', [4, 4, 24], 'relu'],
  ['dense 10', [1, 1, 128], 'all'],
  ['conv 5x5x8', [28, 28, 1], 'pool'],
  ['conv 3x3x48', [8, 8, 8], 'pool'],
  ['dense 64', [3, 3, 48], 'relu'],
  ['conv 5x5x16', [28, 28, 1], 'pool'],
  ['conv 5x5x16', [12, 12, 8], 'pool'],
  ['conv 5x5x24', [12, 12, 16], 'pool'],
  ['conv 5x5x32', [12, 12, 16], 'pool'],
  ['conv 3x3x16', [28, 28, 1], 'relu'],
  ['conv 3x3x24', [12, 12, 12], 'relu'],
  ['conv 3x3x32', [10, 10, 24], 'pool'],
  ['conv 3x3x16', [26, 26, 16], 'pool'],
  ['conv 3x3x32', [12, 12, 16], 'pool'],
  ['conv 3x3x64', [12, 12, 64], 'pool'],
  ['conv 3x3x20 same', [14, 14, 20], 'relu'],
]);
const PASSES = /** @type {const} */ (['forward', 'backward', 'gradient', 'step']);
const BATCH = 64;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '40' },
    slice: { type: 'string', default: '1' },
    together: { type: 'string', default: '64' },
  },
});
const files = positionals.length
  ? positionals
  : ['portable', 'relaxed']
      .map((build) =>
        fileURLToPath(new URL(`../../build/bench/layers-${build}.wasm`, import.meta.url)),
      )
      .filter((file) => existsSync(file));

// Not on by default in Node.js 20.
setFlagsFromString('--experimental-wasm-relaxed-simd');
const modules = await Promise.all(
  files.map(async (file) => {
    const { instance } = await WebAssembly.instantiate(readFileSync(file), {
      env: { emscripten_notify_memory_growth() {} },
      wasi_snapshot_preview1: new Proxy({}, { get: () => () => 0 }),
    });
    const core = /** @type {Core} */ (instance.exports);
    core._initialize?.();
    return core;
  }),
);

/** Milliseconds of processor time, which other programs do not add to. */
function clock() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of a turn, in each module. @param {(core: Core, turns: number) => void} run */
function measure(run) {
  const best = modules.map(() => Infinity);
  /** @type {number[]} */
  const turns = [];
  for (const core of modules) {
    for (let i = 0; i < 8; i++) run(core, 1); // compiled in the meantime
    const started = clock();
    run(core, 2);
    turns.push(Math.max(1, Math.round((2 * Number(values.slice)) / (clock() - started))));
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    modules.forEach((core, i) => {
      const started = clock();
      run(core, turns[i]);
      best[i] = Math.min(best[i], (clock() - started) / turns[i]);
    });
  }
  return best;
}

/** @param {number[]} list @param {(value: number) => number} rate */
const cells = (list, rate) =>
  list
    .flatMap((value, i) => [
      rate(value).toFixed(1),
      ...(i ? [`(${(list[0] / value).toFixed(2)}x)`] : []),
    ])
    .join(' ');

const rows = [];
for (const [text, [height, width, channels], above] of CASES) {
  const name = `${text} on ${height}x${width}x${channels}, ${above}`;
  if (!name.includes(values.only)) continue;
  const sizes = modules.map((core) => {
    const at = core.layers_text();
    const bytes = new TextEncoder().encode(`${text}\0`);
    new Uint8Array(core.memory.buffer).set(bytes, at);
    core.layers_together(Number(values.together));
    const all = core.layers_open(height, width, channels, ABOVE[above]);
    return { all, useful: core.layers_useful() };
  });
  const { all, useful } = sizes[0];
  const row = [name];
  for (const pass of PASSES) {
    const times = measure((core, turns) => core[`layers_${pass}`](turns));
    const operations = pass === 'forward' ? all : useful;
    row.push(
      pass === 'step'
        ? cells(times, (ms) => (ms * 1e3) / BATCH)
        : cells(times, (ms) => operations / ms / 1e6),
    );
  }
  row.push(new Set(modules.map((core) => core.layers_sum())).size === 1 ? 'same' : 'different');
  rows.push(row);
}
for (const [name, part] of Object.entries({ 'AdamW, 784-128': 'adamw', distortion: 'distort' })) {
  if (!name.includes(values.only)) continue;
  for (const core of modules) {
    new Uint8Array(core.memory.buffer).set(
      new TextEncoder().encode('dense 128\0'),
      core.layers_text(),
    );
    core.layers_open(28, 28, 1, 0);
    core.layers_step(1);
  }
  const times = measure((core, turns) => core[`layers_${part}`](turns));
  const same = new Set(modules.map((core) => core.layers_sum())).size === 1;
  rows.push([
    name,
    '',
    '',
    '',
    cells(times, (ms) => (ms * 1e3) / BATCH),
    same ? 'same' : 'different',
  ]);
}
printTable('GFLOP/s forward, backward, weight gradient; us per sample of gradient and AdamW', [
  ['', 'forward', 'backward', 'gradient', 'step, us', 'bits'],
  ...rows,
]);
