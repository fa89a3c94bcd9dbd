/** Measures a network of symbols: each drawing is held out once, and read by a network that has not seen it. */

import { isSure } from '../../data/sureness.js';
import { NO_CLASS } from '../../inkling/index.js';
import { mostProbable } from '../../inkling/most-probable.js';

/** @typedef {import('../samples.js').OwnSample} OwnSample */

/** How many times the network is trained, each time without some of the drawings. */
const FOLDS = 5;

/** A symbol that is mistaken for the same other one this many times is reported. */
const OFTEN = 2;

/**
 * Splits drawings so that each is held out once. No class is ever held out completely.
 * @param {OwnSample[]} samples
 * @returns {OwnSample[][]} those to leave out each time
 */
export function foldsOf(samples) {
  /** @type {OwnSample[][]} */
  const folds = Array.from({ length: FOLDS }, () => []);
  for (const label of new Set(samples.map((sample) => sample.label))) {
    const drawings = samples.filter((sample) => sample.label === label && label !== NO_CLASS);
    if (drawings.length > 1) {
      for (const [i, drawing] of drawings.entries()) folds[i % FOLDS].push(drawing);
    }
  }
  return folds.filter(({ length }) => length > 0);
}

/**
 * What each drawing that was held out was read as: an output, or NO_CLASS if the network was not sure.
 * @param {Float32Array} each the answers to several views of each drawing, one drawing after another
 * @param {number} drawings
 * @param {number} outputs
 */
export function outputsRead(each, drawings, outputs) {
  const views = each.length / drawings / outputs;
  return Array.from({ length: drawings }, (_, drawing) => {
    const mean = new Float32Array(outputs);
    for (let i = 0; i < views * outputs; i++) {
      mean[i % outputs] += each[drawing * views * outputs + i] / views;
    }
    return isSure(mean) ? mostProbable(mean) : NO_CLASS;
  });
}

/**
 * @template T
 * @typedef {object} Measured of one class
 * @property {number} count of drawings that were held out
 * @property {number} read how many of them were read correctly
 * @property {T | undefined} mistaken what they are often mistaken for
 */

/**
 * @template T
 * @param {T} right what the drawings show
 * @param {(T | null)[]} answers null where the network was not sure
 * @returns {Measured<T>}
 */
export function measuredAs(right, answers) {
  /** @type {Map<T, number>} */
  const wrong = new Map();
  for (const answer of answers) {
    if (answer !== null && answer !== right) wrong.set(answer, (wrong.get(answer) ?? 0) + 1);
  }
  const [most] = [...wrong].sort(([, a], [, b]) => b - a);
  return {
    count: answers.length,
    read: answers.filter((answer) => answer === right).length,
    mistaken: most && most[1] >= OFTEN ? most[0] : undefined,
  };
}
