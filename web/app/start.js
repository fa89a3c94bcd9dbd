/**
 * The entry point: loads the language, then everything else. main.js may use newer JavaScript, but
 * this module and the messages must parse in old browsers, so that they can say why nothing works.
 */
import { loadLanguage, t } from '../text/index.js';

// before-paint.js has set it.
loadLanguage(document.documentElement.lang)
  .then(() => import('./main.js'))
  .catch((error) => {
    const message = document.createElement('p');
    message.setAttribute('role', 'alert');
    message.textContent =
      error instanceof SyntaxError ? t('core.NO_SIMD') : t('core.NOT_LOADED', { file: 'main.js' });
    document.querySelector('[data-testid=notices]')?.append(message);
    throw error;
  });
