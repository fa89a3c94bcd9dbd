/**
 * A thread of the command line, started by command.js: the one that runs src/cli, or one that helps it train.
 * The main thread stays free, so that it hears Ctrl-C.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '../inkling/thread.js';

/**
 * @typedef {object} Job
 * @property {WebAssembly.Module} module src/cli
 * @property {WebAssembly.Memory} memory shared
 * @property {string[]} args
 *
 * @typedef {{ status: number } | { signals: number } | { pool: number, stackTop: number }} Said the command's
 *   exit status; the address to write the number of a signal to; or a helper to start
 */

/** @param {Said} said */
const say = (said) => parentPort?.postMessage(said);

/** @param {Job} job */
async function command({ module, memory, args }) {
  const make = createRequire(import.meta.url)('../wasm/inkling-cli.cjs');
  /** What src/cli calls. */
  const host = {
    processors: os.availableParallelism?.() ?? os.cpus().length,
    startHelper: (/** @type {number} */ pool, /** @type {number} */ stackTop) =>
      say({ pool, stackTop }),
    catchSignals: (/** @type {number} */ signals) => say({ signals }),
  };
  /** @param {WebAssembly.Imports} imports @param {(instance: any) => void} receive */
  function instantiateWasm(imports, receive) {
    imports.env.memory = memory;
    WebAssembly.instantiate(module, imports).then(({ exports }) =>
      receive({ exports: { ...exports, memory } }),
    );
    return {}; // receive gets the exports
  }
  /** @param {number} status @param {Error} unwind */
  const quit = (status, unwind) => {
    say({ status });
    throw unwind;
  };
  // At its end, src/cli closes the standard streams, which belong to the whole process.
  const { closeSync } = fs;
  fs.closeSync = (file) => {
    if (file > 2) closeSync(file);
  };
  const { callMain } = await make({ instantiateWasm, quit, host });
  callMain(args);
}

await ('args' in workerData ? command(workerData) : serve(workerData));
