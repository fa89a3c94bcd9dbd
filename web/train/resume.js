/**
 * Resumes training after a reload that the visitor did not ask for: a new version of the page, or a
 * phone that discarded the tab in the background.
 */
import { tabNote } from '../storage/notes.js';

/** Without it, the visitor has to press "Resume". */
const state = tabNote('inkling trains', (text) => ['again', 'running', 'resting'].includes(text));

/**
 * @param {import('./training.js').Training} training
 * @returns {() => void} call this before the page reloads itself
 */
export function resumeAfterReload(training) {
  const before = state.get();
  const discarded = Reflect.get(document, 'wasDiscarded') === true;
  let shouldResume = before === 'again' || (before === 'running' && discarded);
  let stored = '';
  training.addEventListener('change', () => {
    if (shouldResume && training.restored && training.checkpoint && !training.running) {
      shouldResume = false;
      if (training.progress?.state === 'idle') training.train(training.checkpoint.target);
    }
    const current = training.running && !training.practice ? 'running' : 'resting';
    if (current !== stored) state.set((stored = current));
  });
  return () => {
    if (training.running && !training.practice) state.set('again');
  };
}
