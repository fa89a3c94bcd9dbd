/** How the network of the page reads MNIST's test digits when they are drawn another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SIDE } from '../../web/inkling/index.js';
import { answers, inkling, loadPretrained, loadSplit, report } from './helpers.mjs';
import { CANVAS, enlarge, move, shrink, thicken } from './redraw.mjs';

/** @typedef {import('./redraw.mjs').Canvas} Canvas */

/** How many digits are redrawn each way. */
const REDRAWN = 2000;

/** Half the size, in one of the corners. @param {1 | -1} right @param {1 | -1} down */
const corner = (right, down) => (/** @type {Canvas} */ canvas) =>
  move(canvas, { scale: 0.5, right: right / 4, down: down / 4 });

/**
 * The ways, each with the least accuracy that it must keep, in per cent.
 * @type {Record<string, [number, (canvas: Canvas) => Canvas]>}
 */
const WAYS = {
  'four times as large': [97, (canvas) => canvas],
  '15 degrees to the right': [96, (canvas) => move(canvas, { degrees: 15 })],
  '15 degrees to the left': [95, (canvas) => move(canvas, { degrees: -15 })],
  'scaled to 0.6': [97, (canvas) => move(canvas, { scale: 0.6 })],
  'thin strokes': [96, (canvas) => thicken(canvas, -0.5)],
  'thick strokes': [95, (canvas) => thicken(canvas, 1)],
  'upper left corner': [97, corner(-1, -1)],
  'upper right corner': [97, corner(1, -1)],
  'lower left corner': [97, corner(-1, 1)],
  'lower right corner': [97, corner(1, 1)],
};

const BINS = 15;

/**
 * All in per cent. The calibration error is the expected one: answers are sorted by their
 * confidence into bins of the same width, and the gaps between the mean confidence of a bin and its
 * accuracy are weighed by its size (Guo and others, "On Calibration of Modern Neural Networks").
 * @param {Float32Array[]} probabilities
 * @param {number[]} labels
 */
function measure(probabilities, labels) {
  const gaps = new Float64Array(BINS);
  let [correct, confidence] = [0, 0];
  probabilities.forEach((row, i) => {
    const most = Math.max(...row);
    const right = Number(row.indexOf(most) === labels[i]);
    correct += right;
    confidence += most;
    gaps[Math.min(Math.floor(most * BINS), BINS - 1)] += most - right;
  });
  const share = 100 / probabilities.length;
  return {
    count: probabilities.length,
    accuracy: correct * share,
    confidence: confidence * share,
    error: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) * share,
  };
}

const network = loadPretrained();
const dataset = loadSplit('test');
const digits = Array.from({ length: dataset.count }, (_, i) => dataset.sample(i));
const labels = digits.map(({ label }) => label);

/** @param {Float32Array[]} images */
const read = (images) => measure(answers(network, images), labels);

/** @typedef {ReturnType<typeof measure>} Measures */
/** @type {Record<string, { fitted: Measures, unfitted: Measures }>} */
const results = {
  'as they are': {
    fitted: read(digits.map(({ pixels }) => inkling.fitImage(pixels, SIDE, SIDE))),
    unfitted: read(digits.map(({ pixels }) => Float32Array.from(pixels, (ink) => ink / 255))),
  },
};
const large = digits.slice(0, REDRAWN).map(({ pixels }) => enlarge(pixels));
for (const [name, [, redraw]] of Object.entries(WAYS)) {
  const canvases = large.map(redraw);
  const fit = (/** @type {Canvas} */ canvas) =>
    inkling.fitImage(Uint8ClampedArray.from(canvas), CANVAS, CANVAS);
  results[name] = { fitted: read(canvases.map(fit)), unfitted: read(canvases.map(shrink)) };
}

/** @param {number} value */
const figure = (value) => value.toFixed(2).padStart(8);

report(
  'robustness',
  [
    "MNIST's test digits redrawn and read by the network of the page. Unfitted: without being",
    'scaled and centred first. All in %; ECE is the expected calibration error, in points.',
    '',
    '                              n  accuracy  confidence     ECE  unfitted',
    ...Object.entries(results).map(
      ([name, { fitted, unfitted }]) =>
        `${name.padEnd(25)}${String(fitted.count).padStart(6)}  ${figure(fitted.accuracy)}` +
        `    ${figure(fitted.confidence)}${figure(fitted.error)}  ${figure(unfitted.accuracy)}`,
    ),
  ].join('\n'),
);

test('at least 99 % of the test digits are read right, fitted or not', () => {
  assert(results['as they are'].unfitted.accuracy >= 99);
  assert(results['as they are'].fitted.accuracy >= 99);
});

for (const [name, [least]] of Object.entries(WAYS)) {
  test(`redrawn: ${name}`, () => {
    const { accuracy } = results[name].fitted;
    assert(accuracy >= least, `${accuracy.toFixed(2)} % are read right`);
  });
}

for (const [name, { fitted }] of Object.entries(results)) {
  test(`confidence is at most 2 points off: ${name}`, () => {
    assert(fitted.error <= 2, `${fitted.error.toFixed(2)} points`);
  });
}

for (const way of ['scaled to 0.6', 'upper left corner', 'lower right corner']) {
  test(`fitting is what makes up for it: ${way}`, () => {
    const { fitted, unfitted } = results[way];
    assert(fitted.accuracy > unfitted.accuracy + 5);
  });
}

for (const part of [network, dataset]) part.free();
