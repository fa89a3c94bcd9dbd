/**
 * The words of the interface, in the visitor's language. All of them stand in text/: one file a
 * language, with English as the list of what there is.
 */
import { EN } from './en.js';

/**
 * @typedef {Record<string, Record<string, string>>} Messages sections of messages; {name} stands
 *   for a value, {count|one digit|{count} digits} for a choice by number
 */

/** Languages by their own names. English is always here; the others load when they are wanted. */
export const LANGUAGES = /** @type {const} */ ({
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  zh: '中文',
  ar: 'العربية',
});

/** @typedef {keyof typeof LANGUAGES} Language */

/** @type {Record<Exclude<Language, 'en'>, () => Promise<{ MESSAGES: Messages }>>} */
const LOAD = {
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  zh: () => import('./zh.js'),
  ar: () => import('./ar.js'),
};

/** @type {Set<string>} */
const RIGHT_TO_LEFT = new Set(['ar']);

/** @type {Language} */
let language = 'en';
/** @type {Messages} */
let messages = EN;

/** The language in use. */
export const currentLanguage = () => language;

/** @param {string | null | undefined} tag as of a browser: 'de-AT' @returns {Language | undefined} */
function known(tag) {
  const code = tag?.toLowerCase().split('-')[0] ?? '';
  return code in LANGUAGES ? /** @type {Language} */ (code) : undefined;
}

/**
 * Brings the messages of the language that was chosen, or that the browser asks for; English where
 * they can't be had.
 * @param {string | null} chosen by the visitor, before
 */
export async function loadLanguage(chosen) {
  const wanted = known(chosen) ?? navigator.languages.map(known).find(Boolean) ?? 'en';
  if (wanted !== 'en') {
    try {
      messages = (await LOAD[wanted]()).MESSAGES;
      language = wanted;
    } catch {
      // English is here.
    }
  }
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

/**
 * Which of the forms of a choice a number takes: languages differ in how many they have.
 * @param {string[]} forms in the order of the language's plural categories, as far as it has them
 * @param {number} count
 */
function plural(forms, count) {
  const rules = new Intl.PluralRules(language);
  const order = ['zero', 'one', 'two', 'few', 'many', 'other'];
  const used = new Set(rules.resolvedOptions().pluralCategories);
  const names =
    forms.length === 2
      ? ['one', 'other']
      : order.filter((name) => used.has(/** @type {Intl.LDMLPluralRule} */ (name)));
  const at = names.indexOf(rules.select(count));
  return forms[at < 0 ? forms.length - 1 : Math.min(at, forms.length - 1)];
}

/**
 * A message with its values.
 * @param {string} key 'section.name'
 * @param {Record<string, string | number>} [values] numbers are written as the language does
 */
export function t(key, values = {}) {
  const [section, name] = key.split('.');
  const message = messages[section]?.[name] ?? EN[section]?.[name];
  if (message === undefined) return key;
  /** @param {string} value */
  const write = (value) => {
    const given = values[value] ?? `{${value}}`;
    const written = typeof given === 'number' ? formatNumber(given) : given;
    // Set apart, so that in a text from right to left a list of layers keeps its order.
    return RIGHT_TO_LEFT.has(language) ? `\u2068${written}\u2069` : written;
  };
  return message
    .replace(/\{(\w+)\|((?:[^{}]|\{\w+\})*)\}/g, (_, value, forms) =>
      plural(forms.split('|'), Number(values[value])),
    )
    .replace(/\{(\w+)\}/g, (_, value) => write(value));
}

/** Digits as this page's readers know them: the ones they draw. */
const locale = () => `${language}-u-nu-latn`;

/** Making a format takes as long as using it fifty times. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function formatNumber(value, options) {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale(), options)));
  return format.format(value);
}

/** @param {number} share 0 to 1 @param {number} [digits] after the point */
export const formatPercent = (share, digits = 0) =>
  formatNumber(share, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/**
 * Puts words where the page names their key: data-t the text, data-t-label the name that is read
 * out, data-t-title the hint.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.t ?? '');
  }
  for (const element of root.querySelectorAll('[data-t-label]')) {
    element.setAttribute(
      'aria-label',
      t(/** @type {HTMLElement} */ (element).dataset.tLabel ?? ''),
    );
  }
  for (const element of root.querySelectorAll('[data-t-title]')) {
    element.setAttribute('title', t(/** @type {HTMLElement} */ (element).dataset.tTitle ?? ''));
  }
}

/**
 * An error of the module in the visitor's language, where it is known there.
 * @param {import('../inkling/index.js').InklingError} error
 */
export function tError({ code, message }) {
  const said = t(`core.${code}`);
  if (said === `core.${code}`) return message;
  // What it is about stands before, in quotes.
  return (/^“[^”]*”: /.exec(message)?.[0] ?? '') + said;
}

/** Why digits could not be loaded. @param {import('../data/bundled-files.js').Failure} failure */
export function tFailure({ reason, file, status, code }) {
  const said = code && code in EN.core ? t(`core.${code}`) : '';
  return `${t(`data.${reason}`, { file, status: String(status ?? '') })} ${said}`.trim();
}
