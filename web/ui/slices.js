/** Long work in short slices, so that the pen never waits for it. */

const SLICE_MS = 8;

/** Runs what yields often to its end. @template T @param {Generator<void, T>} work @returns {Promise<T>} */
export async function inSlices(work) {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await pause(0);
  }
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
