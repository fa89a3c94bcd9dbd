/** Wires the parts of the page together. */
import { AnswerController } from '../answer/controller.js';
import { DatasetLibrary } from '../data/library.js';
import { createDrawing } from '../draw/pad-tools.js';
import { createCorrection } from '../handwriting/correction.js';
import { symbolsNote } from '../handwriting/symbols-note.js';
import { Teaching } from '../handwriting/teaching.js';
import { loadInkling } from '../inkling/index.js';
import { pause } from '../messenger/slices.js';
import { addressFromSettings, startingSettings } from '../settings/schema.js';
import { Setup } from '../settings/setup.js';
import { asideEvents, asideNote } from '../storage/records.js';
import { saveStarted } from '../storage/started.js';
import { Store, withoutMemory } from '../storage/store.js';
import {
  formatFacts,
  formatSentences,
  t,
  tError,
  tFailure,
  translate,
  withWords,
} from '../text/index.js';
import { autosaveRun, restoreRun } from '../train/autosave.js';
import { Charts } from '../train/charts.js';
import { Controls } from '../train/controls.js';
import { DivergenceGuard } from '../train/divergence.js';
import { Training } from '../train/training.js';
import { byTestId } from '../ui/dom.js';
import { embedded } from '../ui/embedded.js';
import { lateStyle } from '../ui/late-style.js';
import { Notices } from '../ui/notices.js';
import { Hints } from './hints.js';
import { createLanguageMenu } from './language-menu.js';
import { takeLesson } from './lesson-address.js';
import { Page } from './page.js';
import { createPanels } from './panels.js';
import { setUpRecovery } from './recovery.js';
import { cameAlive } from './start-count.js';
import './words.js';

/** Lets the page paint, and answer the pen, between two parts of its start. */
const turn = () => pause(0);

translate(document);
document.title = t('page.title');
const hints = new Hints(byTestId('hint'), () =>
  document.querySelector('.pad-tools button:not(:disabled)'),
);

await turn();

const notices = new Notices(byTestId('notices'));
/** @param {string} file */
const notLoaded = (file) => () => notices.show('failed', t('core.NOT_LOADED', { file }));
const tellAboutStorage = () => withWords(import('../storage/tell.js'));
const saved = new Store(() => import('../train/kinds.js').then(({ RUN }) => RUN), {
  refused: (why) => {
    tellAboutStorage().then(
      ({ tellLastingRefusal }) => tellLastingRefusal(notices, why, () => saved.refusal === why),
      () =>
        saved.refusal === why && notices.show('storage', t('notices.storage'), { kind: 'info' }),
    );
  },
  saves: () => notices.hide('storage'),
});
// A page may have several frames, and each starts fresh.
const store = embedded() ? withoutMemory(saved) : saved;
const tellAside = () =>
  tellAboutStorage().then(
    (module) => module.tellAside(notices),
    () => {}, // it is told on the next visit
  );
asideEvents.addEventListener('aside', tellAside);
if (asideNote.get()) tellAside();

await turn();

const charts = new Charts(
  byTestId('loss-chart'),
  byTestId('accuracy-chart'),
  () => {
    const { layers, seed } = training.settings ?? settings;
    return formatFacts([layers, t('ui.labeled', { label: t('settings.seed'), value: `${seed}` })]);
  },
  () => training.settings?.augmentation !== 'none',
);

await turn();

const lesson = takeLesson();
const settings = startingSettings(location.hash);
const training = new Training(settings);
const engine = loadInkling({ readOnly: true });
const divergence = new DivergenceGuard(training);

await turn();

// ---- drawing and answer ------------------------------------------------------------------------

/** @type {AnswerController | undefined} */
let reading;
const pad = createDrawing(store, {
  changed: () => {
    reading?.lookAtDrawing(); // the pen may be faster than the start
    notices.settle();
  },
  drawn: () => hints.pass('draw'),
  save: ({ canvas }) =>
    import('../draw/picture.js').then(
      ({ saveDrawing }) => saveDrawing(canvas),
      notLoaded('picture.js'),
    ),
});

await turn();

const answers = new AnswerController({
  training,
  settings,
  inkling: engine,
  store,
  drawing: pad,
});
reading = answers;
const teaching = new Teaching(training, engine, answers, store);
const correction = createCorrection(pad, teaching, notices);
answers.addEventListener('subject', correction.show);
answers.addEventListener('model', correction.show);
teaching.addEventListener('change', correction.show);

await turn();

/** @param {string} what */
function share(what) {
  // An address without settings would open the recipient's own network.
  setup.address.show();
  setup.address.flush();
  /** @param {string} message @param {string} [address] */
  const say = (message, address) =>
    notices.show('share', message, {
      kind: 'info',
      toast: true,
      seconds: address ? 0 : 12,
      address,
    });
  import('../ui/share.js').then(
    ({ shareAddress }) => shareAddress(what, say),
    () => say(t('page.copyThis'), location.href),
  );
}
byTestId('share').addEventListener('click', () => share(t('page.shareText')));

// ---- training ----------------------------------------------------------------------------------

const setup = new Setup(training, settings, notices, store, {
  changed: () => controls.show(),
  replaced: () => answers.answerWith('own'),
  restart,
});
const controls = new Controls(training, settings, {
  reset: () => setup.reset(),
  resumed: () => setup.adopt(),
  estimate: () => setup.presetButtons.estimate,
  started: () => {
    answers.answerWith('own');
    hints.pass('train');
  },
});
autosaveRun(training, store);

await turn();

/** Reloads the page, which restores its saved state. */
async function restart() {
  beforeRestart();
  setup.address.flush();
  if (training.checkpoint && !training.practice) await store.saveRun(training.checkpoint);
  location.reload();
}

let following = false;
training.addEventListener('change', () => {
  controls.show();
  charts.show(training.points, training.progress?.window.milestones);
  if (training.running) notices.hide('undo-reset');
  else setup.scheduleTiming();
  // An untouched page has neither a title of its own nor an end to celebrate.
  if (training.trained || location.hash) followOutcomes();
});

function followOutcomes() {
  if (following) return;
  following = true;
  import('./outcomes.js').then(
    (module) => module.followOutcomes(training, notices, share),
    () => {},
  );
}

training.addEventListener('data', () => {
  controls.show();
  setup.scheduleTiming();
  const { failure, train } = training.data ?? {};
  if (!failure) {
    notices.hide('data');
    return;
  }
  const reason = formatSentences(failure.map(tFailure));
  notices.show('data', t(train?.loaded ? 'notices.missingGoOn' : 'notices.missing', { reason }), {
    action: t('notices.tryAgain'),
    act: () => training.retry(),
  });
});

training.addEventListener('unreadable', () =>
  notices.show('unreadable', t('notices.unreadable'), { kind: 'info' }),
);

training.addEventListener('failed', () => {
  controls.show();
  const { crashed, failure } = training;
  if (failure) notices.show('failed', crashed ? t('notices.fault') : tError(failure));
});

divergence.addEventListener('diverged', () => {
  if (training.running) training.pause();
  notices.show('ran-away', t('notices.ranAway'), {
    toast: true,
    action: t(divergence.lastHealthy ? 'notices.lastGood' : 'notices.slower'),
    act: () => setup.slowDown(divergence.lastHealthy),
  });
});

// ---- the page ----------------------------------------------------------------------------------

const { beforeRestart } = setUpRecovery({ training, notices, store, pad, restart });
window.addEventListener('hashchange', () => {
  // The visitor went back to an entry with older settings, and places.js has put the current ones in.
  if (location.hash === addressFromSettings(settings)) return;
  setup.address.cancel();
  restart();
});
await turn();
createLanguageMenu(byTestId('language', HTMLSelectElement), store, restart);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.restyle();
  pad.redraw();
});
const datasets = new DatasetLibrary();
const page = new Page({
  training,
  settings,
  inkling: engine,
  answers,
  teaching,
  setup,
  datasets,
});
createPanels({ panels: byTestId('panels'), places: byTestId('places') }, page, setup.address, () =>
  hints.pass('look'),
);

// Files that no panel takes. Without this, the browser would leave the page for them.
for (const kind of /** @type {const} */ (['dragover', 'drop'])) {
  document.addEventListener(kind, (event) => {
    const { defaultPrevented, dataTransfer } = event;
    if (defaultPrevented || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (kind === 'drop') page.bringFiles([...dataTransfer.files]);
  });
}
// Files opened with the installed page, and files shared to it.
const shared = () => import('./shared.js');
Reflect.get(window, 'launchQueue')?.setConsumer(
  (/** @type {{ files?: FileSystemFileHandle[] }} */ { files = [] }) =>
    files[0] &&
    shared().then(({ takeOpened }) => takeOpened(files, page, notices), notLoaded('shared.js')),
);
if (new URLSearchParams(location.search).has('shared')) {
  shared()
    .then(({ takeShared }) => takeShared(page))
    .catch(() => {});
}

/**
 * Loads the stage once the pad works. The page also works without it.
 * @param {number} [wait] in milliseconds, before another attempt
 * @returns {Promise<void>} resolves when its first picture stands, or an attempt has failed
 */
function loadStage(wait = 1000) {
  return Promise.all([withWords(import('../stage/stage.js')), lateStyle('stage.css')]).then(
    ([{ createStage, keepClicks }]) => {
      keepClicks();
      return createStage(byTestId('stage'), page).begun;
    },
    () => {
      if (wait < 20_000) setTimeout(loadStage, wait, 4 * wait);
    },
  );
}

const restored = restoreRun(training, store, setup).then(() =>
  charts.show(training.points, training.checkpoint?.window.milestones),
);

engine.then(
  async (module) => {
    answers.use(module);
    await turn();
    setup.layersEditor.use(module);
    await turn();
    // The page's own engine, until the training worker reports the one it uses.
    if (!training.progress) byTestId('engine').textContent = t('status.engine', module);
    await restored;
    await turn();
    const { reason } = setup.layersEditor.checked(module, setup.requestedLayers);
    if (reason) setup.fallBack(reason);
  },
  (error) => notices.show('failed', tError(error)),
);

/** On a slow line, the digits don't wait any longer for the picture. */
const DIGITS_WAIT_MS = 3000;
// The frame of another page may never be asked to train.
if (lesson || !embedded()) {
  const begin = () => training.asleep && training.restart();
  // They may ask about the digits.
  if (lesson || new URLSearchParams(location.search).has('place')) begin();
  Promise.race([engine.then(() => loadStage()), pause(DIGITS_WAIT_MS)])
    .catch(() => {}) // the engine's failure is reported above
    .then(begin);
}

/** Loads the pretrained network, and offers to try again. */
async function loadPretrained() {
  if ((await answers.loadPretrained()) || !(await engine.catch(() => null))) return;
  notices.show('pretrained', t('core.NOT_LOADED', { file: 'pretrained.safetensors' }), {
    kind: 'info',
    action: t('notices.tryAgain'),
    act: loadPretrained,
  });
}
const pretrained = loadPretrained();

const ready = Promise.all([engine, restored, pretrained]);
if (embedded()) {
  import('../embed/frame.js').then(
    ({ talkToParent }) => talkToParent(page, ready),
    notLoaded('frame.js'),
  );
}

/** Loads the visitor's own symbols, if there are any. */
async function loadSymbols() {
  // A browser that is killed may have lost the note, but not what was written to the database.
  if (embedded() || !(symbolsNote.get() || (await store.loadSource()) === 'symbols')) return;
  const { symbolsOf } = await withWords(import('../handwriting/symbols/symbols.js'));
  symbolsOf(teaching);
}
loadSymbols().catch(() => {}); // the panel tries again

/** Errors in what was saved show up soon after it is restored. */
const ALIVE_AFTER_MS = 1000;
Promise.allSettled([engine, restored])
  .then(() => pause(ALIVE_AFTER_MS))
  .then(() => {
    cameAlive();
    if (!embedded()) saveStarted();
  });

if (lesson) {
  page.lesson = lesson;
  ready.then(
    () => page.openPanel('lessons'),
    () => {}, // reported above
  );
}
