/** The language of the page, and how its numbers and dates are written. */
import { LANGUAGES } from './languages.js';
import { primary } from './wanted-language.js';

let language = 'en';
/** With the visitor's region. @type {string | null} */
let locale = null;

/** The tag of the language in use. */
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
 * How numbers and dates are written: as in the visitor's region, where the browser names one for
 * this language ('de-AT'), with the digits that readers of this page draw.
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
