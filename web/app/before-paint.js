/**
 * Runs before anything is painted. Visitors who have seen the hints get a page without them, so that
 * nothing moves when the page comes to life; and the page has its language and direction from the
 * start, while the words of that language are on their way. Bundled into a classic script, since
 * modules run later.
 */
import { wantedLanguage } from '../text/wanted-language.js';
import { chosenLanguage } from './chosen-language.js';
import { hintsDone, STEPS } from './hints-done.js';

// @ts-expect-error filled in by hosting/index-html.mjs
const languages = /** @type {Record<string, { rtl?: 1, file?: string }>} */ (LANGUAGES);

const root = document.documentElement;
if (Number(hintsDone.get()) >= STEPS.length) root.classList.add('hints-done');

root.lang = wantedLanguage(Object.keys(languages), [
  new URLSearchParams(location.search).get('lang'),
  chosenLanguage.get(),
  ...navigator.languages,
]);
const { rtl, file } = languages[root.lang];
root.dir = rtl ? 'rtl' : 'ltr';
if (file) {
  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.href = file;
  document.head.append(preload);
}
