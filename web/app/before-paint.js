/**
 * Runs before the first paint: sets the page's language and direction, preloads that language's
 * messages, and hides the hints from visitors who have finished them, so that the layout does not
 * shift. Watches over the scripts and style sheets of the HTML, which must come after it. Bundled as a
 * classic script, because modules are deferred.
 */
import { wantedLanguage } from '../text/wanted-language.js';
import { notLoaded, STARTED, showWhyNot, startAgain } from './start-again.js';
import { countStart } from './start-count.js';

// @ts-expect-error filled in by hosting/index-html.mjs
const files = /** @type {Record<string, string>} the first words of each language */ (FILES);
// @ts-expect-error filled in as well
const rightToLeft = /** @type {string[]} */ (RIGHT_TO_LEFT);
// @ts-expect-error filled in as well
const messages = /** @type {Record<string, string>} core.NOT_LOADED, by language */ (NOT_LOADED);

const { documentElement: root, head } = document;
countStart();
const address = new URLSearchParams(location.search);
if (address.has('embed')) root.classList.add('embed');
const wishes = [address.get('lang')];
try {
  // Written by hints.js and language-menu.js.
  if (Number(localStorage.getItem('inkling hints done')) >= 3) root.classList.add('hints-done');
  wishes.push(localStorage.getItem('inkling language'));
} catch {
  // Without storage, every visit starts with the hints.
}
root.lang = wantedLanguage(Object.keys(files), [...wishes, ...navigator.languages]);
root.dataset.notLoaded = messages[root.lang];
root.dir = rightToLeft.includes(root.lang) ? 'rtl' : 'ltr';
const preload = document.createElement('link');
preload.rel = 'modulepreload';
preload.href = files[root.lang];
head.append(preload);

/** @param {Event} event */
function failed({ target }) {
  const source =
    target instanceof HTMLScriptElement
      ? target.src
      : target instanceof HTMLLinkElement && target.rel === 'stylesheet' && target.href;
  if (!source) return;
  const file = source.replace(/.*\//, '');
  startAgain(() => showWhyNot(notLoaded(file)));
}
addEventListener('error', failed, true);
addEventListener(STARTED, () => removeEventListener('error', failed, true));
