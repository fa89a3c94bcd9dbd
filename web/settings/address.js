/**
 * Mirrors the settings in the address. Browsers limit how often it may change: Safari throws after
 * 100 changes in 30 seconds, which dragging one slider exceeds. Hence a token bucket.
 */
import { hashFromSettings } from './schema.js';

/** A burst of changes, then one per interval: 90 within 30 seconds. */
const AT_ONCE = 40;
const EVERY_MS = 600;

export class Address {
  /** @param {import('./schema.js').Settings} settings */
  constructor(settings) {
    this.settings = settings;
    /** Changes that may be written without waiting, as of `at`. */
    this.spare = AT_ONCE;
    this.at = performance.now();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Writes the settings: at once, unless they change very often. */
  show() {
    if (this.timer !== undefined) return;
    const now = performance.now();
    this.spare = Math.min(AT_ONCE, this.spare + (now - this.at) / EVERY_MS);
    this.at = now;
    if (this.spare >= 1) this.#showNow();
    else this.timer = setTimeout(() => this.#showNow(), (1 - this.spare) * EVERY_MS);
  }

  /** Writes pending changes; call this before the address is used. */
  flush() {
    if (this.timer !== undefined) this.#showNow();
  }

  /** Drops pending changes, because the visitor has edited the address. */
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
      // Over the browser's limit. The setting still applies, and the next change writes all of them.
    }
  }
}
