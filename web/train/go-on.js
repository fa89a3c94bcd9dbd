/**
 * Training goes on by itself after the page was loaded anew for a reason that was not the
 * visitor's: a new version, or a phone that threw the tab away while it was in the background.
 */
import { tabNote } from '../storage/notes.js';

/** Without it, the visitor has to press "Go on". */
const state = tabNote('inkling trains');

/**
 * @param {import('./training.js').Training} training
 * @returns {() => void} to be called before the page loads itself anew
 */
export function goOnAfterReload(training) {
  const before = state.get();
  const discarded = Reflect.get(document, 'wasDiscarded') === true;
  let goOn = before === 'again' || (before === 'running' && discarded);
  let said = '';
  training.addEventListener('change', () => {
    if (goOn && training.restored && training.kept && !training.running) {
      goOn = false;
      if (training.progress?.state === 'idle') training.train(training.kept.target);
    }
    const now = training.running ? 'running' : 'resting';
    if (now !== said) state.set((said = now));
  });
  return () => {
    if (training.running) state.set('again');
  };
}
