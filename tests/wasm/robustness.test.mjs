/** How well the pretrained network reads redrawn test digits of MNIST. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SIDE } from '../../web/inkling/index.js';
import { answers, inkling, loadPretrained, loadSplit, pretrainedFile, report } from './helpers.mjs';
import { CANVAS, enlarge, move, shrink, thicken } from './redraw.mjs';

/** @typedef {import('./redraw.mjs').Canvas} Canvas */

/** Digits redrawn per variation. */
const REDRAWN = 1000;

/** Half size, in a corner. @param {1 | -1} right @param {1 | -1} down */
const corner = (right, down) => (/** @type {Canvas} */ canvas) =>
  move(canvas, { scale: 0.5, right: right / 4, down: down / 4 });

/**
 * Variations, each with the minimum accuracy in percent.
 * @type {Record<string, [number, (canvas: Canvas) => Canvas]>}
 */
const VARIATIONS = {
  'four times the size': [97, (canvas) => canvas],
  '15 degrees clockwise': [96, (canvas) => move(canvas, { degrees: 15 })],
  '15 degrees counterclockwise': [95, (canvas) => move(canvas, { degrees: -15 })],
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
 * All in percent. The error is the expected calibration error (ECE): answers are binned by
 * confidence, and the gaps between each bin's mean confidence and its accuracy are averaged, weighted
 * by bin size (Guo et al., "On Calibration of Modern Neural Networks").
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
  unchanged: {
    fitted: read(digits.map(({ pixels }) => inkling.fitImage(pixels, SIDE, SIDE))),
    unfitted: read(digits.map(({ pixels }) => Float32Array.from(pixels, (ink) => ink / 255))),
  },
};
const large = digits.slice(0, REDRAWN).map(({ pixels }) => enlarge(pixels));
for (const [name, [, redraw]] of Object.entries(VARIATIONS)) {
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
    "MNIST's test digits, redrawn and read by the pretrained network. Unfitted: without scaling",
    'and centering first. All in %; ECE is the expected calibration error, in points.',
    '',
    '                              n  accuracy  confidence     ECE  unfitted',
    ...Object.entries(results).map(
      ([name, { fitted, unfitted }]) =>
        `${name.padEnd(25)}${String(fitted.count).padStart(6)}  ${figure(fitted.accuracy)}` +
        `    ${figure(fitted.confidence)}${figure(fitted.error)}  ${figure(unfitted.accuracy)}`,
    ),
  ].join('\n'),
);

test('at least 99% of the test digits are read correctly, fitted or not', () => {
  assert(results.unchanged.unfitted.accuracy >= 99);
  assert(results.unchanged.fitted.accuracy >= 99);
});

test('the page states the accuracy of the pretrained network as it is', () => {
  const stated = Number(inkling.readModel(pretrainedFile()).notes.test_accuracy);
  assert(Math.abs(results.unchanged.unfitted.accuracy - stated) < 0.05, String(stated));
});

for (const [name, [least]] of Object.entries(VARIATIONS)) {
  test(`redrawn: ${name}`, () => {
    const { accuracy } = results[name].fitted;
    assert(accuracy >= least, `${accuracy.toFixed(2)}% are read correctly`);
  });
}

for (const [name, { fitted }] of Object.entries(results)) {
  test(`calibration error is at most 2 points: ${name}`, () => {
    assert(fitted.error <= 2, `${fitted.error.toFixed(2)} points`);
  });
}

for (const way of ['scaled to 0.6', 'upper left corner', 'lower right corner']) {
  test(`fitting compensates: ${way}`, () => {
    const { fitted, unfitted } = results[way];
    assert(fitted.accuracy > unfitted.accuracy + 5);
  });
}

for (const part of [network, dataset]) part.free();
