/**
 * Counts starts of the page that failed in a row, though all of its files were there: what it saved may
 * be the cause. Shared by before-paint.js, which counts, start.js, which offers help, and main.js, which
 * reports success.
 */

/** When those that have not succeeded began, the latest last. A killed browser may bring back earlier ones. */
const KEY = 'inkling failed starts';

/** When the latest began, by the tab it belongs to. */
const TAB_KEY = 'inkling start';

/** After as many, the page offers help. */
const MOST_FAILURES = 2;

/** A visitor who leaves sooner has not seen the page fail. */
const SOON_MS = 5000;

/** A start in another tab may still succeed for this long. */
const PENDING_MS = 30_000;

const { documentElement: root } = document;

/** Counts a start. After too many that failed, sets data-failing-since on the root element to when the first of the last ones began. */
export function countStart() {
  const now = Date.now();
  try {
    const known = (localStorage.getItem(KEY) ?? '').split(' ').map(Number);
    const times = known.filter((time) => time > 0 && time < Infinity);
    const last = times.at(-1) ?? 0;
    const own = sessionStorage.getItem(TAB_KEY) === String(last);
    if (!own && Math.abs(now - last) <= PENDING_MS) times.pop();
    const failed = times.slice(-MOST_FAILURES);
    localStorage.setItem(KEY, [...failed, now].join(' '));
    sessionStorage.setItem(TAB_KEY, String(now));
    if (failed.length === MOST_FAILURES) root.dataset.failingSince = String(failed[0]);
    addEventListener('pagehide', () => {
      // A missing file isn’t a failure of the page; nor is a visit that ends at once.
      if (root.dataset.alive) return;
      const { reloads, lacking } = root.dataset;
      if (reloads || lacking || performance.now() < SOON_MS) {
        localStorage.setItem(KEY, failed.join(' '));
      }
    });
  } catch {
    // Without storage, nothing that was saved can be the cause.
  }
}

/** Call this when the page works. */
export function cameAlive() {
  root.dataset.alive = 'yes';
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was counted.
  }
}
