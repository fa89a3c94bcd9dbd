/** Reads every digit of a dataset with a network. Runs in the training worker. */
import { PIXELS } from '../../inkling/index.js';
import { mostProbable } from '../../inkling/most-probable.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Dataset} Dataset
 * @typedef {import('../../inkling/index.js').Model} Model
 * @typedef {import('../protocol.js').Readings} Readings
 */

const BATCH = 64;
/** Between slices of this length, messages are handled and training continues. */
const SLICE_MS = 12;

/**
 * Works on a copy of the network, so that training in the meantime does not change the answers.
 * @param {Inkling} module
 * @param {Dataset} dataset
 * @param {Model} model
 * @param {() => Promise<void>} rest called between slices
 * @returns {Promise<Readings>}
 */
export async function readingsOf(module, dataset, { layers, parameters, temperature }, rest) {
  const { count } = dataset;
  const labels = new Uint8Array(count);
  const answers = new Uint8Array(count);
  const probabilities = new Float32Array(count);
  const network = module.createNetwork({ layers, maxBatch: BATCH });
  try {
    network.setParameters(parameters);
    network.temperature = temperature;
    let end = performance.now() + SLICE_MS;
    for (let first = 0; first < count; first += BATCH) {
      if (performance.now() >= end) {
        await rest();
        end = performance.now() + SLICE_MS;
      }
      const here = Math.min(BATCH, count - first);
      const ink = new Float32Array(here * PIXELS);
      for (let i = 0; i < here; i++) {
        const { pixels, label } = dataset.sample(first + i);
        for (let p = 0; p < PIXELS; p++) ink[i * PIXELS + p] = pixels[p] / 255;
        labels[first + i] = label;
      }
      const all = network.predict(ink);
      for (let i = 0; i < here; i++) {
        const own = all.subarray(i * network.classes, (i + 1) * network.classes);
        const best = mostProbable(own);
        answers[first + i] = best;
        probabilities[first + i] = own[best];
      }
    }
  } finally {
    network.free();
  }
  return { labels, answers, probabilities };
}
