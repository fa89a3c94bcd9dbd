/** Deciding whether helper threads are worthwhile, with simulated rates. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThreadTrial } from '../../web/train/worker/thread-trial.js';

/**
 * Runs a trial with given training rates, and returns the threads it decides on.
 * @param {{ one: number, all: number, late?: number }} machine late: slices until helpers have started
 */
function decide({ one, all, late = 0 }) {
  let limit = 4;
  let helpers = 0;
  const inkling = /** @type {import('../../web/inkling/index.js').Inkling} */ (
    /** @type {unknown} */ ({
      limitThreads: (/** @type {number} */ threads) => {
        limit = threads;
      },
      get threads() {
        return Math.min(limit, 1 + helpers);
      },
    })
  );
  const trial = new ThreadTrial(inkling, 4);
  for (let slice = 0; slice < 100; slice++) {
    if (slice >= late) helpers = 3;
    trial.begin();
    const rate = inkling.threads > 1 ? all : one;
    trial.end(slice % 7 ? rate * 12 : 0, 12);
  }
  assert(trial.decided);
  return inkling.threads;
}

test('the faster number of threads is chosen', () => {
  assert.equal(decide({ one: 100, all: 180 }), 4);
  assert.equal(decide({ one: 100, all: 70 }), 1);
  assert.equal(decide({ one: 100, all: 180, late: 40 }), 4);
});
