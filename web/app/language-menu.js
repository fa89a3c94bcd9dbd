/** The language menu. Choosing one reloads the page, which restores its saved state. */
import { browserNote } from '../storage/notes.js';
import { currentLanguage } from '../text/index.js';
import { addressToShare } from '../ui/share.js';

/** @param {HTMLSelectElement} select @param {() => void} restart */
export function createLanguageMenu(select, restart) {
  select.value = currentLanguage();
  select.disabled = false;
  select.addEventListener('change', () => {
    browserNote('inkling language').set(select.value);
    // ?lang= in the address would override the choice.
    history.replaceState(null, '', addressToShare());
    restart();
  });
}
