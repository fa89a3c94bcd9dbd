/** Digits must get an answer, and anything else must not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubted, isHatching, isScribble } from '../../web/answer/scribble.js';
import { isSure, SURE } from '../../web/data/sureness.js';
import { SIDE } from '../../web/inkling/index.js';
import { answers, inkling, loadPretrained, loadSplit, report } from './helpers.mjs';
import { letters, scribbles, signs } from './not-digits.mjs';
import { CANVAS, enlarge, move, thicken } from './redraw.mjs';

/** @typedef {import('../../web/inkling/index.js').Stroke} Stroke */
/** @typedef {import('./redraw.mjs').Canvas} Canvas */

const network = loadPretrained();

/**
 * Digits as people draw them, as the corners of strokes on a pad of ten by ten.
 * @type {Record<string, number[][][]>}
 */
// biome-ignore format: one or two lines per digit
const DIGITS = {
  0: [[[5, 1], [3, 2], [2, 5], [3, 8], [5, 9], [7, 8], [8, 5], [7, 2], [5, 1]]],
  1: [[[5, 1], [5, 9]]],
  2: [[[2, 3], [3, 1.5], [5, 1], [7, 1.5], [7.5, 3], [7, 4.5], [2, 9], [8, 9]]],
  3: [[[2, 2], [4, 1], [6, 1.2], [7, 2.5], [6, 4.2], [4, 5], [6.5, 5.6], [7.2, 7], [6, 8.6],
       [4, 9], [2, 8]]],
  4: [[[3, 1], [2, 6], [8, 6]], [[6, 3], [6, 9]]],
  5: [[[7, 1], [3, 1], [2.7, 4.5], [5, 4], [7, 5], [7.5, 6.7], [6.5, 8.5], [4.5, 9], [2.5, 8.2]]],
  6: [[[6.5, 1], [4, 3], [2.8, 6], [3.2, 8.3], [5, 9], [6.8, 8.2], [7, 6.5], [5.5, 5.2], [3, 6.3]]],
  7: [[[2, 1], [8, 1], [4.5, 9]]],
  8: [[[5, 5], [3, 3.5], [3.3, 1.7], [5, 1], [6.7, 1.7], [7, 3.5], [5, 5], [2.8, 6.7], [3.2, 8.4],
       [5, 9], [6.8, 8.4], [7.2, 6.7], [5, 5]]],
  9: [[[7, 3], [5.5, 1.2], [3.5, 1.5], [2.8, 3.2], [4, 5], [6, 4.7], [7, 3], [6.8, 6], [6, 9]]],
};

/** @param {Stroke[]} strokes */
const ink = (strokes) => inkling.rasterize(strokes);

/** The highest probability of each image. @param {Float32Array[]} images */
const confidences = (images) => answers(network, images).map((row) => Math.max(...row));

/** The same for drawings, whose strokes count, too. @param {{ strokes: Stroke[] }[]} drawings */
const drawn = (drawings) =>
  answers(
    network,
    drawings.map(({ strokes }) => ink(strokes)),
  ).map((row, i) => Math.max(...doubted(row, drawings[i].strokes)));

/** The percentage below a threshold. @param {number[]} confidences @param {number} threshold */
const below = (confidences, threshold) =>
  (100 * confidences.filter((most) => most < threshold).length) / confidences.length;

const dataset = loadSplit('test');
const digits = Array.from({ length: dataset.count }, (_, i) => dataset.sample(i).pixels);
const large = digits.slice(0, 500).map(enlarge);

/** @param {(canvas: Canvas) => Canvas} redraw */
const redrawn = (redraw) =>
  confidences(
    large.map((canvas) => {
      return inkling.fitImage(Uint8ClampedArray.from(redraw(canvas)), CANVAS, CANVAS);
    }),
  );

/** @type {Record<string, number[]>} */
const columns = {
  scribbles: drawn(scribbles(20)),
  letters: drawn(letters(4)),
  signs: drawn(signs(6)),
  MNIST: confidences(digits.map((pixels) => inkling.fitImage(pixels, SIDE, SIDE))),
  turned: [15, -15].flatMap((degrees) => redrawn((canvas) => move(canvas, { degrees }))),
  thin: redrawn((canvas) => thicken(canvas, -0.5)),
  thick: redrawn((canvas) => thicken(canvas, 1)),
};

const names = Object.keys(columns);
const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
report(
  'not-sure',
  [
    'Percentage that is unsure at a threshold, of 100 scribbles, 100 letters, 102 signs, all test',
    'digits of MNIST, and digits rotated by 15 degrees, thinned and thickened. The threshold is',
    `${SURE}.`,
    '',
    `threshold${names.map((name) => name.padStart(11)).join('')}`,
    ...thresholds.map((threshold) => {
      const shares = names.map((name) => below(columns[name], threshold).toFixed(1).padStart(11));
      return `${threshold.toFixed(2).padStart(9)}${shares.join('')}`;
    }),
  ].join('\n'),
);

test('there are at least 100 scribbles, letters and signs each, all different and with ink', () => {
  for (const drawings of [scribbles(20), letters(4), signs(6)]) {
    const images = drawings.map(({ strokes }) => ink(strokes));
    assert(images.length >= 100);
    assert.equal(new Set(images.map(String)).size, images.length);
    for (const image of images) assert(image.reduce((sum, value) => sum + value, 0) > 20);
  }
});

test('at least 97% of the scribbles, letters and signs get no answer', () => {
  for (const name of ['scribbles', 'letters', 'signs']) {
    const share = below(columns[name], SURE);
    assert(share >= 97, `${share}% of the ${name}`);
  }
});

test('at most 1.5% of the digits of MNIST get no answer', () => {
  const share = below(columns.MNIST, SURE);
  assert(share <= 1.5, `${share}%`);
});

test('a long or curly path is a scribble, at any size and place; no digit is', () => {
  const curls = Array.from({ length: 90 }, (_, i) => ({
    x: 0.3 * Math.cos(i / 3) + i / 60,
    y: Math.sin(i / 3),
  }));
  const zigzag = Array.from({ length: 9 }, (_, i) => ({ x: i / 9, y: i % 2 }));
  const dots = Array.from({ length: 900 }, (_, i) => ({ x: (i % 3) / 1000, y: 0 }));
  for (const scale of [1e-3, 1, 1e6]) {
    const scaled = (/** @type {Stroke} */ stroke) =>
      stroke.map(({ x, y }) => ({ x: scale * (x - 5), y: scale * y }));
    for (const scribble of [curls, zigzag]) assert(isScribble([scaled(scribble)]));
    for (const parts of Object.values(DIGITS)) {
      assert(!isScribble(parts.map((part) => scaled(part.map(([x, y]) => ({ x, y }))))));
    }
    // A hand that trembles turns often, but not far.
    assert(!isScribble([scaled([{ x: 0, y: 0 }, ...dots, { x: 1, y: 1 }])]));
  }
  assert(!isScribble([]));
  assert(!isScribble([[], [{ x: 1, y: 1 }]]));
});

/** A point. */
const dot = { x: 1, y: 1 };

test('lines close to each other are hatching, at any angle and size; those of a number are not', () => {
  /** @param {number} count @param {number} apart @param {number} [scale] @param {number} [turn] */
  const lines = (count, apart, scale = 1, turn = 0) =>
    Array.from({ length: count }, (_, i) => {
      const ends = [0, 0.5, 1].map((y) => ({ x: apart * i + 0.1 * Math.sin(3 * y + i), y }));
      const stroke = ends.map(({ x, y }) => ({
        x: scale * (x * Math.cos(turn) - y * Math.sin(turn)),
        y: scale * (x * Math.sin(turn) + y * Math.cos(turn)),
      }));
      return i % 2 ? stroke.reverse() : stroke;
    });
  for (const scale of [1e-3, 1e3]) {
    for (const turn of [0, 1, 2, 3]) assert(isHatching(lines(5, 0.25, scale, turn)), `${turn}`);
  }
  assert(!isHatching(lines(3, 0.25)), 'too few');
  assert(!isHatching(lines(5, 0.7)), 'far apart');
  assert(!isHatching([...lines(4, 0.25), [{ x: 0, y: 0 }]]), 'a dot');
  assert(!isHatching([...lines(4, 0.25), ...lines(1, 0, 1, 1)]), 'a line across');
  assert(!isHatching([...lines(4, 0.25), ...lines(1, 0, 0.3)]), 'a short line');
  const one = [0.3, 0, 1].map((y, i) => ({ x: i === 0 ? -0.3 : 0, y }));
  const ones = [0, 0.3, 0.6, 0.9].map((left) => one.map(({ x, y }) => ({ x: x + left, y })));
  assert(!isHatching(ones), '1s with flags');
  assert(!isHatching(Array(4).fill([dot, dot])), 'dots');
});

test('an answer to a scribble is never sure, and sums to 1', () => {
  const zigzag = Array.from({ length: 9 }, (_, i) => ({ x: i / 9, y: i % 2 }));
  const certain = Float32Array.from({ length: 10 }, (_, i) => Number(i === 3));
  const answer = doubted(certain, [zigzag]);
  assert(!isSure(answer));
  assert.equal(answer.indexOf(Math.max(...answer)), 3);
  assert(Math.abs(answer.reduce((sum, p) => sum + p, 0) - 1) < 1e-6);
  assert.equal(doubted(certain, [zigzag.slice(0, 3)]), certain);
});

test('all hand-drawn digits get the right answer', () => {
  for (const [digit, parts] of Object.entries(DIGITS)) {
    const strokes = parts.map((corners) => corners.map(([x, y]) => ({ x: x / 10, y: y / 10 })));
    const probabilities = network.predict(ink(strokes));
    const best = probabilities.indexOf(Math.max(...probabilities));
    assert.equal(String(best), digit);
    assert(isSure(probabilities), `${digit}: ${probabilities[best]}`);
  }
});

test('an answer at the threshold is sure', () => {
  assert(isSure([SURE, 1 - SURE]));
  assert(!isSure([SURE - 1e-6, 0.1]));
});
