/** Threads that help the one that owns the module. */

/** @typedef {import('./core.js').Core} Core */

/** Threads beyond these bring little to networks of this size. */
const MAX_THREADS = 4;
const STACK_BYTES = 256 << 10;

/** Whether workers can share memory here. */
export const canShare = () =>
  typeof SharedArrayBuffer === 'function' && (globalThis.crossOriginIsolated ?? true);

/**
 * How many threads loadInkling starts if it is not told: as many as the processor has cores, up to
 * four, where workers can share memory.
 */
export function defaultThreads() {
  return canShare() ? Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, MAX_THREADS) : 1;
}

/**
 * @param {import('./thread.js').Start} start
 * @param {URL} url of thread.worker.js
 * @param {(url: URL) => Worker} spawn
 */
async function startThread(start, url, spawn) {
  if (typeof Worker === 'function') {
    spawn(url).postMessage(start);
  } else {
    const { Worker: Thread } = await import('node:worker_threads');
    new Thread(url, { workerData: start }).unref();
  }
}

/**
 * Starts helping threads. They join as they come up: until then there is less help.
 * @param {Core} core
 * @param {WebAssembly.Module} module
 * @param {number} threads this one included
 * @param {URL} url of thread.worker.js
 * @param {(url: URL) => Worker} [spawn] makes a worker of it, where there are such
 */
export async function startThreads(
  core,
  module,
  threads,
  url,
  spawn = (url) => new Worker(url, { type: 'module' }),
) {
  core.pool = core.create((out) => core.call.ink_pool_create(out));
  for (let i = 1; i < threads; i++) {
    const stackTop = (core.alloc(STACK_BYTES) + STACK_BYTES) & ~15; // as compiled code expects
    await startThread({ module, memory: core.memory, pool: core.pool, stackTop }, url, spawn);
  }
}
