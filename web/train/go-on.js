/**
 * Resumes training after a reload that the visitor did not ask for: a new version of the page, or a
 * phone that discarded the tab in the background.
 */
import { tabNote } from '../storage/notes.js';

/** Without it, the visitor has to press "Resume". */
const state = tabNote('inkling trains');

/**
 * @param {import('./training.js').Training} training
 * @returns {() => void} call this before the page reloads itself
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
