/** Wires the panels together. */
import { Answer } from './answer.js';
import { Controls } from './controls.js';
import { Curves } from './curves.js';
import { byTestId } from './dom.js';
import { loadInkling } from './inkling.js';
import { Notices } from './notices.js';
import { Pad } from './pad.js';
import { SettingsForm } from './settings-form.js';
import { hashFromSettings, sameNetwork, settingsFromHash } from './state.js';
import { Store } from './store.js';
import { Training } from './training.js';

/** @typedef {import('./protocol.js').SavedRun} SavedRun */

/** How often a run that goes on is kept, at the most. */
const KEEP_EVERY_MS = 1000;

const notices = new Notices(byTestId('notices'));
const store = new Store(() =>
  notices.show(
    'storage',
    'This browser keeps nothing for this page: your drawing and the ' +
      'network will be gone when you close it.',
    { kind: 'info' },
  ),
);
const settings = settingsFromHash(location.hash);
const training = new Training(settings);
const answer = new Answer();
const curves = new Curves(byTestId('loss-chart'), byTestId('accuracy-chart'));

// ---- reading what is drawn --------------------------------------------------------------------

/** @type {import('./inkling.js').Inkling | null} */
let inkling = null;
/** The page's own copy of the network: answers never wait for the worker. */
/** @type {import('./inkling.js').Network | null} */
let reader = null;
let readerUnits = 0;

/** Brings the page's copy of the network up to date with the worker's. */
function refreshReader() {
  const { settings: made, parameters } = training;
  if (!inkling || !made || !parameters) return;
  if (!reader || readerUnits !== made.hiddenUnits) {
    reader?.free();
    reader = inkling.createNetwork({ hidden: [made.hiddenUnits], maxBatch: 1 });
    readerUnits = made.hiddenUnits;
  }
  if (parameters.length === reader.parameterCount) reader.setParameters(parameters);
}

let answerDue = false;

/** Answers what is on the pad, once a frame at the most. */
function answerSoon() {
  if (answerDue) return;
  answerDue = true;
  requestAnimationFrame(() => {
    answerDue = false;
    const ink = inkling && !pad.empty ? inkling.rasterize(pad.strokes) : null;
    answer.show(ink, ink && reader ? reader.predict(ink) : null, training.trained);
  });
}

function showPadButtons() {
  /** @type {HTMLButtonElement} */ (byTestId('undo')).disabled = !pad.canUndo;
  byTestId('pad-hint').hidden = !pad.empty;
}

const pad = new Pad(/** @type {HTMLCanvasElement} */ (byTestId('pad')), {
  changed: () => {
    showPadButtons();
    answerSoon();
  },
  settled: () => store.saveDrawing(pad.strokes),
});
byTestId('undo').addEventListener('click', () => pad.undo());
byTestId('clear').addEventListener('click', () => pad.clear());
document.addEventListener('keydown', (event) => {
  const typing = /** @type {HTMLElement} */ (event.target).closest('input, select, textarea');
  if (typing) return;
  if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    pad.undo();
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    pad.clear();
  }
});

// ---- training ---------------------------------------------------------------------------------

function showModel() {
  const { hiddenUnits } = training.settings ?? settings;
  byTestId('model').textContent = `784 pixels → ${hiddenUnits} hidden units → 10 digits`;
}

function showAddress() {
  history.replaceState(null, '', location.pathname + location.search + hashFromSettings(settings));
}

/** When the form's settings are not those of the network, says so or makes one that fits. */
function compareSettings() {
  const made = training.settings;
  if (!made || sameNetwork(made, settings)) {
    notices.hide('pending');
  } else if (training.trained) {
    notices.show('pending', 'These settings shape a new network. This one goes on with its own.', {
      kind: 'info',
      action: 'Start over',
      act: reset,
    });
  } else {
    training.create(settings);
  }
}

/** Goes on with a network of before, and with its settings. @param {SavedRun} run */
function bringBack(run) {
  Object.assign(settings, run.settings, { engine: settings.engine, threads: settings.threads });
  form.show();
  showAddress();
  training.create(settings, run);
  notices.hide('pending');
  notices.hide('undo-reset');
}

/** @param {SavedRun} run */
function offerToBringBack(run) {
  notices.show('undo-reset', 'A new network: it has to learn everything again.', {
    kind: 'info',
    action: 'Bring the old one back',
    act: () => bringBack(run),
  });
}

/** A new network with the settings of the form; the one before can be brought back. */
function reset() {
  const before = training.kept;
  training.create(settings);
  notices.hide('pending');
  if (!before) return;
  store.setAside(before);
  offerToBringBack(before);
}

const controls = new Controls(training, settings, reset);

const form = new SettingsForm(byTestId('settings'), settings, ({ key }) => {
  showAddress();
  if (key === 'engine' || key === 'threads') restart();
  if (key === 'learningRate') training.setLearningRate(settings.learningRate);
  if (key === 'epochs' && training.running) training.train(settings.epochs);
  compareSettings();
  controls.show();
});

/** Loads the page anew, which goes on with what is kept. */
async function restart() {
  if (training.kept) await store.saveRun(training.kept);
  location.reload();
}

let keptAt = 0;

function keepRun() {
  if (!training.kept) return;
  keptAt = performance.now();
  store.saveRun(training.kept);
}

training.addEventListener('change', () => {
  refreshReader();
  answerSoon();
  controls.show();
  showModel();
  curves.show(training.points);
  const { progress, running } = training;
  const due = performance.now() - keptAt > KEEP_EVERY_MS;
  if (progress?.parameters && (!running || due)) keepRun();
  if (running) notices.hide('undo-reset');
});

training.addEventListener('data', () => {
  controls.show();
  const { failure, train } = /** @type {import('./protocol.js').DataReport} */ (training.data);
  if (failure) {
    notices.show(
      'data',
      `Some digits are missing. ${failure} ${
        train.loaded ? 'Training goes on with those that are here.' : ''
      }`,
      { action: 'Try again', act: () => training.retry() },
    );
  } else {
    notices.hide('data');
  }
});

training.addEventListener('unreadable', () =>
  notices.show(
    'unreadable',
    'The network kept from last time could not be read, so this is a new one.',
    { kind: 'info' },
  ),
);

training.addEventListener('failed', () => {
  controls.show();
  notices.show('failed', training.failure ?? '');
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keepRun();
});

window.addEventListener('hashchange', restart);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  curves.restyle();
  pad.redraw();
});

// ---- start ------------------------------------------------------------------------------------

showPadButtons();
answer.show(null, null, false);
store.loadDrawing().then((strokes) => {
  if (strokes && pad.empty) pad.restore(strokes);
});
store.loadRun().then(async (saved) => {
  if (!saved) {
    training.create(settings);
    const before = await store.loadRunBefore();
    if (before && !training.trained) offerToBringBack(before);
  } else if (location.hash === '') {
    bringBack(saved);
  } else {
    // The address asks for settings of its own; those that can change on the way apply at once.
    training.create({ ...saved.settings, learningRate: settings.learningRate }, saved);
    compareSettings();
  }
  curves.show(training.points);
});
loadInkling({ reproducible: settings.engine === 'reproducible' }).then(
  (module) => {
    inkling = module;
    // The page's own engine, until the training worker names the one that counts.
    if (!training.progress) byTestId('engine').textContent = module.engine;
    refreshReader();
    answerSoon();
  },
  (error) => notices.show('failed', error.message),
);
