/** Digits that were printed are told from handwritten ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PIXELS } from '../../web/inkling/index.js';
import { printedAmong } from '../../web/photo/printed.js';
import { recognize } from '../../web/photo/recognize.js';
import { readPhoto } from '../../web/photo/worker/read.js';
import { photograph } from '../photos.mjs';
import { inkling, loadPretrained, mnist } from './helpers.mjs';

const network = loadPretrained();
const predict = (/** @type {Float32Array} */ ink) => network.predict(ink);
const images = mnist('t10k-images-idx3-ubyte', 16);
const labels = mnist('t10k-labels-idx1-ubyte', 8);
const digit = (/** @type {number} */ i) => ({
  label: labels[i],
  pixels: images.subarray(i * PIXELS, (i + 1) * PIXELS),
});
/** A font: one image per class, which is repeated. */
const glyphs = Array.from({ length: 10 }, (_, label) => digit(labels.indexOf(label)));
/** Others, by many writers. */
const FIRST = 2000;

/** @param {(i: number) => boolean} isPrint @param {import('../photos.mjs').How} [paper] */
function read(isPrint, paper) {
  const digits = Array.from({ length: 60 }, (_, i) =>
    isPrint(i) ? glyphs[(i * 7) % 10] : digit(FIRST + i),
  );
  const how = { grid: /** @type {const} */ ('table'), size: 40, texture: 6, shade: 0.4, ...paper };
  const { written, ...photo } = photograph(digits, how);
  return { written, ...recognize(readPhoto(inkling, photo, predict), predict) };
}

const isEven = (/** @type {number} */ i) => i % 2 === 0;

/** @param {import('../photos.mjs').How} [paper] */
function setsApart(paper) {
  const { written, marks, printed } = read(isEven, paper);
  const at = (/** @type {{ left: number, right: number, top: number, bottom: number }} */ box) =>
    written.findIndex(
      ({ left, right, top, bottom }) =>
        2 * Math.abs(box.left + box.right - left - right) < right - left &&
        2 * Math.abs(box.top + box.bottom - top - bottom) < bottom - top,
    );
  const wrong =
    marks.filter((mark) => isEven(at(mark))).length +
    printed.filter((mark) => !isEven(at(mark))).length;
  assert.ok(printed.length >= 0.4 * written.length, `${printed.length} of ${written.length}`);
  assert.ok(wrong <= 0.05 * written.length, `${wrong} of ${written.length} are on the wrong side`);
}

test('print among handwriting is set apart', () => setsApart());

test('so it is on rough paper', () => setsApart({ texture: 25 }));

test('print on a page seen at an angle is set apart', () => {
  const reads = Array.from({ length: 60 }, (_, i) => {
    const { label, pixels } = isEven(i) ? glyphs[(i * 7) % 10] : digit(FIRST + i);
    const [left, top] = [60 * (i % 6), 60 * Math.floor(i / 6)];
    const size = 30 + 0.05 * top;
    const columns = Array.from(pixels.keys(), (at) => (pixels[at] ? at % 28 : NaN));
    const rows = Array.from(pixels.keys(), (at) => (pixels[at] ? Math.floor(at / 28) : NaN));
    const across = (/** @type {number[]} */ places) => {
      const inked = places.filter((place) => place >= 0);
      return Math.round((size * (Math.max(...inked) - Math.min(...inked) + 1)) / 20);
    };
    const [right, bottom] = [left + across(columns), top + across(rows)];
    const ink = Float32Array.from(pixels, (value) => value / 255);
    return { digit: label, mark: { left, top, right, bottom, line: 0, cell: null, ink } };
  });
  const printed = printedAmong(reads);
  const wrong = reads.filter(({ mark }, i) => printed.has(mark) !== isEven(i)).length;
  assert.ok(wrong <= 0.05 * reads.length, `${wrong} of ${reads.length} are on the wrong side`);
});

test('handwriting only, or print only, counts as it is', () => {
  for (const all of [true, false]) {
    const { written, marks, printed } = read(() => all);
    assert.equal(printed.length, 0);
    assert.ok(marks.length >= 0.95 * written.length);
  }
});
