/** Recovers from crashes, lost connections, reloads, and second tabs, with a notice where the visitor has to act. */

import { pause } from '../messenger/slices.js';
import { worksOffline } from '../offline/offline.js';
import { tabNote } from '../storage/notes.js';
import { Tabs } from '../storage/tabs.js';
import { t } from '../text/index.js';
import { resumeAfterReload } from '../train/resume.js';
import { byTestId } from '../ui/dom.js';
import { embedded } from '../ui/embedded.js';

/** On a slow line, digits may take minutes: after this, the copy for offline use is fetched alongside. */
const SLOW_MS = 15_000;

/** Storing the page for offline use keeps the processor busy for a second: by then, the picture has come to rest. */
const QUIET_MS = 3000;

/**
 * @param {object} parts
 * @param {import('../train/training.js').Training} parts.training
 * @param {import('../ui/notices.js').Notices} parts.notices
 * @param {import('../storage/store.js').Store} parts.store
 * @param {import('../draw/pad.js').Pad} parts.pad
 * @param {() => void} parts.restart reloads the page, which restores its saved state
 * @returns {{ beforeRestart: () => void }}
 */
export function setUpRecovery({ training, notices, store, pad, restart }) {
  const beforeRestart = resumeAfterReload(training);

  training.addEventListener('failed', () => {
    if (!training.crashed) return;
    if (!training.loaded) {
      notices.show('failed', t('core.NOT_LOADED', { file: 'trainer.worker.js' }), {
        action: t('notices.tryAgain'),
        act: () => training.restart(),
      });
      return;
    }
    notices.show('failed', t(training.checkpoint ? 'anywhere.crashed' : 'anywhere.crashedNew'), {
      action: t(training.checkpoint ? 'anywhere.goOn' : 'anywhere.startAgain'),
      act: () => training.restart(),
    });
  });

  // Back online. Files that had already arrived are not fetched again.
  window.addEventListener('online', () => {
    if (training.data?.failure) training.retry();
  });

  if (!embedded()) {
    const tabs = new Tabs(store, {
      other: () =>
        notices.show('tabs', t('anywhere.otherTab'), {
          kind: 'info',
          action: t('anywhere.keepThis'),
          act: () => tabs.take(),
        }),
      mine: () => {
        notices.hide('tabs');
        if (training.checkpoint && !training.practice) store.saveRun(training.checkpoint);
      },
    });
  }

  /** @type {Promise<void>} */
  const settled = new Promise((resolve) => {
    const look = () => {
      const { failure, train } = training.data ?? {};
      if (failure || (train && train.total > 0 && train.loaded === train.total)) resolve();
    };
    training.addEventListener('failed', () => resolve());
    training.addEventListener('data', look);
  });
  // A frame that only reads has no digits, and no use for all the other files.
  const begun = new Promise((resolve) => {
    training.addEventListener('data', resolve, { once: true });
  });
  worksOffline({
    untouched: () => pad.empty && !training.trained,
    newVersion: (takeOver) =>
      notices.show('version', t('anywhere.newVersion'), {
        kind: 'info',
        action: t('anywhere.reload'),
        act: takeOver,
      }),
    changed: restart,
    settled,
    due: Promise.race([settled.then(() => pause(QUIET_MS)), begun.then(() => pause(SLOW_MS))]),
    ready: () => {
      const note = document.createElement('span');
      note.dataset.testid = 'offline';
      note.textContent = ` · ${t('anywhere.offline')}`;
      byTestId('engine').after(note);
    },
    tried: tabNote('inkling tried to be isolated', (text) => text === 'yes'),
  }).catch(() => {}); // no service worker: the page needs a connection, and says so when it fails

  return { beforeRestart };
}
