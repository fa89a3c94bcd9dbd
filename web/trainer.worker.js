/**
 * Owns the training network. Trains in slices of about a frame, so that commands are heard
 * between them; the messages stand in protocol.js.
 */
import { answerTo } from './ask.js';
import { DataLoader } from './data-loader.js';
import { defaultThreads, InklingError, loadInkling, PIXELS } from './inkling.js';
import { Run, trainerSettings } from './run.js';
import { ThreadTrial } from './thread-trial.js';

/**
 * @typedef {import('./protocol.js').Command} Command
 * @typedef {import('./protocol.js').Create} Create
 * @typedef {import('./protocol.js').Report} Report
 * @typedef {import('./protocol.js').RunState} RunState
 */

const SLICE_MS = 12;
const REPORT_MS = 50;
const PARAMETERS_MS = 120;
const RATE_MS = 300;

/** @param {Report} report @param {Transferable[]} [transfer] */
const report = (report, transfer = []) => self.postMessage(report, { transfer });

/** @type {Run | null} */
let run = null;
let runId = 0;
let target = 0;
/** @type {RunState} */
let state = 'idle';
/** @type {number | null} */
let rate = null;
let reportedAt = 0;
let parametersAt = 0;
/** Ends the wait for more digits. */
let wake = () => {};
/** @returns {Promise<void>} */
const dataArrived = () =>
  new Promise((resolve) => {
    wake = resolve;
  });

const wishes = new URL(self.location.href).searchParams;
const threads = Number(wishes.get('threads'));
const inkling = loadInkling({
  reproducible: wishes.get('engine') === 'reproducible',
  threads: threads || defaultThreads(),
});
/** Only where the visitor leaves the number to us. @type {ThreadTrial | null} */
let trial = null;
const loader = inkling.then((module) => {
  if (threads === 0) trial = new ThreadTrial(module, defaultThreads());
  const data = new DataLoader(module, new URL('data/', self.location.href), () => {
    report({
      type: 'data',
      train: data.count('train'),
      test: data.count('test'),
      failure: data.failure,
    });
    startPending();
    wake();
  });
  data.load();
  return data;
});
loader.catch((error) => report({ type: 'failed', message: error.message }));

/** A network that was asked for before the manifest was here. @type {Create | null} */
let pending = null;
/** @type {Command[]} what was asked of it meanwhile */
let early = [];

/** Messages are turns of the event loop without a timer's delay. */
const turns = new MessageChannel();
turns.port1.start();
/** More than one may wait: a training that begins while presets are timed. @returns {Promise<void>} */
const nextTurn = () =>
  new Promise((resolve) => {
    turns.port1.addEventListener('message', () => resolve(), { once: true });
    turns.port2.postMessage(null);
  });

/** Tells the page where the run stands. @param {boolean} whole with the parameters in any case */
function tell(whole) {
  if (!run) return;
  const now = performance.now();
  const { timed } = run;
  if (timed.ms >= RATE_MS || (whole && timed.ms > 0 && rate === null)) {
    rate = (timed.samples / timed.ms) * 1000;
    timed.ms = 0;
    timed.samples = 0;
  }
  // A report with parameters can be kept and gone on from, so nothing in it may be half done.
  const withParameters = whole || (!run.evaluating && now - parametersAt >= PARAMETERS_MS);
  const snapshot = withParameters
    ? {
        parameters: run.network.getParameters(),
        memory: run.trainer.getMemory(),
        temperature: run.network.temperature,
      }
    : undefined;
  if (withParameters) parametersAt = now;
  reportedAt = now;
  report(
    {
      type: 'progress',
      id: runId,
      progress: {
        state,
        epoch: run.epoch,
        position: run.trainer.position,
        epochSize: run.trainer.epochSize,
        target,
        samplesPerSecond: rate,
        engine: run.inkling.engine,
        window: { ...run.window },
        points: run.takePoints(),
        snapshot,
      },
    },
    snapshot ? [snapshot.parameters.buffer, snapshot.memory.buffer] : [],
  );
}

/** @param {unknown} error */
function stopOn(error) {
  if (error instanceof InklingError && error.code === 'DIVERGED') {
    state = 'diverged';
    tell(true);
  } else {
    state = 'idle';
    report({ type: 'failed', message: /** @type {Error} */ (error).message });
  }
}

/** Works until the slice is over; returns false when it has to wait for data. @param {Run} run */
function slice(run) {
  const end = performance.now() + SLICE_MS;
  while (performance.now() < end) {
    if (run.epoch >= target && !run.evaluating) {
      run.calibrate();
      state = 'finished';
      return true;
    }
    if (!run.work()) return false;
  }
  return true;
}

/** A slice, watched by the trial of threads. @param {Run} run */
function watchedSlice(run) {
  const { ms, samples } = run.timed;
  trial?.begin();
  const busy = slice(run);
  trial?.end(run.timed.samples - samples, run.timed.ms - ms);
  return busy;
}

const training = () => state === 'running' || state === 'waiting';

let looping = false;

/** Trains until it is paused, finished or replaced by an idle network. */
async function train() {
  if (looping) return;
  looping = true;
  try {
    while (run && training()) {
      const busy = watchedSlice(run);
      if (state !== 'finished') state = busy ? 'running' : 'waiting';
      if (state !== 'running' || performance.now() - reportedAt >= REPORT_MS) {
        tell(state === 'finished');
      }
      if (busy) await nextTurn();
      else await dataArrived();
    }
  } catch (error) {
    stopOn(error);
  }
  looping = false;
}

/**
 * @param {DataLoader} data
 * @param {import('./state.js').Settings} settings
 * @param {import('./protocol.js').SavedRun} [saved]
 */
async function makeRun(data, settings, saved) {
  const module = await inkling;
  if (saved) {
    try {
      const restored = new Run(module, data, settings, saved);
      target = saved.target;
      state = restored.epoch >= target ? 'finished' : 'idle';
      return restored;
    } catch {
      report({ type: 'unreadable' });
    }
  }
  target = settings.epochs;
  state = 'idle';
  return new Run(module, data, settings);
}

/** Makes the pending network as soon as it is known what there is to train on. */
async function startPending() {
  const data = await loader;
  if (!pending || !data.ready) return;
  const { settings, saved, id } = pending;
  pending = null;
  run?.free();
  run = null;
  runId = id;
  rate = null;
  try {
    run = await makeRun(data, settings, saved);
    tell(true);
  } catch (error) {
    report({ type: 'impossible', id, message: /** @type {Error} */ (error).message });
  }
  for (const command of early.splice(0)) obey(command);
}

/** How long the speed of each preset is looked at, and how large a step to look at is. */
const TIME_MS = 250;
const TIME_DIGITS = 512;

/**
 * Trains each preset for a moment, to know how long all of it would take.
 * @param {import('./inkling.js').Inkling} module
 * @param {DataLoader} data
 * @param {{ id: string, settings: import('./state.js').Settings }[]} presets
 */
async function timePresets(module, data, presets) {
  const { train, styles } = data.datasets;
  if (!train || train.count < TIME_DIGITS) return;
  /** @type {Record<string, number>} */
  const rates = {};
  for (const { id, settings } of presets) {
    await nextTurn();
    if (training()) return;
    /** @type {import('./inkling.js').Network | undefined} */
    let network;
    /** @type {import('./inkling.js').Trainer | undefined} */
    let trainer;
    try {
      network = module.createNetwork({ layers: settings.layers, maxBatch: settings.batchSize });
      const options = { ...trainerSettings(settings), sampleCount: TIME_DIGITS, epochs: 1000 };
      trainer = module.createTrainer(network, train, options, styles);
      // The first steps are slower: the browser is still compiling.
      for (let i = 0; i < 4; i++) trainer.step();
      const started = performance.now();
      let samples = 0;
      while (performance.now() - started < TIME_MS) samples += trainer.step()?.count ?? 0;
      rates[id] = (samples / (performance.now() - started)) * 1000;
    } catch {
      // Too large beside the network that is here: its time stays unknown.
    }
    trainer?.free();
    network?.free();
  }
  report({ type: 'timed', rates });
}

/**
 * Shows what the samples of an epoch would look like.
 * @param {import('./inkling.js').Inkling} module
 * @param {DataLoader} data
 * @param {import('./protocol.js').Preview} wish
 */
function preview(module, data, { settings, epoch, count }) {
  const { train, styles } = data.datasets;
  if (!train?.count) return;
  const network = module.createNetwork({ hidden: [], maxBatch: 1 });
  const plain = { ...settings, batchSize: 1, sampleCount: count };
  const trainer = module.createTrainer(network, train, trainerSettings(plain), styles);
  const images = new Float32Array(count * PIXELS);
  // Shifts make versions of the same digits; the others show a digit each.
  const step = trainer.epochSize === count ? 1 : 5;
  for (let i = 0; i < count; i++) {
    const image = trainer.preview(epoch, (i * step) % trainer.epochSize);
    if (image) images.set(image, i * PIXELS);
  }
  trainer.free();
  network.free();
  report({ type: 'previewed', images }, [images.buffer]);
}

/** @param {Command} command */
function obey(command) {
  if (command.type === 'create') {
    pending = command;
    early = [];
    state = 'idle';
    wake();
    startPending();
  } else if (command.type === 'retry') {
    loader.then((data) => data.load());
  } else if (command.type === 'time') {
    if (!training())
      loader.then((data) => inkling.then((module) => timePresets(module, data, command.presets)));
  } else if (command.type === 'preview') {
    loader.then((data) => inkling.then((module) => preview(module, data, command))).catch(() => {}); // the picture stays as it was
  } else if (command.type === 'ask') {
    const { question, id } = command;
    loader
      .then((data) => answerTo(question, data, run))
      .catch(() => null) // as if it could not be answered yet
      .then((answer) => report({ type: 'answered', id, answer }));
  } else if (pending || !run) {
    early.push(command);
  } else if (command.type === 'train') {
    target = command.target;
    run.setEpochs(target);
    if (!training()) state = 'running';
    train();
  } else if (command.type === 'pause') {
    run.settle();
    run.calibrate();
    state = 'idle';
    wake();
    tell(true);
  } else if (command.type === 'step') {
    if (training()) return;
    try {
      run.step();
      state = 'idle';
      tell(true);
    } catch (error) {
      stopOn(error);
    }
  } else if (command.type === 'learning-rate') {
    run.setLearningRate(command.value);
  }
}

self.onmessage = ({ data }) => obey(data);
