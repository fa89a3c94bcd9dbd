/**
 * The page in two tabs: one of them keeps its network, or each would overwrite what the other has
 * learned. The other trains all the same, and says so. When the first is closed, it takes over.
 */

/** A tab that was just closed, or is being loaded anew, gives way sooner than this. */
const WAIT_MS = 800;

const LOCK = 'inkling keeps its network';

export class Tabs {
  /**
   * @param {import('./store.js').Store} store
   * @param {object} events
   * @param {() => void} events.other called when another tab keeps its network, and this one not
   * @param {() => void} events.mine called when this tab does, after another
   */
  constructor(store, events) {
    this.store = store;
    this.events = events;
    /** Whether another tab keeps its network. */
    this.second = false;
    // Where there are no locks, the tab that was last to learn is the one that is kept.
    if (navigator.locks) this.#wait();
  }

  #wait() {
    /** @type {(keeps: boolean) => void} */
    let decide = () => {};
    this.store.keepsRun = new Promise((resolve) => {
      decide = resolve;
    });
    const timer = setTimeout(() => {
      decide(false);
      this.second = true;
      this.events.other();
    }, WAIT_MS);
    this.#hold({}, () => {
      clearTimeout(timer);
      decide(true);
    });
  }

  /**
   * Holds the lock for as long as the page lives, or until another tab takes it.
   * @param {LockOptions} options @param {() => void} [got]
   */
  #hold(options, got = () => {}) {
    navigator.locks
      .request(LOCK, options, () => {
        got();
        this.store.keepsRun = Promise.resolve(true);
        if (this.second) this.events.mine();
        this.second = false;
        return new Promise(() => {});
      })
      .catch((error) => {
        got();
        // Another tab took it; or there are no locks here after all, and every tab keeps its own.
        if (error.name === 'AbortError') this.#wait();
      });
  }

  /** Lets this tab keep its network in place of the other's. */
  take() {
    this.#hold({ steal: true });
  }
}
