/** How much room things take in this browser, and whether it has promised to keep them. */

import { formatBytes, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { answered, isPersistent, usage } from './persistence.js';
import './words.js';

/** A line about all that is kept here; shown where there is something of the visitor's. */
export class Room {
  constructor() {
    this.element = element('p', { class: 'note', 'data-testid': 'room', hidden: '' });
    this.asked = 0;
  }

  /** @param {boolean} some whether there is something of the visitor's that is kept */
  async show(some) {
    const asked = ++this.asked;
    this.element.hidden = !some;
    if (!some) return;
    await this.#say(asked);
    // Where the browser asks the visitor for permission, the line changes with the answer.
    if (!answered()) return;
    await answered();
    await this.#say(asked);
  }

  /** @param {number} asked */
  async #say(asked) {
    const [bytes, lasting] = await Promise.all([usage(), isPersistent()]);
    if (asked !== this.asked) return; // a later one says what is now
    this.element.textContent = [
      ...(bytes === null ? [] : [t('room.all', { size: formatBytes(bytes) })]),
      ...(lasting ? [] : [t('room.notPersistent')]),
    ].join(' ');
  }
}
