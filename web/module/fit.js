/** Trains a network: here in slices, between which a page can draw, or in a worker. */

import { Evaluator } from '../inkling/evaluator.js';
import { flag, options, plain, real, refuse, whole } from '../inkling/guard.js';
import { addressOf } from '../inkling/held.js';
import { readModel } from '../inkling/model-file.js';
import { Trainer } from '../inkling/trainer.js';
import { MAX_EPOCHS } from '../inkling/trainer-options.js';
import { turns } from '../messenger/turns.js';
import { Dataset } from './dataset.js';
import { TRAINED } from './engine.js';

/**
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./types.js').BatchLogs} BatchLogs
 * @typedef {import('./types.js').EpochLogs} EpochLogs
 * @typedef {import('./types.js').FitOptions} FitOptions
 * @typedef {import('./types.js').History} History
 */

/** How long to train or evaluate before the page may draw. */
const SLICE_MS = 8;
const EVALUATE_AT_ONCE = 50;
const KEYS = [
  'epochs',
  'batchSize',
  'learningRate',
  'optimizer',
  'augmentation',
  'mixture',
  'labelSmoothing',
  'seed',
  'validation',
  'keepBest',
  'patience',
  'signal',
  'onBatch',
  'onEpoch',
  'worker',
  'resumeFrom',
];
/** Settings that a checkpoint contains. */
const RESUMED = /** @type {const} */ ([
  'batchSize',
  'learningRate',
  'optimizer',
  'augmentation',
  'mixture',
  'labelSmoothing',
]);
/** What a worker is not sent. */
const LOCAL = ['signal', 'onBatch', 'onEpoch', 'worker', 'validation'];

/** @returns {History} */
export const newHistory = () => ({
  epochs: [],
  stopped: 'aborted',
  best: null,
  checkpoint: new Uint8Array(0),
});

/** @type {ReturnType<typeof turns> | undefined} */
let nextTurn;

/** Lets the page draw and react. @returns {Promise<unknown>} */
const nextTask = () => {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  nextTurn ??= turns();
  return nextTurn();
};

/** A clock that says when to yield. */
function slices() {
  let end = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < end) return;
    await nextTask();
    end = performance.now() + SLICE_MS;
  };
}

/** @param {AbortSignal | undefined} signal */
export function abortSignal(signal) {
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    refuse('signal', signal, 'an AbortSignal');
  }
}

/** @param {FitOptions} given */
function checked(given) {
  const o = options('options', given, KEYS);
  whole('epochs', o.epochs ?? 5, 1, MAX_EPOCHS);
  if (o.patience !== undefined) whole('patience', o.patience, 1, MAX_EPOCHS);
  flag('worker', o.worker ?? false);
  flag('keepBest', o.keepBest ?? false);
  for (const name of /** @type {const} */ (['onBatch', 'onEpoch'])) {
    if (o[name] !== undefined && typeof o[name] !== 'function') refuse(name, o[name], 'a function');
  }
  abortSignal(o.signal);
  const { augmentation, optimizer } = o;
  if (optimizer !== undefined && typeof optimizer !== 'string') {
    plain('optimizer', optimizer, "a rule, such as 'adamw', or an object with one");
  }
  if (augmentation !== undefined && typeof augmentation !== 'string') {
    plain('augmentation', augmentation, "'none', 'shifts', or limits such as { rotation: 10 }");
  }
  if (typeof o.validation === 'number') {
    real('validation', o.validation, 0, 0.999, true);
  } else if (o.validation !== undefined && !(o.validation instanceof Dataset)) {
    refuse('validation', o.validation, 'a dataset, or a share above 0 and below 1');
  }
  if (o.keepBest && o.validation === undefined) {
    refuse('keepBest', true, 'left out without validation, which says what is best');
  }
  if (o.resumeFrom !== undefined && !(o.resumeFrom instanceof Uint8Array)) {
    refuse('resumeFrom', o.resumeFrom, 'the checkpoint of a History, a Uint8Array');
  }
  const other = o.resumeFrom && RESUMED.find((name) => o[name] !== undefined);
  if (other) refuse(other, o[other], 'left out with resumeFrom: the checkpoint contains it');
  return o;
}

/** @param {FitOptions} o */
function trainerOptions(o) {
  const { optimizer = { rule: 'adamw', schedule: 'one-cycle', warmUp: 0.3 }, augmentation } = o;
  const rule = typeof optimizer === 'string' ? optimizer : (optimizer.rule ?? 'sgd');
  const distortion = typeof augmentation === 'object' ? augmentation : undefined;
  return {
    learningRate: o.learningRate ?? (rule === 'adamw' ? 0.004 : undefined),
    batchSize: o.batchSize,
    epochs: o.epochs ?? 5,
    seed: o.seed,
    optimizer,
    mixture: o.mixture,
    labelSmoothing: o.labelSmoothing,
    ...(distortion ? { distortion } : { augmentation: /** @type {any} */ (augmentation) }),
  };
}

/**
 * Loss, accuracy, and confusion over a dataset, in slices.
 * @param {Network} network
 * @param {Dataset} dataset
 * @param {AbortSignal} [signal]
 */
export async function evaluate(network, dataset, signal) {
  const evaluator = new Evaluator(network, dataset);
  try {
    if (dataset.count === 0) refuse('dataset', dataset, 'filled with images first');
    const rest = slices();
    while (evaluator.advance(EVALUATE_AT_ONCE)) {
      await rest();
      signal?.throwIfAborted();
    }
    const { count, correct, lossSum, confusion } = evaluator.result;
    const [accuracy, loss] = count ? [correct / count, lossSum / count] : [0, 0];
    return { count, correct, accuracy, loss, confusion };
  } finally {
    evaluator.free();
  }
}

/** @param {Network} network @param {Dataset} data @param {FitOptions} o */
function trainerFor(network, data, o) {
  const { core } = network;
  if (!o.resumeFrom) return new Trainer(core, network, data, trainerOptions(o));
  const { parameters, training } = readModel(core, o.resumeFrom);
  if (!training) refuse('resumeFrom', o.resumeFrom, 'the checkpoint of a History');
  network.setParameters(parameters);
  const trainer = new Trainer(core, network, data, training.settings);
  trainer.setMemory(training.memory);
  trainer.seek(training.epoch, training.position);
  if (o.epochs !== undefined) trainer.setEpochs(o.epochs);
  return trainer;
}

/**
 * One run. Yields after each epoch; `history` is complete once it has ended, however it ended.
 * @param {Network} network
 * @param {Dataset} data
 * @param {FitOptions} given
 * @param {History} history
 * @returns {AsyncGenerator<EpochLogs, void, void>}
 */
export async function* run(network, data, given, history) {
  const o = checked(given);
  const { signal, onBatch, validation } = o;
  if (!(data instanceof Dataset))
    refuse('data', data, 'a dataset, from dataset() or createDataset()');
  if (validation instanceof Dataset) {
    addressOf(network.core, 'validation', validation, 'dataset');
    if (validation.count === 0) refuse('validation', validation, 'filled with images first');
  }
  if (o.worker) {
    yield* runInWorker(network, data, o, history);
    return;
  }
  /** @type {Dataset[]} */
  const parts = typeof validation === 'number' ? data.split(1 - validation, o.seed) : [];
  const [train, held] = parts.length
    ? parts
    : [data, /** @type {Dataset | undefined} */ (validation)];
  /** @type {Trainer | undefined} */
  let trainer;
  /** @type {Float32Array | null} */
  let best = null;
  let bestScore = Number.POSITIVE_INFINITY;
  try {
    trainer = trainerFor(network, train, o);
    network[TRAINED]();
    const { batchSize, epochs } = trainer.settings;
    const batches = Math.ceil(trainer.epochSize / batchSize);
    const rest = slices();
    let since = 0;
    history.stopped = 'done';
    while (trainer.epoch < epochs) {
      const [epoch, started] = [trainer.epoch, performance.now()];
      let [lossSum, right, seen, learningRate] = [0, 0, 0, 0];
      while (trainer.epoch === epoch) {
        if (signal?.aborted) {
          history.stopped = 'aborted';
          return;
        }
        ({ learningRate } = trainer);
        const { loss, correct, count } = trainer.step();
        lossSum += loss * count;
        right += correct;
        seen += count;
        const batch = Math.ceil((trainer.position || trainer.epochSize) / batchSize);
        onBatch?.({ epoch: epoch + 1, batch, batches, loss, accuracy: correct / count });
        await rest();
      }
      const seconds = (performance.now() - started) / 1000;
      const tested = held && (await evaluate(network, held));
      /** @type {EpochLogs} */
      const logs = {
        epoch: epoch + 1,
        loss: lossSum / seen,
        accuracy: right / seen,
        ...(tested && { valLoss: tested.loss, valAccuracy: tested.accuracy }),
        learningRate,
        samplesPerSecond: seen / seconds,
      };
      history.epochs.push(logs);
      const score = tested ? 1 - tested.accuracy + 1e-6 * tested.loss : logs.loss;
      since = score < bestScore ? 0 : since + 1;
      if (score < bestScore) {
        bestScore = score;
        if (held && (o.keepBest ?? true)) {
          best = network.getParameters();
          history.best = logs.epoch;
        }
      }
      yield logs;
      if (since >= (o.patience ?? Number.POSITIVE_INFINITY)) {
        history.stopped = 'patience';
        return;
      }
    }
  } finally {
    if (trainer) {
      if (!network.freed) {
        history.checkpoint = network.save({ trainer });
        if (best) network.setParameters(best);
      }
      trainer.free();
    }
    for (const part of parts) part.free();
  }
}

// ---- in a worker ----

/**
 * @typedef {object} Task
 * @property {'fit'} kind
 * @property {Record<string, string | BufferSource>} files of the module: their addresses or contents
 * @property {boolean} reproducible
 * @property {Uint8Array} file the network
 * @property {{ pixels: Uint8Array, labels: Uint8Array }} data
 * @property {{ pixels: Uint8Array, labels: Uint8Array } | number | undefined} validation
 * @property {FitOptions} options
 */

/** @param {Dataset} dataset */
function packed(dataset) {
  const pixels = new Uint8Array(dataset.count * 784);
  const labels = new Uint8Array(dataset.count);
  let i = 0;
  for (const sample of dataset) {
    pixels.set(sample.pixels, i * 784);
    labels[i++] = sample.label;
  }
  return { pixels, labels };
}

/** @param {Network} network @param {Dataset} data @param {FitOptions} o @param {History} history */
async function* runInWorker(network, data, o, history) {
  const { signal, onBatch, validation } = o;
  const worker = network.engine.startFit();
  /** @type {any[]} */
  const inbox = [];
  let wake = () => {};
  worker.onMessage((message) => {
    inbox.push(message);
    wake();
  });
  const abort = () => worker.post({ kind: 'stop' });
  signal?.addEventListener('abort', abort);
  let ended = true; // until the task is sent: before that, the worker would never answer
  try {
    const own = validation instanceof Dataset ? packed(validation) : validation;
    const rest = Object.fromEntries(Object.entries(o).filter(([name]) => !LOCAL.includes(name)));
    const { files, reproducible } = network.engine;
    /** @type {Task} */
    const task = {
      kind: 'fit',
      files,
      reproducible,
      file: network.save(),
      data: packed(data),
      validation: own,
      options: rest,
    };
    worker.post(task);
    ended = false;
    if (signal?.aborted) abort();
    for (;;) {
      while (inbox.length === 0) {
        await new Promise((resolve) => {
          wake = () => resolve(undefined);
        });
      }
      const message = inbox.shift();
      if (message.kind === 'batch') onBatch?.(message.logs);
      else if (message.kind === 'epoch') {
        network.setParameters(message.parameters);
        history.epochs.push(message.logs);
        yield message.logs;
      } else if (message.kind === 'done') {
        ended = true;
        take(network, history, message);
        return;
      } else {
        ended = true;
        throw Object.assign(new Error(message.message), message.error);
      }
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    // Left early by break, return, or an error of the caller: the state so far is still wanted.
    if (!ended && !network.freed) {
      abort();
      const last = await new Promise((resolve) => {
        const look = () => {
          const end = inbox.find(({ kind }) => kind === 'done' || kind === 'error');
          if (end) resolve(end);
        };
        wake = look;
        look();
      });
      if (last.kind === 'done') take(network, history, last);
    }
    worker.terminate();
  }
}

/** @param {Network} network @param {History} history @param {any} message */
function take(network, history, { parameters, stopped, best, checkpoint }) {
  if (!network.freed) network.setParameters(parameters);
  Object.assign(history, { stopped, best, checkpoint });
}
