/**
 * The settings in the address. Browsers take only so many changes of it: Safari throws from the
 * 101st within 30 seconds on, which the slide of one finger would reach.
 */
import { hashFromSettings } from './schema.js';

/** So many changes stand there at once; from then on one for each interval. In 30 seconds, 90. */
const AT_ONCE = 40;
const EVERY_MS = 600;

export class Address {
  /** @param {import('./schema.js').Settings} settings */
  constructor(settings) {
    this.settings = settings;
    /** Changes that can be shown at once, at the time of the last look. */
    this.spare = AT_ONCE;
    this.at = performance.now();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Shows the settings: at once, unless they change very often. */
  show() {
    if (this.timer !== undefined) return;
    const now = performance.now();
    this.spare = Math.min(AT_ONCE, this.spare + (now - this.at) / EVERY_MS);
    this.at = now;
    if (this.spare >= 1) this.#showNow();
    else this.timer = setTimeout(() => this.#showNow(), (1 - this.spare) * EVERY_MS);
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
    this.spare--;
    const { pathname, search } = location;
    try {
      history.replaceState(null, '', pathname + search + hashFromSettings(this.settings));
    } catch {
      // The browser takes no more for a while; the setting counts, and the next change shows all.
    }
  }
}
