/**
 * The page begins here: first its language, then everything else. What comes later may be written in
 * newer JavaScript; this module and the words are read by old browsers, too, so that they can say why
 * nothing happens.
 */
import { loadLanguage, t } from '../text/index.js';

// before-paint.js has found out which.
loadLanguage(document.documentElement.lang)
  .then(() => import('./main.js'))
  .catch((error) => {
    const said = document.createElement('p');
    said.setAttribute('role', 'alert');
    said.textContent =
      error instanceof SyntaxError ? t('core.NO_SIMD') : t('core.NOT_LOADED', { file: 'main.js' });
    document.querySelector('[data-testid=notices]')?.append(said);
    throw error;
  });
