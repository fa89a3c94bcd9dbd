/** Questions to the training worker about digits, and their answers. Worker's side. */

import { teach } from '../../handwriting/worker/teach.js';
import { PIXELS } from '../../inkling/index.js';
import { answersOf } from './evaluate.js';

/**
 * @typedef {import('../../data/choice.js').Data} Data
 * @typedef {import('./run.js').Run} Run
 *
 * @typedef {{ what: 'digits', split: 'train' | 'test', indices: number[] }} AskDigits
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Digits [count][784], 255 full ink; [count]
 *
 * @typedef {{ what: 'answers', split: 'train' | 'test', model?: import('../../inkling/index.js').Model }} AskAnswers
 *   of the network that is trained, or of a model; about the digits that are here
 *
 * @typedef {{ what: 'file', notes: Record<string, string> }} AskFile the network that is trained as a
 *   model file, with all it takes to go on
 * @typedef {AskDigits | AskAnswers | AskFile | import('../../handwriting/worker/teach.js').AskTeach} Question
 */

/** @param {Data} data @param {AskDigits} question @returns {Digits | null} */
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

/** @param {Run} run @returns {import('../../inkling/index.js').Model} */
const modelOf = ({ settings, network }) => ({
  layers: settings.layers,
  parameters: network.getParameters(),
  temperature: network.temperature,
});

/**
 * The answer to a question; null while it can't be answered.
 * @param {Question} question
 * @param {Data} data
 * @param {Run | null} run
 * @param {() => Promise<void>} rest lets others work in the middle of a long answer
 */
export async function answerTo(question, data, run, rest) {
  if (question.what === 'digits') return digits(data, question);
  if (question.what === 'answers') {
    const dataset = data.datasets[question.split];
    const model = question.model ?? (run && modelOf(run));
    return dataset?.count && model ? answersOf(data.inkling, dataset, model, rest) : null;
  }
  if (question.what === 'teach') {
    // A hand is taught beside digits, whatever else is trained on.
    return teach(data.inkling, 'bundled' in data ? data.bundled : data, question, rest);
  }
  if (question.what === 'file') {
    return run?.network.save({ notes: question.notes, trainer: run.trainer }) ?? null;
  }
  return null;
}
