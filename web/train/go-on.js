/**
 * Training goes on by itself after the page was loaded anew for a reason that was not the
 * visitor's: a new version, or a phone that threw the tab away while it was in the background.
 */

const KEY = 'inkling trains';

/** @param {string} [value] kept for this tab; without one, what was kept */
function note(value) {
  try {
    if (value === undefined) return sessionStorage.getItem(KEY);
    sessionStorage.setItem(KEY, value);
  } catch {
    // The visitor has to press "Go on".
  }
  return null;
}

/**
 * @param {import('./training.js').Training} training
 * @returns {() => void} to be called before the page loads itself anew
 */
export function goOnAfterReload(training) {
  const before = note();
  const discarded = Reflect.get(document, 'wasDiscarded') === true;
  let goOn = before === 'again' || (before === 'running' && discarded);
  let said = '';
  training.addEventListener('change', () => {
    if (goOn && training.restored && training.kept && !training.running) {
      goOn = false;
      if (training.progress?.state === 'idle') training.train(training.kept.target);
    }
    const state = training.running ? 'running' : 'resting';
    if (state !== said) note((said = state));
  });
  return () => {
    if (training.running) note('again');
  };
}
