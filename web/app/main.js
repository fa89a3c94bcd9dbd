/** Wires the parts of the page together. */
import { Answering } from '../answer/controller.js';
import { createDrawing } from '../draw/pad-tools.js';
import { createCorrection } from '../handwriting/correction.js';
import { Teaching } from '../handwriting/teaching.js';
import { loadInkling } from '../inkling/index.js';
import { settingsFromHash } from '../settings/schema.js';
import { Setup } from '../settings/setup.js';
import { Store } from '../storage/store.js';
import { formatFacts, t, tError, tFailure, translate } from '../text/index.js';
import { Charts } from '../train/charts.js';
import { Controls } from '../train/controls.js';
import { Safeguard } from '../train/divergence.js';
import { bringBackWhatWasLearned, keepWhatIsLearned } from '../train/keep.js';
import { Training } from '../train/training.js';
import { byTestId } from '../ui/dom.js';
import { Notices } from '../ui/notices.js';
import { shareAddress } from '../ui/share.js';
import { Hints } from './hints.js';
import { createLanguageMenu } from './language-menu.js';
import { Page } from './page.js';
import { createPanels } from './panels.js';
import { keepGoing } from './survive.js';
import './words.js';

translate(document);
document.title = t('page.title');
const hints = new Hints(byTestId('hint'));
const notices = new Notices(byTestId('notices'));
const store = new Store((full) =>
  notices.show('storage', t(full ? 'anywhere.full' : 'notices.storage'), { kind: 'info' }),
);
const settings = settingsFromHash(location.hash);
const training = new Training(settings);
const engine = loadInkling({ readOnly: true });
const page = new Page(training, settings, engine);
const safeguard = new Safeguard(training);
const charts = new Charts(byTestId('loss-chart'), byTestId('accuracy-chart'), () => {
  const { layers, seed } = training.settings ?? settings;
  return formatFacts([layers, `${t('settings.seed')} ${seed}`]);
});

// ---- drawing and its answer --------------------------------------------------------------------

const pad = createDrawing(store, {
  changed: () => page.lookAt(null),
  drawn: () => hints.pass('draw'),
});
const answering = new Answering(page, store, pad);
const teaching = new Teaching(page, answering, store);
page.teaching = teaching;
const correction = createCorrection(pad, teaching, notices);
page.addEventListener('subject', correction.show);
page.addEventListener('model', correction.show);
teaching.addEventListener('change', correction.show);

byTestId('share').addEventListener('click', () =>
  shareAddress((message) => notices.show('share', message, { kind: 'info', seconds: 12 })),
);

// ---- training ----------------------------------------------------------------------------------

const setup = new Setup(training, settings, notices, store, {
  changed: () => controls.show(),
  renewed: () => answering.answerWith('own'),
  restart,
});
page.openRun = (run) => setup.open(run);
const controls = new Controls(training, settings, {
  reset: () => setup.reset(),
  started: () => {
    answering.answerWith('own');
    hints.pass('train');
  },
});
page.startOver = () => setup.reset();
keepWhatIsLearned(training, store);

/** Loads the page anew, which goes on with what is kept. */
async function restart() {
  beforeRestart();
  if (training.kept) await store.saveRun(training.kept);
  location.reload();
}

training.addEventListener('change', () => {
  answering.followTraining();
  answering.showModel();
  controls.show();
  charts.show(training.points);
  if (training.running) notices.hide('undo-reset');
  else setup.timeSoon();
});

training.addEventListener('data', () => {
  controls.show();
  setup.timeSoon();
  const { failure, train } = /** @type {import('../train/protocol.js').DataReport} */ (
    training.data
  );
  if (!failure) {
    notices.hide('data');
    return;
  }
  const reason = failure.map(tFailure).join(' ');
  notices.show('data', t(train.loaded ? 'notices.missingGoOn' : 'notices.missing', { reason }), {
    action: t('notices.tryAgain'),
    act: () => training.retry(),
  });
});

training.addEventListener('unreadable', () =>
  notices.show('unreadable', t('notices.unreadable'), { kind: 'info' }),
);

training.addEventListener('failed', () => {
  controls.show();
  notices.show('failed', training.failure ?? '');
});

safeguard.addEventListener('ran-away', () => {
  if (training.running) training.pause();
  notices.show('ran-away', t('notices.ranAway'), {
    action: t(safeguard.good ? 'notices.lastGood' : 'notices.slower'),
    act: () => setup.slowDown(safeguard.good),
  });
});

// ---- the page ----------------------------------------------------------------------------------

const { beforeRestart } = keepGoing({ training, notices, store, pad, restart });
window.addEventListener('hashchange', restart);
createLanguageMenu(/** @type {HTMLSelectElement} */ (byTestId('language')), restart);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.restyle();
  pad.redraw();
});
createPanels(byTestId('panels'), page, () => hints.pass('look'));

const broughtBack = bringBackWhatWasLearned(training, store, setup).then(() =>
  charts.show(training.points),
);

engine.then(
  async (module) => {
    answering.use(module);
    setup.layersEditor.use(module);
    // The page's own engine, until the training worker names the one that counts.
    if (!training.progress) byTestId('engine').textContent = t('status.engine', module);
    await broughtBack;
    const { reason } = setup.layersEditor.checked(module, setup.layersWanted);
    if (reason) setup.fallBack(reason);
  },
  (error) => notices.show('failed', tError(error)),
);
answering.loadPretrained();
