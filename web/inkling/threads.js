/** Helper threads for the one that owns the module. */

/** @typedef {import('./core.js').Core} Core */

/** More threads gain little with networks of this size. */
const MAX_THREADS = 4;
const STACK_BYTES = 256 << 10;

/** Whether workers can share memory here. */
export const canShare = () =>
  typeof SharedArrayBuffer === 'function' && (globalThis.crossOriginIsolated ?? true);

/** Whether this thread may sleep. A browser's main thread may not. */
function maySleep() {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1); // returns at once: it is 0
    return true;
  } catch {
    return false;
  }
}

/**
 * A sensible number of threads: one per core, up to four, if workers can share memory; otherwise one.
 * Without the option `threads`, loadInkling starts one.
 * @example
 * const inkling = await loadInkling({ threads: defaultThreads() });
 */
export function defaultThreads() {
  return canShare() ? Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, MAX_THREADS) : 1;
}

/**
 * Starts helper threads. Each joins the pool once it is up; training does not wait for them.
 * @param {Core} core
 * @param {WebAssembly.Module} module
 * @param {number} threads this one included
 * @param {URL} url of thread.worker.js
 * @param {import('./load.js').Platform} platform
 */
export async function startThreads(core, module, threads, url, { startThread }) {
  core.pool = core.create((out) => core.call.ink_pool_create(out));
  if (maySleep()) core.call.ink_pool_let_owner_sleep(core.pool);
  for (let i = 1; i < threads; i++) {
    const stackTop = (core.alloc(STACK_BYTES) + STACK_BYTES) & ~15; // as compiled code expects
    await startThread(url, { module, memory: core.memory, pool: core.pool, stackTop });
  }
}
