/** Words are told from numbers, whatever their letters look like. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersAmong } from '../../web/photo/letters.js';

/** @typedef {import('../../web/photo/digits-only.js').Read} Read */

/**
 * The marks of a line: a digit, or ? for one that looks like none; small is a size, and a space a gap.
 * @param {string} written @param {number} [line]
 */
function marksOf(written, line = 0) {
  /** @type {Read[]} */
  const all = [];
  let left = 0;
  for (const [i, word] of written.split(' ').entries()) {
    left += i ? 80 : 0;
    for (const [character, small] of word.matchAll(/[\d?](_?)/g)) {
      const place = { left, top: small ? 20 : 0, right: left + 25, bottom: 50, line, cell: null };
      const known = character[0] !== '?';
      const digit = known ? Number(character[0]) : 8;
      all.push({
        digit,
        sure: known ? 0.999 : 0.1,
        mark: { ...place, ink: new Float32Array() },
      });
      left += 35;
    }
  }
  return all;
}

/** The marks that are left, as digits. @param {string[]} lines */
function numbersIn(...lines) {
  const all = lines.flatMap((line, i) => marksOf(line, i));
  const letters = lettersAmong(all);
  return all
    .filter((read) => !letters.has(read))
    .map(({ digit, sure }) => (sure > 0.5 ? digit : '?'));
}

test('letters that look like digits stand in words', () => {
  assert.deepEqual(numbersIn('?0_??_ 417', '?1_?_6_? 25'), [4, 1, 7, 2, 5]);
});

test('a unit is left out, and its number stays', () => {
  assert.deepEqual(numbersIn('250 ?_?_9_', '12 ?_?_', '1718 ?_1?_'), [2, 5, 0, 1, 2, 1, 7, 1, 8]);
});

test('numbers hold signs, and digits that look like none', () => {
  assert.deepEqual(numbersIn('3?4', '17?25', '8?'), [3, '?', 4, 1, 7, '?', 2, 5, 8, '?']);
  assert.deepEqual(numbersIn('10110', '0_0_1'), [1, 0, 1, 1, 0, 0, 0, 1]);
});
