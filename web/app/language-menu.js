/** The menu of languages. A choice loads the page anew, which goes on with what is kept. */
import { currentLanguage, keepLanguage, LANGUAGES } from '../text/index.js';

/** @param {HTMLSelectElement} select @param {() => void} restart */
export function createLanguageMenu(select, restart) {
  for (const [code, name] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = code;
    select.append(option);
  }
  select.value = currentLanguage();
  // One language is no choice.
  /** @type {HTMLElement} */ (select.parentElement).hidden = select.options.length < 2;
  select.addEventListener('change', () => {
    keepLanguage(/** @type {import('../text/index.js').Language} */ (select.value));
    restart();
  });
}
