/**
 * The settings in the address. Browsers take only so many changes of it: Safari throws from the
 * 101st within 30 seconds on, which the slide of one finger would reach.
 */
import { hashFromSettings } from './schema.js';

/** Changes are at least so far apart: 75 in 30 seconds. */
const EVERY_MS = 400;

export class Address {
  /** @param {import('./schema.js').Settings} settings */
  constructor(settings) {
    this.settings = settings;
    this.shownAt = -EVERY_MS;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Shows the settings, at once or a little later. */
  show() {
    if (this.timer !== undefined) return;
    const wait = this.shownAt + EVERY_MS - performance.now();
    if (wait <= 0) this.#showNow();
    else this.timer = setTimeout(() => this.#showNow(), wait);
  }

  /** Shows what still waits, before the address is used. */
  flush() {
    if (this.timer !== undefined) this.#showNow();
  }

  /** Leaves the address as it is: somebody has changed it by hand. */
  forget() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  #showNow() {
    this.forget();
    this.shownAt = performance.now();
    const { pathname, search } = location;
    try {
      history.replaceState(null, '', pathname + search + hashFromSettings(this.settings));
    } catch {
      // The browser takes no more for a while; the setting counts, and the next change shows all.
    }
  }
}
