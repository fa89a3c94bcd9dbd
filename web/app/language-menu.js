/** The menu of languages. A choice loads the page anew, which goes on with what is kept. */
import { currentLanguage } from '../text/index.js';
import { addressToShare } from '../ui/share.js';
import { chosenLanguage } from './chosen-language.js';

/** @param {HTMLSelectElement} select @param {() => void} restart */
export function createLanguageMenu(select, restart) {
  select.value = currentLanguage();
  select.disabled = false;
  select.addEventListener('change', () => {
    chosenLanguage.set(select.value);
    // A language in the address would count more than the choice.
    history.replaceState(null, '', addressToShare());
    restart();
  });
}
