/** Marks that look like digits, but are odd ones, are left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oddAmong } from '../../web/photo/odd.js';

/** @typedef {import('../../web/photo/digits-only.js').Read} Read */

/**
 * @param {number} digit @param {number} sure @param {number} left @param {number} top
 * @param {number} wide @param {number} high @param {Partial<import('../../web/inkling/pages.js').Mark>} [rest]
 * @returns {Read}
 */
const read = (digit, sure, left, top, wide, high, rest = {}) => {
  const place = { left, top, right: left + wide, bottom: top + high, line: 0, cell: null };
  return { digit, sure, mark: { ...place, ink: new Float32Array(), ...rest } };
};

/** Ten digits on a line. */
const line = Array.from({ length: 10 }, (_, i) => read(i, 1, 60 * i, 100, 30, 40));

/** @param {Read} mark @param {boolean} [equations] */
const isOdd = (mark, equations = false) => {
  const odd = oddAmong([...line, mark], equations);
  assert.ok(line.every((digit) => !odd.has(digit)));
  return odd.has(mark);
};

test('the letter y hangs from its line; a 4 does not', () => {
  assert.equal(isOdd(read(4, 0.97, 600, 120, 30, 45)), true);
  assert.equal(isOdd(read(4, 0.97, 600, 108, 30, 40)), false);
  // Numbers may rise and fall, if they are clear.
  assert.equal(isOdd(read(4, 0.999, 600, 120, 30, 45)), false);
});

test('the letter a is wider than a 9, and a slash leans more than a 1', () => {
  assert.equal(isOdd(read(9, 0.8, 600, 110, 35, 30)), true);
  assert.equal(isOdd(read(9, 0.8, 600, 110, 25, 30)), false);
  assert.equal(isOdd(read(1, 0.99, 600, 110, 40, 30)), true);
  assert.equal(isOdd(read(1, 0.99, 600, 110, 20, 30)), false);
});

test('a 1 that towers over its line is an edge of the paper', () => {
  assert.equal(isOdd(read(1, 1, 600, 60, 8, 120)), true);
  assert.equal(isOdd(read(1, 1, 600, 85, 8, 60)), false);
});

test('in equations and far from others, digits are clear', () => {
  const doubtful = read(6, 0.7, 600, 100, 30, 40);
  assert.equal(isOdd(doubtful), false);
  assert.equal(isOdd(doubtful, true), true);
  assert.equal(isOdd(read(5, 0.7, 600, 700, 30, 40, { line: 1 })), true);
  assert.equal(isOdd(read(5, 0.95, 600, 700, 30, 40, { line: 1 })), false);
});

test('a small mark between the lines is a speck', () => {
  assert.equal(isOdd(read(1, 0.99, 300, 150, 6, 14, { line: 1 })), true);
  assert.equal(isOdd(read(1, 0.99, 600, 130, 6, 14)), false);
});

test('a 1 alone on its line is as tall as the digits of other lines', () => {
  for (const [high, odd] of /** @type {const} */ ([
    [24, true],
    [40, false],
    [70, true],
  ]))
    assert.equal(isOdd(read(1, 1, 300, 200, 8, high, { line: 1 })), odd);
  assert.equal(isOdd(read(7, 1, 300, 200, 40, 70, { line: 1 })), false);
});

test('cells of tables have no neighbors to compare with', () => {
  const cell = { table: 0, row: 1, column: 1 };
  assert.equal(isOdd(read(4, 0.7, 600, 130, 30, 45, { cell })), false);
});
