/** Runs long work in short slices, so that drawing stays responsive. */

const SLICE_MS = 8;

/** For work in a few long steps. */
export const BRIEF_SLICE_MS = 2;

/** Runs a generator to completion, and yields to the event loop between slices. @template T @param {Generator<void, T>} work @returns {Promise<T>} */
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

/** Runs a generator to completion without yielding. @template T @param {Generator<void, T>} work @returns {T} */
export function atOnce(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Maps a list. A step computed on the page resolves immediately, so its time counts.
 * @template From, To
 * @param {From[]} list @param {(item: From) => Promise<To>} step @returns {Promise<To[]>}
 */
export async function mapInSlices(list, step) {
  const found = [];
  const breathe = breather();
  for (const item of list) {
    found.push(await step(item));
    await breathe();
  }
  return found;
}

/**
 * A function that yields to the event loop if a slice has passed since it last did, for work that comes in steps.
 * @param {number} [slice] in milliseconds
 */
export function breather(slice = SLICE_MS) {
  let end = performance.now() + slice;
  return async () => {
    if (performance.now() < end) return;
    await pause(0);
    end = performance.now() + slice;
  };
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
