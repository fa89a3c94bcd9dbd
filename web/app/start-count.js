/**
 * Counts starts of the page that failed in a row, though all of its files were there: what it saved may
 * be the cause. Shared by before-paint.js, which counts, start.js, which offers help, and main.js, which
 * reports success.
 */

/** "failures start": how many failed, and when the last one began that has not succeeded; 0 for none. */
const KEY = 'inkling failed starts';

/** That time, by the tab it belongs to. */
const TAB_KEY = 'inkling start';

/** A visitor who leaves sooner has not seen the page fail. */
const SOON_MS = 5000;

/** A start in another tab may still succeed for this long. */
const PENDING_MS = 30_000;

const { documentElement: root } = document;

/** Counts a start. Sets data-failed-starts on the root element, and data-last-start to when the last of them began. */
export function countStart() {
  const now = Date.now();
  try {
    const [before, begun] = (localStorage.getItem(KEY) ?? '').split(' ').map(Number);
    const own = sessionStorage.getItem(TAB_KEY) === String(begun);
    const failed = begun > 0 && (own || Math.abs(now - begun) > PENDING_MS);
    const failures = (before > 0 && before < 100 ? before : 0) + Number(failed);
    localStorage.setItem(KEY, `${failures} ${now}`);
    sessionStorage.setItem(TAB_KEY, String(now));
    root.dataset.failedStarts = String(failures);
    if (failed) root.dataset.lastStart = String(begun);
    addEventListener('pagehide', () => {
      // A missing file isn’t a failure of the page; nor is a visit that ends at once.
      if (root.dataset.alive) return;
      const { reloads, lacking } = root.dataset;
      if (reloads || lacking || performance.now() < SOON_MS) {
        localStorage.setItem(KEY, `${failures} 0`);
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
