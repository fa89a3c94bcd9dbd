/**
 * Mirrors the settings in the address. Browsers limit how often it may change: Safari throws after
 * 100 changes in 30 seconds, which dragging one slider exceeds. Hence a token bucket.
 */
import { addressFromSettings } from './schema.js';

/** A burst of changes, then one per interval: 90 within 30 seconds. */
const BURST = 40;
const REFILL_MS = 600;

export class Address {
  /** @param {import('./schema.js').Settings} settings */
  constructor(settings) {
    this.settings = settings;
    /** Changes that may be written without waiting, as of `at`. */
    this.tokens = BURST;
    this.at = performance.now();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Writes the settings: at once, unless they change very often. */
  show() {
    if (this.timer !== undefined) return;
    const now = performance.now();
    this.tokens = Math.min(BURST, this.tokens + (now - this.at) / REFILL_MS);
    this.at = now;
    if (this.tokens >= 1) this.write();
    else this.timer = setTimeout(() => this.write(), (1 - this.tokens) * REFILL_MS);
  }

  /** Writes pending changes; call this before the address is used. */
  flush() {
    if (this.timer !== undefined) this.write();
  }

  /** Drops pending changes, because the visitor has edited the address. */
  cancel() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Writes the settings now, as when the address holds older ones. After a change, `show` limits how often. */
  write() {
    this.cancel();
    this.tokens--;
    const { pathname, search } = location;
    try {
      const address = pathname + search + addressFromSettings(this.settings);
      history.replaceState(history.state, '', address);
    } catch {
      // Over the browser's limit. The setting still applies, and the next change writes all of them.
    }
  }
}
