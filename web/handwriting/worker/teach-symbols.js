/**
 * Trains a network on someone's own symbols: a copy of one that reads digits, with a new last layer. What
 * it knows of pen strokes makes a few drawings of each symbol enough. If it is to read digits as well, everything
 * it knows of them stays, and more units learn the symbols. Runs in the training worker.
 */
import { DIGITS } from '../../data/classes.js';
import { NO_CLASS, PIXELS } from '../../inkling/index.js';
import { mostProbable } from '../../inkling/most-probable.js';
import { inkBytes, inkFromBytes } from '../../inkling/pictures.js';
import { scribbles } from './scribbles.js';

/**
 * @typedef {import('../../inkling/index.js').Dataset} Dataset
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Model} Model
 * @typedef {import('./teach.js').Samples} Samples
 *
 * @typedef {object} SymbolLesson
 * @property {Model} base a network of digits; it is not changed
 * @property {string} layers its layers, with one output per class, and for digits more units before them
 * @property {Samples} own drawings to learn from; labels are outputs, or NO_CLASS
 * @property {boolean} digits whether the first ten outputs are the digits, to be learned as well
 * @property {Uint8Array} asked [n][784] images to read afterwards
 *
 * @typedef {object} TaughtSymbols
 * @property {Float32Array} parameters
 * @property {number} temperature
 * @property {Float32Array} read [n][classes] probabilities of the images asked for
 * @property {number} seconds of training
 */

/** Drawings in an epoch, as augmented copies, and what is mixed with them. */
const COPIES = 1536;
const LEAST_COPIES = 16;
const SCRIBBLES = 384;
const BUILT_IN = 2048;
/** Synthetic digits: without them, digits drawn with a pen were forgotten first. */
const DRAWN = 1024;
/** How sure the old network must be of a drawn digit to label it. */
const SURE_LABEL = 0.8;
const EPOCHS = 3;
const BATCH = 32;
const SLICE_MS = 12;

/** Stronger than for thousands of digits, since a few drawings stand for all to come. */
const DISTORTION = {
  shift: 1,
  rotation: 12,
  scale: 0.12,
  shear: 0.2,
  elastic: 2.5,
  thickness: 0.6,
};

/** @type {import('../../inkling/index.js').TrainerSettings} */
export const SETTINGS = {
  learningRate: 0.004,
  batchSize: BATCH,
  sampleCount: 0,
  epochs: EPOCHS,
  seed: 1,
  augmentation: 'distort',
  distortion: DISTORTION,
  labelSmoothing: 0.05,
  optimizer: { rule: 'adamw', schedule: 'one-cycle', warmUp: 0.2, weightDecay: 0.01 },
};

/** Beside symbols, a network must stay as sure of the digits as it was. */
const LABEL_SMOOTHING_BESIDE = 0;

/**
 * By how many logits a symbol has to win over a digit. Without this, one digit in fifty was taken for a symbol;
 * a symbol that is drawn like those it was taught wins by more.
 */
const MARGIN = 3;

/** How far apart, in logits, the first answers to two symbols are on average. */
const FIRST_MARGIN = 6;

/**
 * The inputs of a network's last layer for each image.
 * @param {Inkling} module @param {Model} model @param {Uint8Array} pixels @param {number} last its index
 */
function featuresOf(module, { layers, parameters }, pixels, last) {
  const network = module.createNetwork({ layers, maxBatch: 1 });
  try {
    network.setParameters(parameters);
    return Array.from({ length: pixels.length / PIXELS }, (_, i) => {
      const ink = inkFromBytes(pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
      return network.activate(ink).outputs[last - 1];
    });
  } finally {
    network.free();
  }
}

/**
 * A network with other outputs that starts from `base`: all but the last layer's parameters are its own.
 * Each new output starts from the mean features of its drawings, as a nearest-mean classifier. From random
 * weights, an occasional symbol was not learned in time.
 * @param {Inkling} module
 * @param {Model} base
 * @param {number} outputs
 * @param {Samples} own
 */
function graft(module, base, outputs, { pixels, labels }) {
  const { info } = module.checkLayers(base.layers);
  const last = info.findLastIndex(({ parameters }) => parameters > 0);
  const before = info[last].channels;
  const inputs = info[last].parameters / before - 1;
  const kept = base.parameters.length - info[last].parameters;
  const parameters = new Float32Array(kept + (inputs + 1) * outputs);
  parameters.set(base.parameters.subarray(0, kept));

  const features = featuresOf(module, base, pixels, last);
  const means = Array.from({ length: outputs }, (_, output) => {
    const drawn = features.filter((_, i) => labels[i] === output);
    return Float64Array.from({ length: inputs }, (_, input) =>
      drawn.length ? drawn.reduce((sum, one) => sum + one[input], 0) / drawn.length : 0,
    );
  });
  const taught = means.filter((_, output) => labels.includes(output));
  const center = means[0].map(
    (_, input) => taught.reduce((sum, mean) => sum + mean[input], 0) / taught.length,
  );
  const spread =
    taught.reduce(
      (sum, mean) => sum + mean.reduce((all, value, i) => all + (value - center[i]) ** 2, 0),
      0,
    ) / taught.length;
  const scale = spread > 0 ? FIRST_MARGIN / (2 * spread) : 0;
  // w[inputs][outputs], then bias[outputs].
  for (let output = 0; output < outputs; output++) {
    let bias = 0;
    for (let input = 0; input < inputs; input++) {
      const weight = scale * (means[output][input] - center[input]);
      bias -= (weight * (means[output][input] + center[input])) / 2;
      parameters[kept + input * outputs + output] = weight;
    }
    parameters[kept + inputs * outputs + output] = bias;
  }
  return parameters;
}

/**
 * A network that reads digits exactly as `base` does, and has more units in its last hidden layer and outputs
 * for symbols. What the digits depend on is frozen. If drawings are labeled as a digit, the new units may
 * contribute to that digit, too.
 * @param {Inkling} module @param {Model} base @param {string} layers @param {Samples} own
 * @returns {{ parameters: Float32Array, frozen: Uint8Array }} frozen[i]: whether parameter i must not change
 */
export function graftBeside(module, base, layers, { labels }) {
  const [hidden, last] = module
    .checkLayers(base.layers)
    .info.filter((layer) => layer.parameters > 0)
    .slice(-2);
  const digits = last.channels;
  const units = hidden.channels;
  const rows = hidden.parameters / units; // one per input, and the biases
  const before = base.parameters.length - hidden.parameters - last.parameters;
  const network = module.createNetwork({ layers, maxBatch: 1, seed: 1 });
  const parameters = network.getParameters();
  const outputs = network.classes;
  network.free();
  const wide = (parameters.length - before - outputs) / (rows + outputs);

  const frozen = new Uint8Array(parameters.length);
  const freeze = (/** @type {number} */ at, /** @type {number} */ value) => {
    parameters[at] = value;
    frozen[at] = 1;
  };
  for (let i = 0; i < before; i++) freeze(i, base.parameters[i]);
  let [from, to] = [before, before];
  for (let row = 0; row < rows; row++, from += units, to += wide) {
    for (let unit = 0; unit < units; unit++) freeze(to + unit, base.parameters[from + unit]);
  }
  for (let row = 0; row <= wide; row++, to += outputs) {
    const isNew = row >= units && row < wide;
    if (!isNew) {
      for (let digit = 0; digit < digits; digit++) freeze(to + digit, base.parameters[from++]);
      continue;
    }
    for (let digit = 0; digit < digits; digit++) {
      freeze(to + digit, 0);
      if (labels.includes(digit)) frozen[to + digit] = 0;
    }
  }
  return { parameters, frozen };
}

/**
 * Undoes what a step changed in frozen parameters.
 * @param {import('../../inkling/index.js').Network} network @param {ReturnType<typeof graftBeside>} grafted
 */
function restore(network, { parameters, frozen }) {
  const now = network.getParameters();
  for (let i = 0; i < now.length; i++) if (frozen[i]) now[i] = parameters[i];
  network.setParameters(now);
}

/** @param {import('../../inkling/index.js').Network} network @param {number} digits its first outputs */
function lowerSymbols(network, digits) {
  const parameters = network.getParameters();
  const biases = parameters.length - network.classes;
  for (let i = biases + digits; i < parameters.length; i++) parameters[i] -= MARGIN;
  network.setParameters(parameters);
}

/**
 * Adds synthetic digits, labeled by the network that knows digits.
 * @param {Inkling} module @param {Model} base @param {Dataset} bundled any digits @param {Dataset} dataset
 */
function addDrawn(module, base, bundled, dataset) {
  const network = module.createNetwork({ layers: base.layers, maxBatch: 64 });
  network.setParameters(base.parameters);
  network.temperature = base.temperature;
  const count = Math.min(DRAWN, bundled.count);
  const trainer = module.createTrainer(network, bundled, {
    learningRate: 1,
    batchSize: 1,
    sampleCount: count,
    mixture: { drawn: 1 },
  });
  for (let i = 0; i < count; i++) {
    const ink = trainer.preview(0, i);
    if (!ink) break;
    const probabilities = network.predict(ink);
    const label = mostProbable(probabilities);
    if (probabilities[label] >= SURE_LABEL) dataset.add(ink, label);
  }
  trainer.free();
  network.free();
}

/**
 * @param {Inkling} module @param {Model} base @param {Samples} own
 * @param {Dataset | null} bundled digits to mix in
 */
function mix(module, base, { pixels, labels }, bundled) {
  const copies = Math.max(LEAST_COPIES, Math.floor(COPIES / labels.length));
  const others = bundled ? Math.min(BUILT_IN, bundled.count) : 0;
  const dataset = module.createDataset(
    copies * labels.length + SCRIBBLES + others + (bundled ? DRAWN : 0),
  );
  for (let copy = 0; copy < copies; copy++) dataset.add(pixels, labels);
  const ink = new Uint8Array(SCRIBBLES * PIXELS);
  for (const [i, strokes] of scribbles(SCRIBBLES, 1).entries()) {
    ink.set(inkBytes(module.rasterize(strokes)), i * PIXELS);
  }
  dataset.add(ink, new Uint8Array(SCRIBBLES).fill(NO_CLASS));
  for (let i = 0; bundled && i < others; i++) {
    const sample = bundled.sample(Math.floor((i * bundled.count) / others));
    dataset.add(sample.pixels, Uint8Array.of(sample.label));
  }
  if (bundled) addDrawn(module, base, bundled, dataset);
  return dataset;
}

/**
 * @param {Inkling} module
 * @param {Dataset | null} bundled the built-in digits, for a lesson with digits
 * @param {SymbolLesson} lesson
 * @param {() => Promise<void>} pause called between slices, to yield to other work
 * @returns {Promise<TaughtSymbols | null>} null without drawings, or while the digits are missing
 */
export async function teachSymbols(module, bundled, { base, layers, own, digits, asked }, pause) {
  if (!own.labels.length || (digits && !bundled?.count)) return null;
  const network = module.createNetwork({ layers, maxBatch: BATCH });
  const dataset = mix(module, base, own, digits ? bundled : null);
  const settings = { ...SETTINGS, sampleCount: dataset.count };
  if (digits) settings.labelSmoothing = LABEL_SMOOTHING_BESIDE;
  /** @type {import('../../inkling/trainer.js').Trainer | undefined} */
  let trainer;
  try {
    const beside = digits ? graftBeside(module, base, layers, own) : null;
    network.setParameters(beside?.parameters ?? graft(module, base, network.classes, own));
    trainer = module.createTrainer(network, dataset, settings);
    let seconds = 0;
    while (trainer.epoch < EPOCHS) {
      const started = performance.now();
      while (trainer.epoch < EPOCHS && performance.now() - started < SLICE_MS) {
        trainer.step();
        if (beside) restore(network, beside);
      }
      seconds += (performance.now() - started) / 1000;
      await pause();
    }
    if (beside) {
      lowerSymbols(network, DIGITS.length);
      network.temperature = base.temperature;
    }
    const read = asked.length ? network.predict(inkFromBytes(asked)) : new Float32Array();
    return { parameters: network.getParameters(), temperature: network.temperature, read, seconds };
  } finally {
    trainer?.free();
    dataset.free();
    network.free();
  }
}
