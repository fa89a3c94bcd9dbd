/**
 * The languages of the page, by tag. A language is one file beside this one and one line here. English
 * lives in each room's words.js.
 */

/**
 * @typedef {object} Entry
 * @property {string} name in the language itself
 * @property {'ltr' | 'rtl'} direction
 * @property {() => Promise<{ WORDS: import('./keys.js').Words }>} [load] its messages
 */

/** In menu order. @type {Record<string, Entry>} */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('./de.js') },
  es: { name: 'Español', direction: 'ltr', load: () => import('./es.js') },
  fr: { name: 'Français', direction: 'ltr', load: () => import('./fr.js') },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr', load: () => import('./pt-BR.js') },
  'zh-Hans': { name: '简体中文', direction: 'ltr', load: () => import('./zh-Hans.js') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('./ar.js') },
};
