/**
 * How a model wants its ink. Files don't say, so it is found by trying: of the conventions within a point
 * of the best accuracy on labeled digits, the one with the lowest loss.
 */
import { inkFromBytes } from '../../inkling/pictures.js';
import { PIXELS } from '../../inkling/types.js';
import { need } from './error.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Network} Network
 * @typedef {import('./plan.js').Plan} Plan
 *
 * @typedef {object} Convention ink × factor + shift, or (1 − ink) × factor + shift
 * @property {'unit' | 'standard' | 'signed' | 'bytes'} name
 * @property {number} factor
 * @property {number} shift
 * @property {boolean} inverted
 *
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Digits PIXELS bytes each, 255 for ink
 * @typedef {{ convention: Convention, accuracy: number, loss: number }} Trial
 */

/** MNIST's mean and standard deviation, as most tutorials round them. */
export const MEAN = 0.1307;
export const DEVIATION = 0.3081;

/** @type {[Convention['name'], number, number][]} */
const SCALES = [
  ['unit', 1, 0],
  ['standard', 1 / DEVIATION, -MEAN / DEVIATION],
  ['signed', 2, -1],
  ['bytes', 255, 0],
];

/** @type {Convention[]} */
export const CONVENTIONS = [false, true].flatMap((inverted) =>
  SCALES.map(([name, factor, shift]) => ({ name, factor, shift, inverted })),
);

/** Fewer digits are enough to drop the conventions that are clearly wrong. */
const FIRST = 200;
const CLEARLY = 0.08;
const CLOSE = 0.01;
/**
 * Hardly any network wants bytes, but one that has learned these digits by heart is even surer of them with larger
 * inputs. So bytes are for networks that are unsure without them.
 */
const DOUBT = 0.25;
const BATCH = 20;

/** Digits that the core parses back as the same number, never with an exponent. @param {number} value */
const written = (value) => value.toFixed(8).replace(/\.?0+$/, '');

/**
 * The layers that give a model its input, with their parameters: none if it wants ink from 0 to 1.
 * @param {Plan['input']} own what the model does itself
 * @param {Convention} convention
 * @returns {{ layers: string[], parameters: number[] }}
 */
function inputLayers(own, { factor, shift, inverted }) {
  // y = a · ink + b, of the ink or of its inverse
  let a = own.factor * factor;
  let b = own.factor * shift + own.shift;
  let flipped = inverted;
  if (a < 0) {
    // a x = |a| (1 - x) - |a|
    flipped = !flipped;
    b += a;
    a = -a;
  }
  if (Math.abs(a - 1) < 1e-7 && Math.abs(b) < 1e-7 && !flipped)
    return { layers: [], parameters: [] };
  const [mean, deviation] = [-b / a, 1 / a];
  const suffix = flipped ? ' inverted' : '';
  if (mean >= 0 && mean <= 1 && deviation >= 0.001 && deviation <= 1) {
    const numbers = `${written(mean)} ${written(deviation)}`;
    return { layers: [`normalize ${numbers}${suffix}`], parameters: [] };
  }
  const invert = flipped ? ['normalize 0 1 inverted'] : [];
  return { layers: [...invert, 'scale'], parameters: [a, b] };
}

/**
 * @param {Inkling} inkling
 * @param {Plan} plan
 * @param {Convention} convention
 * @param {number} maxBatch
 * @returns {Network}
 */
export function networkOf(inkling, plan, convention, maxBatch) {
  const before = inputLayers(plan.input, convention);
  need(
    before.parameters.every((value) => Number.isFinite(Math.fround(value))),
    'damaged',
  );
  const layers = [...before.layers, ...plan.layers].join(', ');
  const network = inkling.createNetwork({ layers, maxBatch });
  try {
    const parameters = new Float32Array(network.parameterCount);
    parameters.set(before.parameters);
    parameters.set(plan.parameters, before.parameters.length);
    network.setParameters(parameters);
    return network;
  } catch (error) {
    network.free();
    throw error;
  }
}

/**
 * @param {Network} network
 * @param {Digits} digits
 * @param {number} first @param {number} last exclusive
 */
export function measure(network, { pixels, labels }, first, last) {
  const { classes } = network;
  let correct = 0;
  let loss = 0;
  for (let start = first; start < last; start += BATCH) {
    const end = Math.min(start + BATCH, last);
    const ink = inkFromBytes(pixels.subarray(start * PIXELS, end * PIXELS));
    const probabilities = network.predict(ink);
    for (let i = start; i < end; i++) {
      const row = probabilities.subarray((i - start) * classes, (i - start + 1) * classes);
      const p = row[labels[i]] ?? 0;
      correct += Number(row.every((other, k) => k === labels[i] || other < p));
      loss -= Math.log(Math.max(p, 1e-7));
    }
  }
  return { correct, loss };
}

/**
 * Tries every convention.
 * @param {Inkling} inkling
 * @param {Plan} plan
 * @param {Digits} digits about a thousand
 * @returns {Trial[]} those worth considering, the chosen one first
 */
export function tryConventions(inkling, plan, digits) {
  const count = digits.labels.length;
  const early = Math.min(FIRST, count);
  /** One network at a time: together, large ones would not fit into memory. */
  const over = (
    /** @type {Convention} */ convention,
    /** @type {number} */ first,
    /** @type {number} */ last,
  ) => {
    const network = networkOf(inkling, plan, convention, BATCH);
    const measured = measure(network, digits, first, last);
    network.free();
    return measured;
  };
  const runs = CONVENTIONS.map((convention) => ({ convention, ...over(convention, 0, early) }));
  const most = Math.max(...runs.map(({ correct }) => correct));
  const trials = runs
    .filter(({ correct }) => correct >= most - CLEARLY * early)
    .map(({ convention, correct, loss }) => {
      const more = over(convention, early, count);
      return {
        convention,
        accuracy: (correct + more.correct) / count,
        loss: (loss + more.loss) / count,
      };
    });
  const best = Math.max(...trials.map(({ accuracy }) => accuracy));
  const isClose = (/** @type {Trial} */ { accuracy }) => accuracy >= best - CLOSE;
  const doubted = (/** @type {Trial} */ { convention, loss }) =>
    convention.name === 'bytes' ? loss + DOUBT : loss;
  return trials.sort((a, b) => Number(isClose(b)) - Number(isClose(a)) || doubted(a) - doubted(b));
}
