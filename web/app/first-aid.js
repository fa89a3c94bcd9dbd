/** For a page that has failed to start several times: offers to start without what was saved. */
import { lastStarted } from '../storage/started.js';
import { t } from '../text/index.js';
import '../storage/words.js';

const { documentElement: root } = document;

/**
 * Resolves when the visitor has chosen. Sets data-apart on the root element to start without it. Doesn't
 * ask if one of the starts that were counted as failed did succeed.
 */
export async function askHowToStart() {
  const success = await lastStarted();
  if (success >= Number(root.dataset.failingSince) && success <= Date.now()) return;
  const words = document.createElement('p');
  words.textContent = t('saving.notStarted');
  const notice = document.createElement('div');
  notice.className = 'notice error';
  notice.dataset.testid = 'notice-start';
  notice.setAttribute('role', 'alert');
  const choices = document.createElement('div');
  choices.className = 'choices';
  notice.append(words, choices);
  await new Promise((resolve) => {
    for (const [key, apart] of /** @type {const} */ ([
      ['saving.startApart', true],
      ['saving.startAnyway', false],
    ])) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = t(key);
      button.addEventListener('click', () => {
        if (apart) root.dataset.apart = 'yes';
        notice.remove();
        resolve(undefined);
      });
      choices.append(button);
    }
    document.querySelector('[data-testid=notices]')?.append(notice);
  });
}
