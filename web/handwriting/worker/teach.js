/**
 * Teaches a copy of a network somebody's hand: their drawings, varied, among digits it learned
 * from before, so that it forgets nothing. Worker's side.
 */
import { Evaluator, PIXELS } from '../../inkling/index.js';
import { VARIED } from '../../settings/presets.js';

/**
 * @typedef {import('../../inkling/index.js').Dataset} Dataset
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Network} Network
 * @typedef {import('../../data/bundled.js').DataLoader} DataLoader
 * @typedef {import('../../inkling/index.js').Model} Model
 *
 * @typedef {{ pixels: Uint8Array, labels: Uint8Array }} Samples [count][784], 255 full ink; [count]
 *
 * @typedef {object} AskTeach
 * @property {'teach'} what
 * @property {Model} model to begin with; it stays as it is
 * @property {Samples} own drawings to learn
 * @property {Samples} held drawings of the same hand to test with
 *
 * @typedef {object} Marks shares that were read right, 0 to 1; null where there is nothing to read
 * @property {number | null} held
 * @property {number | null} test
 *
 * @typedef {object} Taught
 * @property {Float32Array} parameters
 * @property {Marks} before
 * @property {Marks} after
 * @property {number} seconds of training
 * @property {number} tested digits of the test set
 */

/** Bundled digits that are learned again beside the drawings. */
const BUNDLED = 3072;
/** A drawing takes no more than so many places among them, and all drawings half of them. */
const MOST_COPIES = 32;
const EPOCHS = 4;
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
  // As it was trained: what is no digit stays one that it is not sure of.
  mixture: { drawn: 0.1, lettered: 0.05, strange: 0.05 },
  optimizer: { rule: 'adamw', schedule: 'one-cycle', warmUp: 0.2, weightDecay: 0.01 },
};

/**
 * The drawings among bundled digits, which are taken from all over the set.
 * @param {Inkling} module @param {Dataset} bundled @param {Samples} own
 */
function mixed(module, bundled, { pixels, labels }) {
  const count = labels.length;
  const copies = Math.max(1, Math.min(MOST_COPIES, Math.floor(BUNDLED / count)));
  const others = Math.min(BUNDLED, bundled.count);
  const dataset = module.createDataset(copies * count + others);
  for (let copy = 0; copy < copies; copy++) dataset.add(pixels, labels);
  const more = new Uint8Array(others * PIXELS);
  const theirs = new Uint8Array(others);
  for (let i = 0; i < others; i++) {
    const sample = bundled.sample(Math.floor((i * bundled.count) / others));
    more.set(sample.pixels, i * PIXELS);
    theirs[i] = sample.label;
  }
  dataset.add(more, theirs);
  return dataset;
}

/** @param {Network} network @param {Dataset | null | undefined} dataset @param {() => Promise<void>} rest */
async function share(network, dataset, rest) {
  if (!dataset?.count) return null;
  const evaluator = new Evaluator(network, dataset);
  while (evaluator.advance(250)) await rest();
  const { correct, count } = evaluator.result;
  evaluator.free();
  return correct / count;
}

/**
 * @param {Inkling} module
 * @param {DataLoader} data the bundled digits
 * @param {AskTeach} question
 * @param {() => Promise<void>} rest called between slices, so that others can work
 * @returns {Promise<Taught | null>} null while there are too few digits to learn beside
 */
export async function teach(module, data, { model, own, held }, rest) {
  const { train, test, styles } = data.datasets;
  if (!train || train.count < BUNDLED || !own.labels.length) return null;
  /** What has to be given back, the last first. @type {{ free: () => void }[]} */
  const made = [];
  /** @template {{ free: () => void }} T @param {T} one */
  const keep = (one) => {
    made.unshift(one);
    return one;
  };
  try {
    const network = keep(module.createNetwork({ layers: model.layers, maxBatch: BATCH }));
    network.setParameters(model.parameters);
    const heldSet = held.labels.length ? keep(module.createDataset(held.labels.length)) : null;
    heldSet?.add(held.pixels, held.labels);
    const marks = async () => ({
      held: await share(network, heldSet, rest),
      test: await share(network, test, rest),
    });
    const before = await marks();

    const dataset = keep(mixed(module, train, own));
    const settings = { ...SETTINGS, sampleCount: dataset.count };
    const trainer = keep(module.createTrainer(network, dataset, settings, styles));
    let seconds = 0;
    while (trainer.epoch < EPOCHS) {
      const started = performance.now();
      while (trainer.epoch < EPOCHS && performance.now() - started < SLICE_MS) trainer.step();
      seconds += (performance.now() - started) / 1000;
      await rest();
    }
    const parameters = network.getParameters();
    return { parameters, before, after: await marks(), seconds, tested: test?.count ?? 0 };
  } finally {
    for (const one of made) one.free();
  }
}
