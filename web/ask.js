/** Questions to the training worker about digits, and their answers. Worker's side. */
import { PIXELS } from './inkling.js';

/**
 * @typedef {import('./data-loader.js').DataLoader} DataLoader
 * @typedef {import('./run.js').Run} Run
 *
 * @typedef {{ what: 'digits', split: 'train' | 'test', indices: number[] }} AskDigits
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Digits [count][784], 255 full ink; [count]
 * @typedef {AskDigits} Question
 */

/** @param {DataLoader} data @param {AskDigits} question @returns {Digits | null} */
function digits(data, { split, indices }) {
  const dataset = data.datasets[split];
  if (!dataset || indices.some((index) => index >= dataset.count)) return null;
  const pixels = new Uint8Array(indices.length * PIXELS);
  const labels = new Uint8Array(indices.length);
  indices.forEach((index, i) => {
    const sample = dataset.sample(index);
    pixels.set(sample.pixels, i * PIXELS);
    labels[i] = sample.label;
  });
  return { pixels, labels };
}

/**
 * The answer to a question; null while it can't be answered.
 * @param {Question} question
 * @param {DataLoader} data
 * @param {Run | null} _run
 */
export function answerTo(question, data, _run) {
  if (question.what === 'digits') return digits(data, question);
  return null;
}
