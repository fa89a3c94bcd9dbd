/** The menu of languages. A choice loads the page anew, which goes on with what is kept. */
import { browserNote } from '../storage/notes.js';
import { currentLanguage } from '../text/index.js';
import { addressToShare } from '../ui/share.js';

/** @param {HTMLSelectElement} select @param {() => void} restart */
export function createLanguageMenu(select, restart) {
  select.value = currentLanguage();
  select.disabled = false;
  select.addEventListener('change', () => {
    browserNote('inkling language').set(select.value);
    // A language in the address would count more than the choice.
    history.replaceState(null, '', addressToShare());
    restart();
  });
}
