/**
 * The languages of the page, by their tags. A language is one file beside this one, and one line
 * here. English stands with the parts of the page, in their words.js.
 */

/**
 * @typedef {object} Entry
 * @property {string} name its own
 * @property {'ltr' | 'rtl'} direction
 * @property {() => Promise<{ WORDS: import('./keys.js').Words }>} [load] its words
 */

/** In the order of the menu. @type {Record<string, Entry>} */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('./de.js') },
  es: { name: 'Español', direction: 'ltr', load: () => import('./es.js') },
  fr: { name: 'Français', direction: 'ltr', load: () => import('./fr.js') },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr', load: () => import('./pt-BR.js') },
  'zh-Hans': { name: '简体中文', direction: 'ltr', load: () => import('./zh-Hans.js') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('./ar.js') },
};
