/**
 * Owns the training network. Trains in slices of about a frame and handles messages between them;
 * protocol.js defines the messages.
 */

import { DataLoader } from '../../data/bundled.js';
import { DataChoice } from '../../data/choice.js';
import { defaultThreads, InklingError, loadInkling } from '../../inkling/index.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger, Moved } from '../../messenger/messenger.js';
import { turns } from '../../messenger/turns.js';
import { previewOf } from './preview.js';
import { ANSWERS } from './questions.js';
import { Run } from './run.js';
import { ThreadGovernor } from './thread-governor.js';
import { timePresets } from './time-presets.js';

/**
 * @typedef {import('../protocol.js').Create} Create
 * @typedef {import('../protocol.js').PageHears} PageHears
 * @typedef {import('../protocol.js').RunState} RunState
 * @typedef {import('../protocol.js').TrainerHears} TrainerHears
 */

/** Slices are longer where a turn of the event loop takes long. */
const SLICE_MS = { least: 12, most: 24 };
/** Shortest intervals between reports, and between those with the weights. */
const REPORTS_MS = { all: 50, weights: 120 };
/** On few cores, showing a report takes processor time from training at full speed. */
const FEW_REPORTS_MS = { all: 200, weights: 180 };
const FEW_CORES = !(navigator.hardwareConcurrency > 2);
const RATE_MS = 300;

/** @type {Run | null} */
let run = null;
let runId = 0;
let target = 0;
/** Milliseconds to wait after each minibatch, for watching. */
let pace = 0;
/** @type {RunState} */
let state = 'idle';
/** @type {number | null} */
let rate = null;
let sliceMs = SLICE_MS.least;
let reportedAt = 0;
let parametersAt = 0;
/** Ends the wait for more digits, or for the next minibatch of a slow run. */
let wake = () => {};
/** @param {number} [most] milliseconds @returns {Promise<void>} */
const woken = (most) =>
  new Promise((resolve) => {
    wake = resolve;
    if (most !== undefined) setTimeout(resolve, most);
  });

const params = new URL(self.location.href).searchParams;
const threads = Math.min(Math.trunc(Number(params.get('threads'))), 16);
const inkling = loadInkling({
  reproducible: params.get('engine') === 'reproducible',
  threads: threads > 0 ? threads : defaultThreads(),
  // Firefox may never return from starting a worker of a worker, so the page starts them.
  startThread: (url, start) => page.tell('startThread', { url: url.href, start }),
});
/** Only if the number of threads is automatic. @type {ThreadGovernor | null} */
let governor = null;
const loader = inkling.then((module) => {
  if (threads === 0) governor = new ThreadGovernor(module, defaultThreads());
  const data = new DataLoader(module, new URL('data/', self.location.href), () => {
    if (choice.isBundled) dataChanged(data);
  });
  data.load();
  return data;
});
loader.catch((error) => page.tell('failed', error));
// The core belongs to what may not load: in Firefox, it may hang.
inkling.catch(() => {}).then(sayLoaded);
const choice = new DataChoice(loader);

/** @param {import('../../data/choice.js').Data} data the current dataset */
function dataChanged(data) {
  const { failure } = data;
  page.tell('data', { train: data.count('train'), test: data.count('test'), failure });
  startPending();
  wake();
}

/** @param {import('../../data/imported.js').Chosen | null} chosen */
function chooseData(chosen) {
  run?.free();
  run = null;
  state = 'idle';
  wake();
  choice.choose(chosen).then(dataChanged, async (error) => {
    page.tell('unusable', error);
    dataChanged(await choice.data);
  });
}

/**
 * A request for a network that waits for the data to be ready.
 * @type {{ request: Create, resolve: () => void, reject: (error: unknown) => void } | null}
 */
let pending = null;
/** Commands received while it waits. @type {((run: Run) => void)[]} */
let queued = [];

const nextTurn = turns();

const reportIntervals = () => (FEW_CORES && pace === 0 ? FEW_REPORTS_MS : REPORTS_MS);

/** Reports progress to the page. @param {boolean} whole include the parameters in any case */
function report(whole) {
  if (!run) return;
  const now = performance.now();
  const { timed } = run;
  if (timed.ms >= RATE_MS || (whole && timed.ms > 0 && rate === null)) {
    rate = (timed.samples / timed.ms) * 1000;
    timed.ms = 0;
    timed.samples = 0;
  }
  // A report with parameters is a checkpoint to resume from, which would have to repeat an evaluation.
  const withParameters =
    whole || (!run.evaluating && now - parametersAt >= reportIntervals().weights);
  const snapshot = withParameters
    ? {
        parameters: run.network.getParameters(),
        memory: run.trainer.getMemory(),
        temperature: run.network.temperature,
      }
    : undefined;
  if (withParameters) parametersAt = now;
  reportedAt = now;
  page.tell(
    'progress',
    {
      id: runId,
      progress: {
        state,
        epoch: run.epoch,
        position: run.trainer.position,
        epochSize: run.trainer.epochSize,
        target,
        samplesPerSecond: rate,
        engine: { build: run.inkling.build, threads: run.inkling.threads },
        window: run.stretch,
        points: run.takePoints(),
        snapshot,
      },
    },
    { transfer: snapshot ? [snapshot.parameters.buffer, snapshot.memory.buffer] : [] },
  );
}

/** @param {unknown} error */
function stopOn(error) {
  if (error instanceof InklingError && error.code === 'DIVERGED') {
    state = 'diverged';
    report(true);
  } else {
    state = 'idle';
    // An error without a status from the core means that the module's memory can't be trusted.
    const kind = error instanceof InklingError ? 'failed' : 'crashed';
    page.tell(kind, /** @type {Error} */ (error));
  }
}

/**
 * Works for one slice, which is a minibatch in a slow run; returns false if it has to wait for data.
 * @param {Run} run
 */
function slice(run) {
  const end = performance.now() + sliceMs;
  while (performance.now() < end) {
    const evaluated = run.evaluating;
    if (run.epoch >= target && !run.evaluating) {
      run.calibrate();
      state = 'finished';
      return true;
    }
    if (!run.work(pace > 0)) return false;
    if (pace > 0 && !evaluated) break;
  }
  return true;
}

/** A slice, on the number of threads that is fastest at the moment. @param {Run} run */
function watchedSlice(run) {
  const { ms, samples } = run.timed;
  governor?.begin();
  const busy = slice(run);
  governor?.end(run.timed.samples - samples, run.timed.ms - ms);
  return busy;
}

const training = () => state === 'running' || state === 'waiting';

let looping = false;

/** Trains until the run is paused, finished, or replaced by an idle one. */
async function loop() {
  if (looping) return;
  looping = true;
  try {
    while (run && training()) {
      const busy = watchedSlice(run);
      if (state !== 'finished') state = busy ? 'running' : 'waiting';
      if (state !== 'running' || performance.now() - reportedAt >= reportIntervals().all) {
        report(state === 'finished');
      }
      if (busy) {
        const asked = performance.now();
        await nextTurn();
        const { least, most } = SLICE_MS;
        sliceMs = Math.min(Math.max(6 * (performance.now() - asked), least), most);
        if (pace > 0 && training() && !run.evaluating) await woken(pace);
      } else {
        await woken();
      }
    }
  } catch (error) {
    stopOn(error);
  }
  looping = false;
}

/** After a pause, unless something else is asked for in the meantime. @param {Run} paused */
async function settle(paused) {
  const { progress } = paused;
  const resting = () => run === paused && state === 'idle' && paused.progress === progress;
  try {
    if (await paused.conclude(resting, nextTurn)) report(true);
  } catch (error) {
    stopOn(error);
  }
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
      state = restored.epoch >= target && !restored.evaluating ? 'finished' : 'idle';
      return restored;
    } catch {
      page.tell('unreadable');
    }
  }
  target = settings.epochs;
  state = 'idle';
  return new Run(module, data, settings);
}

/** Creates the pending network as soon as the data is ready. */
async function startPending() {
  // A failure to load has been reported already.
  const data = await choice.data.catch(() => loader).catch(() => null);
  if (!pending || !data?.ready) return;
  const { request, resolve, reject } = pending;
  pending = null;
  run?.free();
  run = null;
  runId = request.id;
  rate = null;
  try {
    run = await makeRun(data, request.settings, request.saved);
    report(true);
    if (run.evaluating) settle(run);
    resolve();
  } catch (error) {
    reject(error);
  }
  for (const act of queued.splice(0)) whenReady(act);
}

/** @param {(run: Run) => void} act */
function whenReady(act) {
  if (run && !pending) act(run);
  else queued.push(act);
}

/** @returns {Promise<import('./questions.js').Context>} */
const context = async () => ({ data: await choice.data, run, rest: nextTurn });

/** @type {Messenger<TrainerHears, PageHears>} */
const page = new Messenger(self, {
  create: (request) =>
    new Promise((resolve, reject) => {
      pending?.resolve(); // superseded: nobody is waiting for it
      pending = { request, resolve, reject };
      queued = [];
      state = 'idle';
      wake();
      startPending();
    }),

  train: (order) =>
    whenReady((run) => {
      ({ target, pace } = order);
      wake();
      run.setEpochs(target);
      if (!training()) state = 'running';
      loop();
    }),

  pause: () =>
    whenReady((run) => {
      if (!training()) return;
      state = 'idle';
      wake();
      report(true);
      settle(run);
    }),

  step: () =>
    whenReady((run) => {
      if (training()) return;
      try {
        run.step();
        state = 'idle';
        report(true);
      } catch (error) {
        stopOn(error);
      }
    }),

  setLearningRate: (rate) => whenReady((run) => run.setLearningRate(rate)),

  retry() {
    loader.then((data) => data.load());
  },

  chooseData,

  async preview(request) {
    const images = previewOf(await inkling, await choice.data, request);
    return images && new Moved(images, [images.buffer]);
  },

  async time(presets) {
    const rest = () => nextTurn().then(() => !training());
    return training() ? null : timePresets(await inkling, await loader, presets, rest);
  },

  digits: async (which) => ANSWERS.digits(which, await context()),
  readings: async (which) => ANSWERS.readings(which, await context()),
  teach: async (lesson) => ANSWERS.teach(lesson, await context()),
  teachSymbols: async (lesson) => ANSWERS.teachSymbols(lesson, await context()),
  file: async (notes) => ANSWERS.file(notes, await context()),
});
