/** How long training will still take, and how long presets take. */
import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { TimeLeft } from '../../web/train/time-left.js';
import { timePresets } from '../../web/train/worker/time-presets.js';

/**
 * The estimates during a run.
 * @param {(second: number) => number} speed epochs a second
 * @param {number} target
 */
function follow(speed, target) {
  const left = new TimeLeft();
  const said = [];
  let done = 0;
  let now = 100;
  while (done < target) {
    said.push({ now, left: left.after(Math.min(done, target), target, now) });
    now += 0.05;
    done += 0.05 * speed(now - 100);
  }
  return { said, end: now };
}

test('at a steady pace, the end is known after two seconds', () => {
  const { said, end } = follow(() => 0.1, 3);
  assert.equal(said[0].left, null);
  const later = said.filter(({ now }) => now > 102);
  assert.ok(later.length > 400);
  for (const { now, left } of later) assert.ok(Math.abs(end - now - Number(left)) < 0.5);
});

test('evaluations, when nothing is trained, do not make it jump', () => {
  const { said, end } = follow((second) => (second % 4 < 1 ? 0 : 0.1), 3);
  const later = said.filter(({ now }) => now > 110);
  for (let i = 1; i < later.length; i++) {
    const jump = Number(later[i].left) - Number(later[i - 1].left);
    assert.ok(Math.abs(jump) < 0.5, `${jump}`);
  }
  for (const { now, left } of later) assert.ok(Math.abs(end - now - Number(left)) < 6);
});

test('a pause starts anew, and a new target counts at once', () => {
  const left = new TimeLeft();
  for (let s = 0; s < 5; s += 0.1) left.after(s / 10, 1, s);
  assert.ok(Math.abs(Number(left.after(0.5, 1, 5)) - 5) < 0.2);
  assert.ok(Math.abs(Number(left.after(0.51, 2, 5.1)) - 14.9) < 0.3);
  assert.equal(left.after(null, 2, 6), null);
  assert.equal(left.after(0.51, 2, 7), null);
});

test('a busy moment makes no preset look slow', async (context) => {
  let clock = 0;
  context.after(() => mock.restoreAll());
  mock.method(performance, 'now', () => clock);
  const trainer = {
    step() {
      // Long enough for one preset to be timed, but not for all.
      clock += clock < 240 ? 20 : 2;
      return { count: 32 };
    },
    free() {},
  };
  const network = { free() {} };
  const module = /** @type {any} */ ({
    createNetwork: () => network,
    createTrainer: () => trainer,
  });
  const data = /** @type {any} */ ({ datasets: { train: { count: 60_000 } } });
  const settings = /** @type {any} */ ({ layers: 'dense 10', batchSize: 32 });
  const presets = ['one', 'two'].map((id) => ({ id, settings }));
  const rates = await timePresets(module, data, presets, async () => true);
  assert.deepEqual(rates, { one: 16_000, two: 16_000 });
});
