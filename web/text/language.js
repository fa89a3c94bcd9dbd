/** The page's current language, and the locale for its numbers and dates. */
import { LANGUAGES } from './languages.js';
import { primary } from './wanted-language.js';

let language = 'en';
/** The language with the visitor's region. @type {string | null} */
let locale = null;

/** The tag of the current language. */
export const currentLanguage = () => language;

export const direction = () => LANGUAGES[language].direction;

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
  // There is no navigator outside a browser.
  const own = (globalThis.navigator?.languages ?? []).find(
    (tag) => primary(tag) === primary(language) && scriptOf(tag) === scriptOf(language),
  );
  locale = new Intl.Locale(own ?? language, { numberingSystem: 'latn' }).toString();
  return locale;
}
