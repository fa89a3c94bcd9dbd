/** When a run counts as diverged, which of its states are worth restoring, and what is stored of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasDiverged, isHealthy } from '../../web/train/divergence.js';
import { makeRoom, thinOut } from '../../web/train/past-runs.js';
import { roomFor, Timeline } from '../../web/train/timeline.js';

/** @param {number[]} losses */
const curve = (losses) =>
  losses.map((trainLoss, epoch) => ({
    epoch,
    trainLoss,
    trainAccuracy: 0,
    testLoss: null,
    testAccuracy: null,
  }));

test('a run that learned something, or blew up, and then only guesses has diverged', () => {
  const guessing = Array(8).fill(2.3);
  assert.equal(hasDiverged(curve([2.3, 1, ...guessing])), true);
  assert.equal(hasDiverged(curve([30, 12, ...guessing])), true);
  assert.equal(hasDiverged(curve([2.3, 1, ...Array(8).fill(40)])), true);
  assert.equal(hasDiverged(curve([2.3, 1, ...guessing, 0.9])), false, 'it recovered');
  assert.equal(hasDiverged(curve([2.4, 2.3, ...guessing])), false, 'slow is not diverged');
  assert.equal(hasDiverged(curve([30, 40, 50])), false, 'too early to tell');
});

test('a state is healthy while the loss is near its lowest', () => {
  assert.equal(isHealthy(curve([2.3, 0.5, 0.4, 0.6])), true);
  assert.equal(isHealthy(curve([2.3, 0.5, 0.4, 2.2])), false);
});

/** @param {number} i @param {string} name */
const past = (i, name) => /** @type {any} */ ({ id: String(i), name, date: -i, points: [] });

test('the oldest unnamed run is dropped first, the newest never', () => {
  const runs = Array.from({ length: 21 }, (_, i) => past(i, i === 20 || i === 0 ? 'kept' : ''));
  const left = makeRoom(runs).map(({ id }) => id);
  assert.equal(left.length, 20);
  assert.ok(left.includes('20') && !left.includes('19') && left.includes('0'));
});

test('a long curve keeps its tested points and its end', () => {
  const points = curve(Array.from({ length: 5000 }, () => 1));
  points[777].testAccuracy = /** @type {any} */ (0.5);
  const thinned = thinOut(points);
  assert.ok(thinned.length < 500);
  assert.ok(thinned.includes(points[777]) && thinned.includes(points[4999]));
  // After hours of training, every point is a tested one.
  for (const point of points) point.testAccuracy = /** @type {any} */ (0.5);
  assert.ok(thinOut(points).length < 1000);
});

test('the timeline stays within its limit and covers the whole run evenly', () => {
  const training = /** @type {any} */ (
    Object.assign(new EventTarget(), {
      id: 1,
      settings: { layers: 'dense 10' },
      points: [],
      progress: { state: 'running', epoch: 0, position: 0, epochSize: 1, snapshot: true },
      snapshot: { parameters: new Float32Array(7850), temperature: 1 },
    })
  );
  const timeline = new Timeline(training);
  for (let epoch = 0; epoch < 1000; epoch++) {
    training.progress = { ...training.progress, epoch };
    training.dispatchEvent(new Event('change'));
  }
  const at = timeline.moments.map((moment) => moment.at);
  assert.ok(at.length > 15 && at.length <= roomFor(7850), String(at.length));
  assert.equal(at[0], 0);
  assert.ok(at[at.length - 1] > 940, String(at));
  const gaps = at.slice(1).map((here, i) => here - at[i]);
  assert.ok(Math.max(...gaps) <= 3 * Math.min(...gaps), String(gaps));
  training.id = 2;
  training.dispatchEvent(new Event('change'));
  assert.equal(timeline.moments.length, 1);
});
