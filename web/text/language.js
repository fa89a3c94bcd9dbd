/** The language of the page: the visitor's choice, or the browser's preference. */
import { LANGUAGES } from './languages.js';

let language = 'en';
/** The language with the visitor's region. @type {string | null} */
let locale = null;

/** The tag of the current language. */
export const currentLanguage = () => language;

export const direction = () => LANGUAGES[language].direction;

/** @param {string} tag a browser's: 'de-AT' */
const primary = (tag) => tag.toLowerCase().split('-')[0];

/** The browser's preferences, best first; empty outside a browser. */
const preferred = () => globalThis.navigator?.languages ?? [];

/** The supported language that matches a tag. @param {string | null} tag */
function supported(tag) {
  const wanted = tag?.toLowerCase() ?? '';
  const tags = Object.keys(LANGUAGES);
  return (
    tags.find((one) => one.toLowerCase() === wanted) ??
    tags.find((one) => primary(one) === primary(wanted))
  );
}

/**
 * The language to use.
 * @param {string | null} chosen the visitor's earlier choice
 */
export const wantedLanguage = (chosen) =>
  supported(chosen) ?? preferred().map(supported).find(Boolean) ?? 'en';

/** @param {string} tag one of LANGUAGES */
export function useLanguage(tag) {
  language = tag;
  locale = null;
}

/** @param {string} tag */
const scriptOf = (tag) => new Intl.Locale(tag).maximize().script;

/**
 * The locale for numbers and dates: the visitor's region, if the browser names one for this language
 * ('de-AT'), but always with Latin digits, which are the ones that visitors draw here.
 */
export function currentLocale() {
  if (locale) return locale;
  const own = preferred().find(
    (tag) => primary(tag) === primary(language) && scriptOf(tag) === scriptOf(language),
  );
  locale = new Intl.Locale(own ?? language, { numberingSystem: 'latn' }).toString();
  return locale;
}
