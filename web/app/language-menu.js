/** The language menu. Choosing one reloads the page, which restores its saved state. */
import { currentLanguage } from '../text/index.js';
import { LANGUAGES } from '../text/languages.js';
import { chosenLanguage } from './chosen-language.js';

/** @param {HTMLSelectElement} select @param {() => void} restart */
export function createLanguageMenu(select, restart) {
  for (const [tag, { name }] of Object.entries(LANGUAGES)) {
    const option = new Option(name, tag);
    option.lang = tag;
    select.append(option);
  }
  select.value = currentLanguage();
  // With a single language there is nothing to choose.
  /** @type {HTMLElement} */ (select.parentElement).hidden = select.options.length < 2;
  select.addEventListener('change', () => {
    chosenLanguage.set(select.value);
    restart();
  });
}
