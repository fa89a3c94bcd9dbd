/** Wires the panels together. */
import { Answer } from './answer.js';
import { Charts } from './charts.js';
import { Controls } from './controls.js';
import { byTestId } from './dom.js';
import { Hints } from './hints.js';
import { loadInkling } from './inkling.js';
import { createLanguageMenu } from './language-menu.js';
import { LayersEditor } from './layers-editor.js';
import { readModel } from './model-file.js';
import { Notices } from './notices.js';
import { Pad } from './pad.js';
import { Page } from './page.js';
import { createPanels } from './panels.js';
import { PresetsPanel } from './presets-panel.js';
import { Reader } from './reader.js';
import { SettingsForm } from './settings-form.js';
import { savePicture, shareAddress } from './share.js';
import { SourceSwitch } from './source-switch.js';
import { defaultSettings, hashFromSettings, sameNetwork, settingsFromHash } from './state.js';
import { Store } from './store.js';
import { t, tError, translate } from './text.js';
import { Training } from './training.js';
import { VarietyPreview } from './variety-preview.js';

/**
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./reader.js').Source} Source
 */

/** How often a run that goes on is kept, at the most. */
const KEEP_EVERY_MS = 1000;

/** How long after the first digits the speed of this device is looked at: the page is busy before. */
const TIME_AFTER_MS = 1200;

translate(document);
document.title = t('page.title');
const hints = new Hints(byTestId('hint'));
const notices = new Notices(byTestId('notices'));
const store = new Store(() => notices.show('storage', t('notices.storage'), { kind: 'info' }));
const settings = settingsFromHash(location.hash);
const training = new Training(settings);
const engine = loadInkling({ reproducible: settings.engine === 'reproducible' });
const page = new Page(training, settings, engine);
const answer = new Answer();
const charts = new Charts(byTestId('loss-chart'), byTestId('accuracy-chart'));

// ---- reading what is drawn --------------------------------------------------------------------

/** The pretrained network; null until it is here. @type {import('./model-file.js').Model | null} */
let pretrained = null;
/** @type {Reader | null} */
let reader = null;
/** What the visitor chose since the page was opened. @type {Source | null} */
let chosen = null;
const switcher = new SourceSwitch(answerWith);

/** Lets one of the networks answer, from now on. @param {Source} source */
function answerWith(source) {
  chosen = source;
  switcher.show(source);
  store.saveSource(source);
  showModel();
  showModelToPanels();
  answerSoon();
}

/** Brings the page's copy of the visitor's network up to date with the worker's. */
function refreshReader() {
  const { settings: made, snapshot } = training;
  if (!reader || !made || !snapshot) return;
  try {
    reader.use('own', made.layers, snapshot.parameters, snapshot.temperature);
    showModelToPanels();
  } catch {
    // A snapshot of the network before: the next one fits.
  }
}

/** Panels look into the network that answers. */
function showModelToPanels() {
  const { settings: made, snapshot } = training;
  const own = made && snapshot && { layers: made.layers, ...snapshot };
  page.setModel(switcher.source === 'pretrained' && pretrained ? pretrained : own);
}

/** Whether the network that answers has learned anything. */
const knows = () => switcher.source === 'pretrained' || training.trained;

/** What is looked at instead of the drawing. @type {import('./page.js').Subject | null} */
let lookedAt = null;

page.lookAt = (subject) => {
  lookedAt = subject;
  answerSoon();
};

let answerDue = false;

/**
 * The image in question and its answer: what is looked at, or what is on the pad.
 * @returns {{ ink?: Float32Array, probabilities?: Float32Array | null }}
 */
function readSubject() {
  if (lookedAt) {
    const { ink } = lookedAt;
    return reader?.readImage(switcher.source, ink) ?? { ink, probabilities: null };
  }
  return reader && !pad.empty ? reader.read(switcher.source, pad.strokes) : {};
}

/** Answers what is on the pad or looked at, once a frame at the most. */
function answerSoon() {
  if (answerDue) return;
  answerDue = true;
  requestAnimationFrame(() => {
    answerDue = false;
    const { ink = null, probabilities = null } = readSubject();
    answer.show(ink, probabilities, knows());
    if (ink !== page.subject?.ink) page.setSubject(lookedAt ?? (ink && { ink, label: null }));
  });
}

function showPadButtons() {
  /** @type {HTMLButtonElement} */ (byTestId('undo')).disabled = !pad.canUndo;
  /** @type {HTMLButtonElement} */ (byTestId('save-picture')).disabled = pad.empty;
  byTestId('pad-hint').hidden = !pad.empty;
}

const pad = new Pad(/** @type {HTMLCanvasElement} */ (byTestId('pad')), {
  changed: () => {
    lookedAt = null;
    showPadButtons();
    answerSoon();
  },
  settled: () => {
    store.saveDrawing(pad.strokes);
    if (!pad.empty) hints.pass('draw');
  },
});
byTestId('undo').addEventListener('click', () => pad.undo());
byTestId('clear').addEventListener('click', () => {
  page.lookAt(null);
  pad.clear();
});
byTestId('save-picture').addEventListener('click', () => {
  const said = byTestId('prediction').textContent;
  savePicture(pad.canvas, `${t('answer.says')}: ${said} · ${byTestId('confidence').textContent}`);
});
byTestId('share').addEventListener('click', () =>
  shareAddress((message) => notices.show('share', message, { kind: 'info', seconds: 12 })),
);
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
  const { layers } = training.settings ?? settings;
  byTestId('model').textContent =
    switcher.source === 'pretrained' && pretrained
      ? t('source.answersPretrained', { layers: pretrained.layers })
      : t('source.answersOwn', { layers });
}

function showAddress() {
  history.replaceState(null, '', location.pathname + location.search + hashFromSettings(settings));
}

/** When the form's settings are not those of the network, says so or makes one that fits. */
function compareSettings() {
  notices.hide('impossible');
  const made = training.settings;
  if (!made || sameNetwork(made, settings)) {
    notices.hide('pending');
  } else if (notices.shown.has('pending')) {
    // It is said already; a slider would say it over and over.
  } else if (training.trained) {
    notices.show('pending', t('notices.pending'), {
      kind: 'info',
      action: t('notices.startOver'),
      act: reset,
    });
  } else {
    training.create(settings);
  }
}

/** Shows the settings everywhere, after more than one has changed. */
function showSettings() {
  for (const form of forms) form.show();
  layersEditor.show();
  presetsPanel.show();
  showAddress();
  controls.show();
}

/** After a setting was changed by the visitor. @param {import('./state.js').Declaration} change */
function settingChanged({ key, group }) {
  showAddress();
  presetsPanel.show();
  if (key === 'engine' || key === 'threads') restart();
  if (key === 'learningRate') training.setLearningRate(settings.learningRate);
  if (key === 'epochs' && training.running) training.train(settings.epochs);
  if (group === 'variety') variety.show();
  compareSettings();
  controls.show();
}

/** Where no network comes of the settings, one that is known to work takes its place. @param {string} reason */
function fallBack(reason) {
  const { layers } = training.kept?.settings ?? defaultSettings();
  const other = layers !== settings.layers;
  if (other) {
    settings.layers = layers;
    showSettings();
    compareSettings();
  }
  controls.show();
  notices.show('impossible', other ? `${reason} ${t('notices.instead', { layers })}` : reason);
}

/** Goes on with a network of before, and with its settings. @param {SavedRun} run */
function bringBack(run) {
  Object.assign(settings, run.settings, { engine: settings.engine, threads: settings.threads });
  showSettings();
  variety.show();
  training.create(settings, run);
  notices.hide('pending');
  notices.hide('undo-reset');
}

/** @param {SavedRun} run */
function offerToBringBack(run) {
  notices.show('undo-reset', t('notices.newNetwork'), {
    kind: 'info',
    action: t('notices.bringBack'),
    act: () => {
      bringBack(run);
      answerWith('own');
    },
  });
}

/** A new network with the settings of the form; the one before can be brought back. */
function reset() {
  const before = training.kept;
  training.create(settings);
  answerWith('own');
  notices.hide('pending');
  if (!before) return;
  store.setAside(before);
  offerToBringBack(before);
}

function started() {
  answerWith('own');
  hints.pass('train');
}

const controls = new Controls(training, settings, { reset, started });

const forms = /** @type {const} */ (['training', 'variety', 'device']).map(
  (group) => new SettingsForm(byTestId(`settings-${group}`), group, settings, settingChanged),
);
const layersEditor = new LayersEditor(byTestId('layers'), settings, () => {
  presetsPanel.show();
  showAddress();
  compareSettings();
});
const presetsPanel = new PresetsPanel(byTestId('presets'), settings, (chosen) => {
  Object.assign(settings, chosen);
  showSettings();
  variety.show();
  compareSettings();
  const { settings: made } = training;
  if (made && sameNetwork(made, settings)) training.setLearningRate(settings.learningRate);
});
const variety = new VarietyPreview(byTestId('variety'), training, settings);

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
  charts.show(training.points);
  const { progress, running } = training;
  const due = performance.now() - keptAt > KEEP_EVERY_MS;
  if (progress?.snapshot && (!running || due)) keepRun();
  if (running) notices.hide('undo-reset');
  else timeSoon();
});

training.addEventListener('timed', (event) => {
  timed = true;
  presetsPanel.showTimes(/** @type {CustomEvent<Record<string, number>>} */ (event).detail);
});

training.addEventListener('impossible', () => fallBack(training.impossible ?? ''));

let timed = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** When digits are here and nothing trains for a while, sees how fast this device is. */
function timeSoon() {
  if (timed || !training.data?.train.loaded) return;
  clearTimeout(timer);
  timer = setTimeout(() => training.running || training.time(presetsPanel.wishes), TIME_AFTER_MS);
}

/** Whether the preview has had digits to show. */
let previewed = false;

training.addEventListener('data', () => {
  controls.show();
  timeSoon();
  if (!previewed && training.data?.train.loaded) {
    previewed = true;
    variety.show();
  }
  const { failure, train } = /** @type {import('./protocol.js').DataReport} */ (training.data);
  if (failure) {
    notices.show(
      'data',
      t(train.loaded ? 'notices.missingGoOn' : 'notices.missing', { reason: failure }),
      { action: t('notices.tryAgain'), act: () => training.retry() },
    );
  } else {
    notices.hide('data');
  }
});

training.addEventListener('unreadable', () =>
  notices.show('unreadable', t('notices.unreadable'), { kind: 'info' }),
);

training.addEventListener('failed', () => {
  controls.show();
  notices.show('failed', training.failure ?? '');
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keepRun();
});

window.addEventListener('hashchange', restart);
createLanguageMenu(/** @type {HTMLSelectElement} */ (byTestId('language')), restart);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.restyle();
  pad.redraw();
});

createPanels(byTestId('panels'), page, () => hints.pass('look'));

// ---- start ------------------------------------------------------------------------------------

showPadButtons();
answer.show(null, null, false);
store.loadDrawing().then((strokes) => {
  if (strokes && pad.empty) pad.restore(strokes);
});
const runLoaded = store.loadRun().then(async (saved) => {
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
  charts.show(training.points);
});

engine.then(
  async (module) => {
    reader = new Reader(module);
    layersEditor.use(module);
    // The page's own engine, until the training worker names the one that counts.
    if (!training.progress) byTestId('engine').textContent = module.engine;
    showModel();
    refreshReader();
    answerSoon();
    await runLoaded;
    const { failure } = module.checkLayers(settings.layers);
    if (failure) fallBack(tError(failure));
  },
  (error) => notices.show('failed', tError(error)),
);

/** Answers before anything is trained. Without it, the visitor's own network does. */
async function loadPretrained() {
  const response = await fetch(new URL('pretrained.safetensors', import.meta.url));
  if (!response.ok) throw new Error('There is no pretrained network.');
  const model = readModel(await response.arrayBuffer());
  await engine;
  reader?.use('pretrained', model.layers, model.parameters, model.temperature);
  pretrained = model;
  switcher.offerPretrained(model.notes.test_accuracy);
  const last = await store.loadSource();
  if ((chosen ?? last) !== 'own') switcher.show('pretrained');
  showModel();
  showModelToPanels();
  answerSoon();
}
loadPretrained().catch(() => switcher.refusePretrained());
