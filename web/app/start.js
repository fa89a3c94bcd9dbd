/**
 * The entry point: loads the language, then everything else. main.js may use newer JavaScript, but
 * this module and the messages must parse in old browsers, so that they can say why nothing works.
 */
import { loadLanguage, t, withWords } from '../text/index.js';
import { hasStarted, notLoaded, showWhyNot, startAgain } from './start-again.js';

/** After several failed starts in a row, the visitor decides what to start with. */
async function helpToStart() {
  if (!document.documentElement.dataset.failingSince) return;
  const firstAid = await withWords(import('./first-aid.js')).catch(() => null);
  await firstAid?.askHowToStart();
}

// before-paint.js has set it.
loadLanguage(document.documentElement.lang)
  .then(helpToStart)
  .then(() => import('./main.js'))
  .then(hasStarted, (error) => {
    if (error instanceof SyntaxError) showWhyNot(t('core.NO_SIMD'));
    else startAgain(() => showWhyNot(notLoaded('main.js')));
    throw error;
  });
