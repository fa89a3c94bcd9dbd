/**
 * Owns the training network. Trains in slices of about a frame, so that commands are heard
 * between them; the messages stand in protocol.js.
 */

import { DataLoader } from '../../data/bundled.js';
import { DataChoice } from '../../data/choice.js';
import { defaultThreads, InklingError, loadInkling } from '../../inkling/index.js';
import { previewOf } from './preview.js';
import { answerTo } from './questions.js';
import { Run } from './run.js';
import { ThreadTrial } from './thread-trial.js';
import { timePresets } from './time-presets.js';

/**
 * @typedef {import('../protocol.js').Command} Command
 * @typedef {import('../protocol.js').Create} Create
 * @typedef {import('../protocol.js').Report} Report
 * @typedef {import('../protocol.js').RunState} RunState
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
    if (choice.isBundled) dataChanged(data);
  });
  data.load();
  return data;
});
loader.catch((error) => report({ type: 'failed', message: error.message }));
const choice = new DataChoice(loader);

/** @param {import('../../data/choice.js').Data} data that is trained on */
function dataChanged(data) {
  const { failure } = data;
  report({ type: 'data', train: data.count('train'), test: data.count('test'), failure });
  startPending();
  wake();
}

/** @param {import('../../data/brought.js').Chosen | null} chosen */
function chooseData(chosen) {
  run?.free();
  run = null;
  state = 'idle';
  wake();
  choice.choose(chosen).then(dataChanged, async (error) => {
    report({ type: 'dataset-failed', message: error.message });
    dataChanged(await choice.data);
  });
}

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
        engine: { build: run.inkling.build, threads: run.inkling.threads },
        window: { ...run.window, ...run.whole, milestones: run.whole.milestones.slice() },
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
    // What the core does not name itself is a fault of the module, whose memory is not to be trusted.
    const crashed = !(error instanceof InklingError);
    report({ type: 'failed', message: /** @type {Error} */ (error).message, crashed });
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
 * @param {import('../../data/choice.js').Data} data
 * @param {import('../../settings/schema.js').Settings} settings
 * @param {import('../protocol.js').SavedRun} [saved]
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
  const data = await choice.data.catch(() => loader);
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

/** @param {import('../protocol.js').Time['presets']} presets */
async function time(presets) {
  const rest = () => nextTurn().then(() => !training());
  const rates = await timePresets(await inkling, await loader, presets, rest);
  if (rates) report({ type: 'timed', rates });
}

/** @param {import('../protocol.js').Preview} wish */
async function preview(wish) {
  const images = previewOf(await inkling, await choice.data, wish);
  if (images) report({ type: 'previewed', images }, [images.buffer]);
}

/** @param {Command} command */
function obey(command) {
  if (command.type === 'create') {
    pending = command;
    early = [];
    state = 'idle';
    wake();
    startPending();
  } else if (command.type === 'dataset') {
    chooseData(command.dataset);
  } else if (command.type === 'retry') {
    loader.then((data) => data.load());
  } else if (command.type === 'time') {
    if (!training()) time(command.presets);
  } else if (command.type === 'preview') {
    preview(command).catch(() => {}); // the picture stays as it was
  } else if (command.type === 'ask') {
    const { question, id } = command;
    choice.data
      .then((data) => answerTo(question, data, run, nextTurn))
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
