/** Opens models from other programs. Loaded when load() meets one. */
import { InklingError } from '../inkling/errors.js';
import { PIXELS } from '../inkling/types.js';
import { CONVENTIONS } from '../models/readers/input.js';
import { openModel } from '../models/readers/open.js';
import { refusalText, remarkTexts } from '../models/refusals.js';

/**
 * @typedef {import('./low.js').Low} Low
 * @typedef {import('./types.js').ModelReport} ModelReport
 * @typedef {import('../models/readers/index.js').ModelFile} ModelFile
 * @typedef {import('../models/readers/input.js').Digits} Digits
 * @typedef {import('../models/readers/error.js').ReadError} ReadError
 */

/** How many digits to test on how a model expects its input. */
const TRIALS = 1000;

/** How sure the pretrained network must be of a synthetic digit. */
const SURE = 0.9;
/** How many files a model may have. */
const MAX_FILES = 256;

/** Codes of errors by the reason; FOREIGN_MODEL for any other. @type {Partial<Record<string, import('../inkling/errors.js').Code>>} */
const CODES = { unknown: 'NOT_A_MODEL', damaged: 'MODEL_SIZES', missingWeights: 'NOT_LOADED' };

/**
 * Synthetic digits of many styles, labeled by the pretrained network. They tell conventions apart as well as
 * MNIST's do.
 * @param {Low} low @param {Uint8Array} pretrained its file
 * @returns {Digits}
 */
function syntheticDigits(low, pretrained) {
  const dataset = low.createDataset(TRIALS);
  const network = low.createNetwork({ layers: 'dense 10', maxBatch: 1 });
  const judge = low.loadNetwork(pretrained, { maxBatch: 1 });
  try {
    dataset.add(new Uint8Array(TRIALS * PIXELS), new Uint8Array(TRIALS));
    const trainer = low.createTrainer(network, dataset, { mixture: { drawn: 1 } });
    try {
      const pixels = new Uint8Array(TRIALS * PIXELS);
      const labels = new Uint8Array(TRIALS);
      let count = 0;
      for (let i = 0; i < TRIALS; i++) {
        const image = trainer.preview(0, i);
        if (!image) break;
        const probabilities = Array.from(judge.predict(image));
        const best = probabilities.findIndex((p) => p >= SURE);
        if (best < 0) continue;
        pixels.set(
          image.map((value) => Math.round(255 * value)),
          count * PIXELS,
        );
        labels[count++] = best;
      }
      return { pixels: pixels.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
    } finally {
      trainer.free();
    }
  } finally {
    for (const one of [judge, network, dataset]) one.free();
  }
}

/** Some of a dataset's images, spread over it. @param {import('./dataset.js').Dataset} dataset @param {number} most @returns {Digits} */
function spread(dataset, most) {
  const count = Math.min(dataset.count, most);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const sample = dataset.sample(Math.floor((i * dataset.count) / count));
    pixels.set(sample.pixels, i * PIXELS);
    labels[i] = sample.label;
  }
  return { pixels, labels };
}

/** @param {string | undefined} input @param {boolean} inverted */
function conventionOf(input, inverted) {
  if (input === undefined) return undefined;
  return CONVENTIONS.findIndex((one) => one.name === input && one.inverted === inverted);
}

/**
 * @param {Low} low
 * @param {object} given
 * @param {ModelFile} given.file
 * @param {(name: string) => Promise<Uint8Array | null>} given.beside a file that belongs to it
 * @param {() => Promise<Uint8Array>} given.pretrained
 * @param {import('./dataset.js').Dataset} [given.data]
 * @param {string} [given.input] @param {boolean} [given.inverted]
 * @returns {Promise<{ file: Uint8Array, report: ModelReport }>}
 * @throws {InklingError} FOREIGN_MODEL, NOT_A_MODEL, MODEL_SIZES, NOT_LOADED
 */
export async function openForeign(
  low,
  { file, beside, pretrained, data, input, inverted = false },
) {
  const files = [file];
  const convention = conventionOf(input, inverted);
  const samples = async () =>
    data ? spread(data, TRIALS) : syntheticDigits(low, await pretrained());
  const test = data ? spread(data, 10 * TRIALS) : null;
  for (;;) {
    try {
      const opened = await openModel(low, files, { samples, test, convention });
      const { accuracy, remarks, convention: chosen, layers: _, ...others } = opened.report;
      return {
        file: opened.file,
        report: {
          ...others,
          input: CONVENTIONS[chosen].name,
          inverted: CONVENTIONS[chosen].inverted,
          remarks: remarkTexts(remarks),
          accuracy: accuracy?.count ? accuracy.correct / accuracy.count : null,
        },
      };
    } catch (error) {
      const { reason = '', values = {} } = /** @type {ReadError} */ (error);
      const name = String(values.name ?? '');
      if (reason === 'missingWeights' && files.length < MAX_FILES) {
        const bytes = files.some((one) => one.name === name) ? null : await beside(name);
        if (bytes) {
          files.push({ name, bytes });
          continue;
        }
      }
      const text = refusalText(/** @type {Error} */ (error), file.name);
      if (!text) throw error;
      throw new InklingError(CODES[reason] ?? 'FOREIGN_MODEL', text, { reason });
    }
  }
}
