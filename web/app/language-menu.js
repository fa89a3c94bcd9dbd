/** The language menu. Choosing one reloads the page, which restores its saved state. */
import { browserNote } from '../storage/notes.js';
import { currentLanguage } from '../text/index.js';
import { LANGUAGES } from '../text/languages.js';
import { addressToShare } from '../ui/share.js';

/** Read by before-paint.js, too. */
const chosen = browserNote('inkling language', (tag) => Object.hasOwn(LANGUAGES, tag));

/**
 * @param {HTMLSelectElement} select @param {import('../storage/store.js').Store} store
 * @param {() => void} restart
 */
export function createLanguageMenu(select, store, restart) {
  select.value = currentLanguage();
  select.disabled = false;
  select.addEventListener('change', async () => {
    chosen.set(select.value);
    // ?lang= in the address would override the choice.
    history.replaceState(null, '', addressToShare());
    await store.saveLanguage(select.value);
    restart();
  });
  restoreChoice(store, restart);
}

/**
 * A browser that is killed may have lost what was last written to web storage, but not what was written
 * to the database.
 * @param {import('../storage/store.js').Store} store @param {() => void} restart
 */
async function restoreChoice(store, restart) {
  const tag = await store.loadLanguage();
  if (!tag || tag === chosen.get() || !Object.hasOwn(LANGUAGES, tag)) return;
  chosen.set(tag);
  const overridden = new URLSearchParams(location.search).has('lang');
  if (!overridden && tag !== currentLanguage() && chosen.get() === tag) restart();
}
