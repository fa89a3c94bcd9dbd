/**
 * The peak throughput that compiled C reaches here, with multiply-adds that stay in registers, and
 * the matrix products of the first layer for comparison. Option: `file`, the module built from
 * peak.c.
 */
import { answer } from './worker.js';

/** @type {Record<string, (...args: number[]) => number>} */
let core = {};

/** Each returns the number of floating-point operations it performed. */
const WORK = {
  chains8: (/** @type {number} */ turns) => core.peak_chains_8(turns),
  chains12: (/** @type {number} */ turns) => core.peak_chains_12(turns),
  forward: (/** @type {number} */ turns) => core.peak_forward(turns),
  update: (/** @type {number} */ turns) => core.peak_update(turns),
};

answer({
  async open({ file }) {
    const bytes = await (await fetch(file)).arrayBuffer();
    const { instance } = await WebAssembly.instantiate(bytes, {
      env: { emscripten_notify_memory_growth() {} },
    });
    core = /** @type {any} */ (instance.exports);
    core._initialize?.();
    core.peak_prepare();
  },
  /** Measures GFLOP/s over about this many seconds. */
  measure({ work, seconds }) {
    const run = WORK[/** @type {keyof typeof WORK} */ (work)];
    const turns = work.startsWith('chains') ? 20_000 : 4;
    const started = performance.now();
    let took = 0;
    let operations = 0;
    while (took < seconds) {
      operations += run(turns);
      took = (performance.now() - started) / 1000;
    }
    return operations / took / 1e9;
  },
});
