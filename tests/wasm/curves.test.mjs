/** Smoothing of curves, their axis, and the table of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracyRange } from '../../web/train/accuracy-axis.js';
import { rowsOf } from '../../web/train/curve-table.js';
import { logTicks } from '../../web/train/loss-axis.js';
import { smooth } from '../../web/train/smooth.js';

test('smoothing preserves constants and gaps, and weights recent values more', () => {
  for (const value of smooth([3, 3, 3], 0.9)) assert.ok(Math.abs(Number(value) - 3) < 1e-12);
  assert.deepEqual(smooth([1, null, 2], 0), [1, null, 2]);
  const [first, gap, last] = smooth([1, null, 2], 0.5);
  assert.equal(first, 1);
  assert.equal(gap, null);
  // weights of the first and last value: 0.25 and 0.5
  assert.ok(Math.abs(Number(last) - (0.25 * 1 + 0.5 * 2) / 0.75) < 1e-12);
});

test('smoothing at least halves the noise', () => {
  const noisy = Array.from({ length: 200 }, (_, i) => (i % 2 ? 1.2 : 0.8));
  const late = smooth(noisy, 0.8).slice(100).map(Number);
  assert.ok(Math.max(...late) - Math.min(...late) < 0.2);
});

test('once a network is good, the axis of accuracies shows the last percents, and all of a noisy curve', () => {
  const curve = (/** @type {number[]} */ ...accuracies) =>
    accuracies.map((trainAccuracy, i) => ({ ...point(i, 0.97), trainAccuracy }));
  const rise = [0.1, 0.5, 0.9];
  assert.deepEqual(accuracyRange(curve(...rise), 10), [5, 101]);
  assert.deepEqual(accuracyRange(curve(...rise, ...Array(9).fill(0.96)), 10), [90, 100.5]);
  assert.deepEqual(accuracyRange(curve(...rise, 0.88, ...Array(8).fill(0.96)), 10), [85, 100.5]);
});

test('the ticks of a logarithmic axis are no more than there is room for', () => {
  assert.deepEqual(logTicks(0.08, 2.5, 6), [0.1, 0.2, 0.5, 1, 2]);
  assert.deepEqual(logTicks(0.0008, 4, 6), [0.001, 0.01, 0.1, 1]);
  assert.deepEqual(logTicks(0.0008, 4, 3), [0.01, 1]);
  assert.deepEqual(logTicks(0.3, 0.4, 6), []);
});

/** @param {number} epoch @param {number | null} testAccuracy */
const point = (epoch, testAccuracy) => ({
  epoch,
  trainLoss: 1,
  trainAccuracy: 0.5,
  testLoss: testAccuracy,
  testAccuracy,
});

test('the table has tested points and the last point, and a limited size', () => {
  const few = [point(0.1, null), point(0.2, 0.5), point(0.3, null), point(0.4, null)];
  assert.deepEqual(
    rowsOf(few).map(({ epoch }) => epoch),
    [0.2, 0.4],
  );
  const many = Array.from({ length: 1000 }, (_, i) => point(i, 0.5));
  const rows = rowsOf(many);
  assert.ok(rows.length <= 60);
  assert.equal(rows[rows.length - 1].epoch, 999);
  assert.deepEqual(rowsOf([]), []);
});
