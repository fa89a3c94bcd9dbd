/**
 * Runs before anything is painted. Visitors who have seen the hints get a page without them, so that
 * nothing moves when the page comes to life; and the page has its language and direction from the
 * start, while the words of that language are on their way. Bundled into a classic script, since
 * modules run later.
 */
import { wantedLanguage } from '../text/wanted-language.js';

// @ts-expect-error filled in by hosting/index-html.mjs
const files = /** @type {Record<string, string>} the words of each language */ (FILES);
// @ts-expect-error filled in, too
const rightToLeft = /** @type {string[]} */ (RIGHT_TO_LEFT);

const { documentElement: root, head } = document;
const wishes = [new URLSearchParams(location.search).get('lang')];
try {
  // As hints.js and language-menu.js leave them.
  if (Number(localStorage.getItem('inkling hints done')) >= 3) root.classList.add('hints-done');
  wishes.push(localStorage.getItem('inkling language'));
} catch {
  // Without storage, the hints come with every visit.
}
root.lang = wantedLanguage(Object.keys(files), [...wishes, ...navigator.languages]);
root.dir = rightToLeft.includes(root.lang) ? 'rtl' : 'ltr';
if (files[root.lang]) {
  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.href = files[root.lang];
  head.append(preload);
}
