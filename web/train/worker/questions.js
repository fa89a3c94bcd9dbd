/** Answers the page's questions about digits and networks. Runs in the training worker. */

import { teach } from '../../handwriting/worker/teach.js';
import { PIXELS } from '../../inkling/index.js';
import { readingsOf } from './evaluate.js';

/**
 * @typedef {import('../protocol.js').Questions} Questions
 *
 * @typedef {object} Context the state to answer from
 * @property {import('../../data/choice.js').Data} data
 * @property {import('./run.js').Run | null} run
 * @property {() => Promise<void>} rest yields to other work in the middle of a long answer
 */

/**
 * @type {{ [Kind in keyof Questions]:
 *   (question: Parameters<Questions[Kind]>[0], here: Context) => ReturnType<Questions[Kind]> }}
 */
export const ANSWERS = {
  async digits({ split, indices }, { data }) {
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
  },

  async readings({ split, model }, { data, run, rest }) {
    const dataset = data.datasets[split];
    const reader = model ?? (run && modelOf(run));
    return dataset?.count && reader ? readingsOf(data.inkling, dataset, reader, rest) : null;
  },

  async teach(lesson, { data, rest }) {
    // Handwriting is always learned together with the bundled digits, whatever the dataset.
    return teach(data.inkling, 'bundled' in data ? data.bundled : data, lesson, rest);
  },

  async teachSymbols(lesson, { data, rest }) {
    const { teachSymbols } = await import('../../handwriting/worker/teach-symbols.js');
    const { train } = ('bundled' in data ? data.bundled : data).datasets;
    return teachSymbols(data.inkling, train ?? null, lesson, rest);
  },

  async file(notes, { run }) {
    return run?.network.save({ notes, trainer: run.trainer }) ?? null;
  },
};

/** @param {import('./run.js').Run} run @returns {import('../../inkling/index.js').Model} */
const modelOf = ({ settings, network }) => ({
  layers: settings.layers,
  parameters: network.getParameters(),
  temperature: network.temperature,
});
