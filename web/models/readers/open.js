/**
 * Opens a model from another program: reads what it may be, finds which of that is right and how it wants its
 * ink, and writes it as a model file of Inkling.
 */
import { bestPlan } from './best-plan.js';
import { ReadError } from './error.js';
import { readModelFiles } from './index.js';
import { CONVENTIONS, measure, networkOf, tryConventions } from './input.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('./index.js').ModelFile} ModelFile
 * @typedef {import('./input.js').Digits} Digits
 * @typedef {import('./plan.js').Plan} Plan
 *
 * @typedef {object} Report
 * @property {string} format
 * @property {string} producer the program that wrote the file; '' if it does not say
 * @property {string} takes the shape of the input in the file; '' if it does not say
 * @property {string} layers
 * @property {number} weights
 * @property {number} convention how the ink is put in: its place in CONVENTIONS
 * @property {number} tried how many digits the convention was tried on; 0 if it is assumed, or chosen by the caller
 * @property {boolean} guessed whether the layers are reconstructed from the shapes of the weights
 * @property {Plan['remarks']} remarks
 * @property {{ correct: number, count: number } | null} accuracy on the test digits
 *
 * @typedef {object} OpenedModel
 * @property {string} name of the file, without its extension
 * @property {string} layers
 * @property {Uint8Array<ArrayBuffer>} file a model file of Inkling
 * @property {Report} report
 *
 * @typedef {object} Help
 * @property {Digits | null | (() => Promise<Digits | null>)} [samples] labeled digits to find the
 *   convention with, about a thousand; or what makes them, called if they are needed
 * @property {Digits | null} [test] labeled digits to measure the accuracy on
 * @property {number} [convention] if it is known: its place in CONVENTIONS
 */

/** Measuring stops after this time. */
const MEASURE_MS = 8000;
const BATCH = 20;
/** Layers reconstructed wrongly stay below this accuracy. */
const LEAST = 0.5;

/** @param {import('../../inkling/index.js').Network} network @param {Digits} test */
function accuracyOf(network, test) {
  const count = test.labels.length;
  const start = Date.now();
  let correct = 0;
  let done = 0;
  while (done < count && Date.now() - start < MEASURE_MS) {
    const next = Math.min(done + 10 * BATCH, count);
    correct += measure(network, test, done, next).correct;
    done = next;
  }
  return { correct, count: done };
}

/**
 * @param {Inkling} inkling with all functions
 * @param {ModelFile[]} files the model, and what belongs to it
 * @param {Help} help
 * @returns {Promise<OpenedModel>}
 * @throws {ReadError}
 */
export async function openModel(inkling, files, { samples, test, convention } = {}) {
  const { name, plans } = await readModelFiles(files);
  // A network of ten other classes can't be tried on digits.
  const isOfDigits = plans[0].classes === 10 && !plans[0].classNames;
  const isNeeded = isOfDigits && (plans.length > 1 || convention === undefined);
  const useful = !isNeeded ? null : typeof samples === 'function' ? await samples() : samples;
  const plan = useful ? bestPlan(inkling, plans, useful) : plans[0];
  const trials = useful && convention === undefined ? tryConventions(inkling, plan, useful) : [];
  if (plan.guessed && trials.length && trials[0].accuracy < LEAST) {
    throw new ReadError('shapes', { name: plan.layers.join(', ') });
  }
  const chosen = convention ?? Math.max(CONVENTIONS.indexOf(trials[0]?.convention), 0);
  const network = networkOf(inkling, plan, CONVENTIONS[chosen], BATCH);
  try {
    const accuracy = test && isOfDigits ? accuracyOf(network, test) : null;
    const file = network.save({
      notes: {
        name: stem(name),
        ...(plan.classNames ? { class_names: plan.classNames.join('\n') } : {}),
        source: [plan.format, plan.producer].filter(Boolean).join(', '),
        ...(accuracy
          ? { test_accuracy: ((100 * accuracy.correct) / accuracy.count).toFixed(2) }
          : {}),
      },
    });
    const { layers } = inkling.readModel(file);
    return {
      name: stem(name),
      layers,
      file,
      report: {
        format: plan.format,
        producer: plan.producer,
        takes: plan.takes,
        layers,
        weights: network.parameterCount,
        convention: chosen,
        tried: trials.length ? (useful?.labels.length ?? 0) : 0,
        guessed: plan.guessed,
        remarks: plan.remarks,
        accuracy,
      },
    };
  } finally {
    network.free();
  }
}

/** A file's name without folders and extension. @param {string} name */
const stem = (name) => (name.split(/[/\\]/).pop() ?? '').replace(/\.[^.]+$/, '') || name;
