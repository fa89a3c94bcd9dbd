/** What a run leaves behind once it ends: a name for the tab, and a card with its result. */
import { lastAccuracy } from '../data/accuracy.js';
import { hasSettings } from '../settings/schema.js';
import { setupName } from '../settings/setup-name.js';
import { formatFacts, formatPercent, t, withWords } from '../text/index.js';

/** @typedef {import('../train/training.js').Training} Training */

/** Links are shared, and bookmarked, under the name of the setup. @param {Training} training */
function titleOf({ settings, points, trained }) {
  if (!settings || !(trained || hasSettings(location.hash))) return t('page.title');
  const tested = lastAccuracy(points);
  return formatFacts([
    setupName(settings),
    ...(tested === null ? [] : [formatPercent(tested, 1)]),
    'Inkling',
  ]);
}

/**
 * @param {Training} training @param {import('../ui/notices.js').Notices} notices
 * @param {(what: string) => void} share shares the setup with this sentence
 */
export function followOutcomes(training, notices, share) {
  let wasRunning = false;
  const follow = () => {
    const { id, running, progress, practice } = training;
    if (running || practice) notices.hide('finished');
    if (!running) document.title = titleOf(training);
    if (wasRunning && !running && progress?.state === 'finished' && !practice) {
      withWords(import('../train/outcome.js')).then(
        ({ showOutcome }) => {
          // By now, another run, or a lesson, may have begun.
          if (id === training.id && !training.running && !training.practice)
            showOutcome({ training, notices, share });
        },
        () => {}, // the status line says that training has finished
      );
    }
    wasRunning = running;
  };
  training.addEventListener('change', follow);
  follow();
}
