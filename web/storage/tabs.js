/**
 * With the page open in several tabs, only one saves its run, or they would overwrite each other's.
 * The others can still train, and tell the visitor. When the first tab is closed, another takes over.
 */

import { pause } from '../messenger/slices.js';
import { inFolder } from './scope.js';

/** A tab that is being closed or reloaded releases the lock sooner than this, even on a busy device. */
const WAIT_MS = 2500;

const LOCK = inFolder('inkling keeps its network');

/** The client that holds the lock; undefined if none does. */
const holderOf = () =>
  navigator.locks.query().then(
    ({ held }) => held?.find(({ name }) => name === LOCK)?.clientId,
    () => undefined,
  );

export class Tabs {
  /**
   * @param {import('./store.js').Store} store
   * @param {object} events
   * @param {() => void} events.other called when another tab saves its run, so this one does not
   * @param {() => void} events.mine called when this tab takes over from another
   */
  constructor(store, events) {
    this.store = store;
    this.events = events;
    /** Whether another tab holds the lock. */
    this.isSecond = false;
    // Without the Web Locks API, the last tab to save wins.
    if (navigator.locks) this.#wait();
  }

  /** Waits for the lock, and meanwhile finds out whether another tab has it. */
  async #wait() {
    /** @type {(owns: boolean) => void} */
    let decide = () => {};
    let decided = false;
    this.store.ownsRun = new Promise((resolve) => {
      decide = (owns) => {
        decided = true;
        resolve(owns);
      };
    });
    let holder = await holderOf();
    this.#hold({}, () => decide(true));
    for (;;) {
      await pause(WAIT_MS);
      // On a busy device, this tab may not have heard yet that it has the lock. Only a holder that
      // already had it before is surely another tab.
      const now = await holderOf();
      if (decided) return;
      if (now && now === holder) break;
      holder = now;
    }
    decide(false);
    this.isSecond = true;
    this.events.other();
  }

  /**
   * Holds the lock until the page is closed or another tab steals it.
   * @param {LockOptions} options @param {() => void} [got]
   */
  #hold(options, got = () => {}) {
    navigator.locks
      .request(LOCK, options, () => {
        got();
        this.store.ownsRun = Promise.resolve(true);
        if (this.isSecond) this.events.mine();
        this.isSecond = false;
        return new Promise(() => {});
      })
      .catch((error) => {
        got();
        // AbortError: another tab stole the lock. Anything else: locks do not work here, so every tab saves.
        if (error.name === 'AbortError') this.#wait();
      });
  }

  /** Makes this tab the one that saves its run. */
  take() {
    this.#hold({ steal: true });
  }
}
