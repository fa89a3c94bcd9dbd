/**
 * What happens if a file that the page needs to start can't be loaded: the page reloads, which fetches
 * only what is missing, with growing pauses. Nothing of the visitor's is on the screen yet. Shared by
 * before-paint.js, which sees the HTML's own scripts and style sheets fail, and by start.js.
 */
const KEY = 'inkling start tries';
const PAUSES_MS = [1000, 3000, 8000];

/** Says that the page has started: from now on, nothing reloads it. */
export const STARTED = 'inkling-started';

/** Carries the mark that a reload is under way; both scripts have their own copy of this module. */
const { documentElement: root } = document;

/**
 * Reloads the page after a while.
 * @param {() => void} giveUp called instead after several attempts, and where they can't be counted
 */
export function startAgain(giveUp) {
  if (root.dataset.reloads) return;
  let tries = PAUSES_MS.length;
  try {
    tries = Number(sessionStorage.getItem(KEY));
    sessionStorage.setItem(KEY, String(tries + 1));
  } catch {
    // Without storage, reloading might never end.
  }
  if (!(tries < PAUSES_MS.length)) return giveUp();
  root.dataset.reloads = 'yes';
  // Many tablets of a classroom fail at the same moment.
  setTimeout(() => location.reload(), PAUSES_MS[tries] * (0.75 + Math.random() / 2));
}

/**
 * Call this when the page has started. If it lacks its style sheet, it reloads all the same, and that
 * attempt counts.
 */
export function hasStarted() {
  if (root.dataset.reloads) return;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was counted.
  }
  dispatchEvent(new Event(STARTED));
}

/** core.NOT_LOADED, as before-paint.js got it: no messages may be loaded yet. @param {string} file */
export const notLoaded = (file) => (root.dataset.notLoaded ?? '').replace('{file}', file);

/** Shows why the page can't start. @param {string} text */
export function showWhyNot(text) {
  root.dataset.lacking = 'yes';
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = text;
  const place = document.querySelector('[data-testid=notices]');
  place?.replaceChildren(message);
}
