/**
 * Adapts a copy of a network to someone's handwriting: trains it on their drawings, augmented and
 * mixed with built-in digits so that it doesn't forget those. Runs in the trainer worker.
 */
import { Evaluator, PIXELS } from '../../inkling/index.js';
import { inkFromBytes } from '../../inkling/pictures.js';
import { VARIED } from '../../settings/presets.js';

/**
 * @typedef {import('../../inkling/index.js').Dataset} Dataset
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Network} Network
 * @typedef {import('../../data/bundled.js').DataLoader} DataLoader
 * @typedef {import('../../inkling/index.js').Model} Model
 *
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Samples pixels: [count][784], 255 for full ink; labels: [count]
 *
 * @typedef {object} Lesson
 * @property {Model} model to start from; it is not changed
 * @property {Samples} own drawings to learn from
 * @property {Samples} held held-out drawings by the same person
 *
 * @typedef {object} Scores accuracies, 0 to 1; null without digits to measure on
 * @property {number | null} held
 * @property {number | null} test
 *
 * @typedef {object} Taught
 * @property {Float32Array} parameters
 * @property {Scores} before
 * @property {Scores} after
 * @property {number} seconds of training
 * @property {number} tested size of the test set
 */

/** Built-in digits mixed with the drawings. */
const BUNDLED = 3072;
/** The share of drawings in the mixture, in copies: at least this many of each, and of all together. */
const COPIES = 32;
const ALL_COPIES = 384;
const EPOCHS = 4;
/** If a drawing is still misread, it is taught again, up to this many times. */
const MAX_ROUNDS = 3;
/**
 * Weights that go only a part of the way from the original ones to those taught read new drawings as well,
 * and forget less (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022). The first part that is
 * enough for the drawings is taken.
 */
const PARTS = [0.7, 0.8, 0.9, 1];
/** How sure of its drawings a network must be. On the pad, it reads several views of each. */
const SURE = 0.6;
/**
 * The share of its drawings that it must be sure of. One in twenty may be a slip of the pen: to insist on
 * it, against the others, spoils the class that it resembles.
 */
const ENOUGH = 0.95;
const BATCH = 64;
const SLICE_MS = 12;

/** @type {import('../../inkling/index.js').TrainerSettings} */
const SETTINGS = {
  learningRate: 0.001,
  batchSize: BATCH,
  sampleCount: 0,
  epochs: EPOCHS,
  seed: 1,
  augmentation: 'distort',
  distortion: VARIED,
  // As in the original training, so that the network stays unsure about images that aren't digits.
  mixture: { drawn: 0.1, lettered: 0.05, strange: 0.05 },
  optimizer: { rule: 'adamw', schedule: 'one-cycle', warmUp: 0.2, weightDecay: 0.01 },
};

/**
 * Mixes the drawings with built-in digits, sampled evenly from the whole set.
 * @param {Inkling} module @param {Dataset} bundled @param {Samples} own
 */
function mix(module, bundled, { pixels, labels }) {
  const count = labels.length;
  const wanted = Math.max(COPIES, Math.floor(ALL_COPIES / count));
  // The drawings must not outnumber the built-in digits.
  const copies = Math.max(1, Math.min(wanted, Math.floor(BUNDLED / count)));
  const others = Math.min(BUNDLED, bundled.count);
  const dataset = module.createDataset(copies * count + others);
  for (let copy = 0; copy < copies; copy++) dataset.add(pixels, labels);
  const otherPixels = new Uint8Array(others * PIXELS);
  const otherLabels = new Uint8Array(others);
  for (let i = 0; i < others; i++) {
    const sample = bundled.sample(Math.floor((i * bundled.count) / others));
    otherPixels.set(sample.pixels, i * PIXELS);
    otherLabels[i] = sample.label;
  }
  dataset.add(otherPixels, otherLabels);
  return dataset;
}

/**
 * Whether a network reads drawings surely as labeled: a share of them, and the last one, just corrected.
 * @param {Network} network @param {Samples} own
 */
function readSurely(network, { pixels, labels }) {
  const count = labels.length;
  let sure = 0;
  let last = false;
  for (let i = 0; i < count; i++) {
    const ink = inkFromBytes(pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
    const label = labels[i];
    const probabilities = network.predict(ink);
    // What isn't a digit should get no sure answer.
    last =
      label < network.classes
        ? probabilities[label] >= SURE
        : probabilities.every((probability) => probability < SURE);
    if (last) sure++;
  }
  return { share: sure / count, last };
}

/**
 * Goes as far from the original weights as the drawings need.
 * @param {Network} network taught @param {Float32Array} original its weights before @param {Samples} own
 * @returns {boolean} whether the network reads enough of the drawings surely now
 */
function goPartOfTheWay(network, original, own) {
  const taught = network.getParameters();
  let best = taught;
  let most = -1;
  for (const part of PARTS) {
    const parameters = original.map((value, i) => value + part * (taught[i] - value));
    network.setParameters(parameters);
    const { share, last } = readSurely(network, own);
    if (last && share >= ENOUGH) return true;
    const worth = share + Number(last);
    if (worth > most) [best, most] = [parameters, worth];
  }
  network.setParameters(best);
  return false;
}

/** @param {Network} network @param {Dataset | null | undefined} dataset @param {() => Promise<void>} pause */
async function accuracyOn(network, dataset, pause) {
  if (!dataset?.count) return null;
  const evaluator = new Evaluator(network, dataset);
  while (evaluator.advance(250)) await pause();
  const { correct, count } = evaluator.result;
  evaluator.free();
  return correct / count;
}

/**
 * @param {Inkling} module
 * @param {DataLoader} data the bundled digits
 * @param {Lesson} lesson
 * @param {() => Promise<void>} pause called between slices, to yield to other work
 * @returns {Promise<Taught | null>} null while too few built-in digits have loaded
 */
export async function teach(module, data, { model, own, held }, pause) {
  const { train, test, styles } = data.datasets;
  if (!train || train.count < BUNDLED || !own.labels.length) return null;
  /** To free at the end, in reverse order. @type {{ free: () => void }[]} */
  const resources = [];
  /** @template {{ free: () => void }} T @param {T} one */
  const track = (one) => {
    resources.unshift(one);
    return one;
  };
  try {
    const network = track(module.createNetwork({ layers: model.layers, maxBatch: BATCH }));
    network.setParameters(model.parameters);
    const heldSet = held.labels.length ? track(module.createDataset(held.labels.length)) : null;
    heldSet?.add(held.pixels, held.labels);
    const measure = async () => ({
      held: await accuracyOn(network, heldSet, pause),
      test: await accuracyOn(network, test, pause),
    });
    const before = await measure();

    const dataset = track(mix(module, train, own));
    let seconds = 0;
    for (let round = 1; ; round++) {
      const settings = { ...SETTINGS, sampleCount: dataset.count, seed: round };
      const trainer = track(module.createTrainer(network, dataset, settings, styles));
      while (trainer.epoch < EPOCHS) {
        const started = performance.now();
        while (trainer.epoch < EPOCHS && performance.now() - started < SLICE_MS) trainer.step();
        seconds += (performance.now() - started) / 1000;
        await pause();
      }
      const taught = network.getParameters();
      if (goPartOfTheWay(network, model.parameters, own) || round === MAX_ROUNDS) break;
      network.setParameters(taught);
    }
    const parameters = network.getParameters();
    return { parameters, before, after: await measure(), seconds, tested: test?.count ?? 0 };
  } finally {
    for (const one of resources) one.free();
  }
}
