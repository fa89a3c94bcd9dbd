/** How much storage the page uses in this browser, and whether the browser may evict it. */

import { formatBytes, formatSentences, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { isIos } from '../ui/ios.js';
import { isPersistent, persistenceAnswer, usage } from './persistence.js';
import './words.js';

/** On iOS, what a page has saved goes after seven days without a visit, unless the page is installed. */
const atRisk = () => isIos(navigator) && !navigator.standalone;

/** A line about storage, shown wherever panels list the visitor's data. */
export class StorageNote {
  constructor() {
    this.element = element('p', { class: 'note', 'data-testid': 'room', hidden: '' });
    this.asked = 0;
  }

  /** @param {boolean} some whether any data of the visitor's is stored */
  async show(some) {
    const asked = ++this.asked;
    this.element.hidden = !some;
    if (!some) return;
    await this.#say(asked);
    // If the browser prompts the visitor, the line changes with the answer.
    if (!persistenceAnswer()) return;
    await persistenceAnswer();
    await this.#say(asked);
  }

  /** @param {number} asked */
  async #say(asked) {
    const [bytes, persistent] = await Promise.all([usage(), isPersistent()]);
    if (asked !== this.asked) return; // superseded by a later call
    this.element.textContent = formatSentences([
      ...(bytes === null ? [] : [t('room.all', { size: formatBytes(bytes) })]),
      ...(persistent ? [] : [t(atRisk() ? 'room.homeScreen' : 'room.notPersistent')]),
    ]);
  }
}
