/** What the visitor is told when something can't be saved, or could not be read. Loaded when needed. */

import { pause } from '../messenger/slices.js';
import { t } from '../text/index.js';
import { download } from '../ui/download.js';
import { ASIDE } from './kinds.js';
import { aside, asideNote, refusalOf } from './records.js';
import './words.js';

/**
 * @typedef {import('../ui/notices.js').Notices} Notices
 * @typedef {import('./records.js').Refusal} Refusal
 */

/** A database may take seconds to open on a device that is busy with a first visit. */
const SILENCE_MS = 8000;

/**
 * Tells why nothing is saved, unless storage that is silent answers soon.
 * @param {Notices} notices @param {Refusal} why @param {() => boolean} lasts whether it is still so
 */
export async function tellLastingRefusal(notices, why, lasts) {
  if (why === 'silent') await pause(SILENCE_MS);
  if (lasts()) tellRefusal(notices, why);
}

/** Tells why nothing is saved. @param {Notices} notices @param {Refusal} why */
function tellRefusal(notices, why) {
  const kind = /** @type {const} */ ('info');
  switch (why) {
    case 'silent':
      notices.show('storage', t('saving.silent'), { kind });
      break;
    case 'newer':
      notices.show('storage', t('saving.newer'), {
        kind,
        action: t('anywhere.reload'),
        act: () => location.reload(),
      });
      break;
    case 'apart':
      notices.show('storage', t('saving.apart'), {
        kind,
        action: t('anywhere.reload'),
        act: () => location.reload(),
        more: [[t('saving.deleteSaved'), deleteSaved]],
      });
      break;
    default:
      notices.show('storage', t(why === 'full' ? 'anywhere.full' : 'notices.storage'), { kind });
  }
}

async function deleteSaved() {
  const { erase } = await import('./erase.js');
  await erase();
  location.reload();
}

/** Tells that records were put aside. @param {Notices} notices */
export function tellAside(notices) {
  /** @param {(records: any[]) => Promise<void>} use */
  const withRecords = (use) => async () => {
    try {
      await use(await aside().getAll(async () => ASIDE));
      asideNote.set('');
    } catch (error) {
      tellRefusal(notices, refusalOf(error));
      tellAside(notices);
    }
  };
  notices.show('aside', t('saving.aside'), {
    kind: 'info',
    action: t('saving.download'),
    act: withRecords(async (records) => {
      const { fileOf } = await import('./aside-file.js');
      download(await fileOf(records), 'inkling-damaged-data.json');
    }),
    more: [
      [
        t('saving.discard'),
        withRecords((records) =>
          aside().write({ remove: records.map(({ database, key }) => `${database} ${key}`) }),
        ),
      ],
    ],
  });
}
