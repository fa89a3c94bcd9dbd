/**
 * The languages of the page, by tag. A language is one file beside this one and one line here. The
 * build splits the file in two.
 */

/**
 * @typedef {{ WORDS: import('./keys.js').Messages, rest?: () => Promise<Part> }} Part
 *
 * @typedef {object} Entry
 * @property {string} name in the language itself
 * @property {'ltr' | 'rtl'} direction
 * @property {() => Promise<Part>} load its messages; once built, those of the first screen
 */

/** In menu order. @type {Record<string, Entry>} */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', load: () => import('./en.js') },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('./de.js') },
  es: { name: 'Español', direction: 'ltr', load: () => import('./es.js') },
  fr: { name: 'Français', direction: 'ltr', load: () => import('./fr.js') },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr', load: () => import('./pt-BR.js') },
  'zh-Hans': { name: '简体中文', direction: 'ltr', load: () => import('./zh-Hans.js') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('./ar.js') },
};
