import assert from 'node:assert/strict';
import test from 'node:test';
import { principalComponents, project } from '../../web/inside/pca.js';

/** @param {number[][]} rows @param {number} count @param {Float64Array[]} [start] */
function run(rows, count, start) {
  const steps = principalComponents(rows, count, start);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

let state = 1;
/** Pseudorandom numbers from -1 to 1, by a linear congruential generator. */
function noise() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
}

/** Points spread 10 along (3, 4, 0) / 5, 3 along (-4, 3, 0) / 5 and 0.1 along the third axis. */
const CLOUD = Array.from({ length: 300 }, () => {
  const [a, b, c] = [10 * noise(), 3 * noise(), 0.1 * noise()];
  return [7 + 0.6 * a - 0.8 * b, -2 + 0.8 * a + 0.6 * b, 1 + c];
});

test('the directions are those of largest variance, in order', () => {
  const { mean, directions } = run(CLOUD, 2);
  const [first, second] = directions;
  const mid = CLOUD.reduce((sum, row) => sum + row[0] / CLOUD.length, 0);
  assert.ok(Math.abs(mean[0] - mid) < 1e-9);
  assert.ok(Math.abs(0.6 * first[0] + 0.8 * first[1]) > 0.99);
  assert.ok(Math.abs(-0.8 * second[0] + 0.6 * second[1]) > 0.99);
  const dot = first.reduce((sum, value, i) => sum + value * second[i], 0);
  assert.ok(Math.abs(dot) < 1e-9);
});

test('a projection gives coordinates along the directions, relative to the mean', () => {
  const components = run(CLOUD, 2);
  const [along, across] = project(components, components.mean);
  assert.ok(Math.abs(along) < 1e-9 && Math.abs(across) < 1e-9);
  const moved = components.mean.map((value, i) => value + 5 * components.directions[0][i]);
  assert.ok(Math.abs(project(components, moved)[0] - 5) < 1e-9);
});

test('starting from earlier directions preserves their signs', () => {
  const { directions } = run(CLOUD, 2);
  const flipped = directions.map((direction) => direction.map((value) => -value));
  for (const [n, start] of [directions, flipped].entries()) {
    const again = run(CLOUD, 2, start).directions;
    const dot = again[0].reduce((sum, value, i) => sum + value * start[0][i], 0);
    assert.ok(dot > 0.999, `start ${n}`);
  }
});

test('identical rows have no direction, but finite projections', () => {
  const components = run(
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    2,
  );
  assert.deepEqual(project(components, [1, 2]).map(Math.abs), [0, 0]);
});
