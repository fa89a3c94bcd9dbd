/** Which language the page is in: what the visitor chose, or what the browser asks for. */
import { LANGUAGES } from './languages.js';

let language = 'en';
/** With the visitor's region. @type {string | null} */
let locale = null;

/** The tag of the language in use. */
export const currentLanguage = () => language;

export const direction = () => LANGUAGES[language].direction;

/** @param {string} tag as of a browser: 'de-AT' */
const primary = (tag) => tag.toLowerCase().split('-')[0];

/** What the browser asks for, best first; nothing outside a browser. */
const asked = () => globalThis.navigator?.languages ?? [];

/** The language of the page that a tag means. @param {string | null} tag */
function known(tag) {
  const wanted = tag?.toLowerCase() ?? '';
  const tags = Object.keys(LANGUAGES);
  return (
    tags.find((one) => one.toLowerCase() === wanted) ??
    tags.find((one) => primary(one) === primary(wanted))
  );
}

/**
 * The language that was chosen, or that the browser asks for.
 * @param {string | null} chosen by the visitor, before
 */
export const wantedLanguage = (chosen) => known(chosen) ?? asked().map(known).find(Boolean) ?? 'en';

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
  const own = asked().find(
    (tag) => primary(tag) === primary(language) && scriptOf(tag) === scriptOf(language),
  );
  locale = new Intl.Locale(own ?? language, { numberingSystem: 'latn' }).toString();
  return locale;
}
