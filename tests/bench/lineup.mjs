/** The contenders of the benchmark. */
import { spawnSync } from 'node:child_process';
import { fromRoot } from '../wasm/helpers.mjs';

/**
 * @typedef {import('./shape.js').Shape} Shape
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} [script] for Chromium, in contenders/
 * @property {object} [options] passed to the script
 * @property {boolean} [isolated] whether the page is cross-origin isolated, as threads require
 * @property {{command: string, args: string[], env?: Record<string, string>, mode?: string}} [program]
 *   a native program
 * @property {'same' | 'shuffled'} [trains] on the workload's minibatches, or in the trainer's order
 * @property {boolean} [predicts]
 * @property {boolean} [slow] takes part only in the first rounds
 */

const BUILDS = [
  { name: 'relaxed', reproducible: false },
  { name: 'portable', reproducible: true },
];
const THREADS = [1, 2];
/** @param {number} threads */
const plural = (threads) => `${threads} thread${threads > 1 ? 's' : ''}`;

const PYTHON = '/usr/bin/python3';
/** @param {string} module */
const hasModule = (module) => spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;

/** @type {Entry[]} */
const inkling = BUILDS.flatMap(({ name, reproducible }) =>
  THREADS.flatMap((threads) =>
    [true, false].map((trainer) => ({
      name: `Inkling ${name}, ${plural(threads)}${trainer ? ', trainer' : ''}`,
      script: 'inkling',
      options: { reproducible, threads, trainer },
      isolated: threads > 1,
      trains: trainer ? /** @type {const} */ ('shuffled') : /** @type {const} */ ('same'),
      predicts: !trainer,
    })),
  ),
);

/** @param {Shape} shape @returns {Entry[]} */
function browser({ name }) {
  const isDense = name === 'mlp';
  /** @type {Omit<Entry, 'name'>} */
  const jax = {
    script: 'jax',
    // A minibatch of the convolutional network takes it a third of a second.
    options: isDense ? {} : { steps: 2 },
    trains: 'same',
    slow: !isDense,
  };
  /** @type {Entry[]} */
  const entries = [
    { name: 'jax-js wasm', ...jax },
    { name: 'jax-js wasm, isolated', ...jax, isolated: true },
    ...THREADS.map((threads) => ({
      name: `tfjs wasm, ${plural(threads)}`,
      script: 'tfjs',
      options: { backend: 'wasm', threads },
      isolated: threads > 1,
      trains: /** @type {const} */ ('same'),
      predicts: true,
    })),
    { name: 'tfjs cpu', script: 'tfjs', options: { backend: 'cpu' }, trains: 'same', slow: true },
    ...THREADS.map((threads) => ({
      name: `onnxruntime-web wasm, ${plural(threads)}`,
      script: 'onnxruntime',
      options: { threads },
      isolated: threads > 1,
      predicts: true,
    })),
  ];
  // The convolutional network is measured on wasm only.
  return entries.filter((entry) => isDense || entry.name !== 'tfjs cpu');
}

/**
 * @param {string} name @param {string} script @param {string} folder @param {number} threads
 * @param {Record<string, string>} [env]
 * @returns {Entry}
 */
const python = (name, script, folder, threads, env = {}) => ({
  name: `native ${name}, ${plural(threads)}`,
  program: {
    command: PYTHON,
    args: [fromRoot(`tests/bench/${script}`), folder, String(threads)],
    // OpenBLAS and OpenMP can be configured only through the environment.
    env: { OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads), ...env },
  },
  trains: 'same',
});

/** @param {Shape} shape @param {string} folder of the workload @returns {Entry[]} */
function native({ name, layers }, folder) {
  const own = { command: fromRoot('build/bench/train_native'), args: [folder, layers] };
  /** @type {Entry[]} */
  const entries = [
    {
      name: 'native C, -O3, 1 thread, trainer',
      program: { ...own, mode: 'trainer' },
      trains: 'shuffled',
    },
    { name: 'native C, -O3, 1 thread', program: { ...own, mode: 'batch' }, trains: 'same' },
  ];
  if (name !== 'mlp') {
    // NumPy has no convolution.
  } else if (hasModule('numpy')) {
    for (const threads of THREADS) entries.push(python('NumPy', 'numpy_bench.py', folder, threads));
  } else {
    console.log(`NumPy is left out: not installed for ${PYTHON}.`);
  }
  if (hasModule('torch')) {
    for (const threads of THREADS)
      entries.push(python('PyTorch', 'pytorch_bench.py', folder, threads));
    // By default its threads spin while waiting. Letting them sleep is far faster on a busy machine.
    entries.push(
      python('PyTorch (passive)', 'pytorch_bench.py', folder, 2, { OMP_WAIT_POLICY: 'passive' }),
    );
  } else {
    console.log(`PyTorch is left out: not installed for ${PYTHON}.`);
  }
  return entries;
}

/** @param {Shape} shape @param {string} folder of its workload @returns {Entry[]} */
export const lineup = (shape, folder) =>
  [...inkling, ...browser(shape), ...native(shape, folder)].map((entry) => ({
    ...entry,
    options: { ...entry.options, shape: shape.name },
  }));
