/** Deciding whether helper threads are worthwhile, with simulated rates. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ThreadGovernor } from '../../web/train/worker/thread-governor.js';

/** A machine of four threads, of which helpers come up late, and how it is governed. */
function simulate() {
  let limit = 4;
  const machine = {
    helpers: 3,
    /** Samples a millisecond on one thread and on all. */
    one: 100,
    all: 180,
    /** Likewise on all, in every fourth of their slices, if that differs. @type {number | null} */
    stopped: null,
    limitThreads(/** @type {number} */ threads) {
      limit = threads;
    },
    get threads() {
      return Math.min(limit, 1 + this.helpers);
    },
  };
  const governor = new ThreadGovernor(
    /** @type {import('../../web/inkling/index.js').Inkling} */ (/** @type {unknown} */ (machine)),
    4,
  );
  let slices = 0;
  let together = 0;
  /** Trains for some slices, a seventh of them without samples; returns how many used all threads. */
  const train = (/** @type {number} */ count) => {
    let all = 0;
    for (let i = 0; i < count; i++) {
      governor.begin();
      let rate = machine.one;
      if (machine.threads > 1) {
        all++;
        rate = ++together % 4 ? machine.all : (machine.stopped ?? machine.all);
      }
      governor.end(slices++ % 7 ? rate * 12 : 0, 12);
    }
    return all / count;
  };
  return { machine, train };
}

test('all threads work where that is faster, one where it is not', () => {
  const { train } = simulate();
  assert(train(100) > 0.85);
  assert(train(1000) > 0.97);
  const slow = simulate();
  slow.machine.all = 70;
  slow.train(100);
  assert(slow.train(1000) < 0.03);
});

test('what all threads do on average counts, not what they do in most slices', () => {
  const { machine, train } = simulate();
  Object.assign(machine, { all: 110, stopped: 20 });
  train(200);
  assert(train(1000) < 0.2);
  machine.stopped = 110;
  train(500);
  assert(train(1000) > 0.8);
});

test('the choice follows a machine that gets busy, and free again', () => {
  const { machine, train } = simulate();
  train(1000);
  machine.all = 60;
  train(100);
  assert(train(500) < 0.1);
  machine.all = 180;
  train(400);
  assert(train(500) > 0.9);
});

test('a single slow or fast slice changes nothing', () => {
  const { machine, train } = simulate();
  train(1000);
  machine.all = 1;
  train(1);
  machine.all = 180;
  assert(train(200) > 0.95);
});

test('slices before all helpers are up do not count', () => {
  const { machine, train } = simulate();
  machine.helpers = 1;
  machine.all = 20;
  train(50);
  machine.helpers = 3;
  machine.all = 180;
  assert(train(200) > 0.85);
});

test('between slices, the number of threads is that of the choice', () => {
  const { machine, train } = simulate();
  for (let i = 0; i < 200; i++) {
    train(1);
    assert.equal(machine.threads, 4);
  }
});
