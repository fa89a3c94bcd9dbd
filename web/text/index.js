/**
 * The words of the page, in the visitor's language: t() gives them, with their values. English
 * stands with the parts of the page, in their words.js; the other languages each in a file of this
 * folder.
 */
import { formatNumber, formatSentences, isolate, plural } from './format.js';
import { currentLanguage, direction, useLanguage } from './language.js';
import { LANGUAGES } from './languages.js';
import { WORDS } from './words.js';

export * from './format.js';
export { currentLanguage } from './language.js';

/**
 * @typedef {import('./keys.js').Key} Key
 * @typedef {import('./keys.js').PlainKey} PlainKey
 * @typedef {import('./keys.js').Messages} Messages sections of messages; {name} stands for a value,
 *   {count|one digit|{count} digits} for a choice by number
 */

/** What is here of the English words. @type {Record<string, Messages[string]>} */
const english = { ...WORDS };

/** The words of another language. @type {Messages} */
let other = {};

/** Adds the English words of a part of the page, when it is loaded. @param {Messages} words */
export function addWords(words) {
  Object.assign(english, words);
}

/**
 * Loads the words of a language. The page stays English where they can't be had.
 * @param {string} tag one of LANGUAGES
 */
export async function loadLanguage(tag) {
  try {
    other = (await LANGUAGES[tag].load?.())?.WORDS ?? {};
    useLanguage(tag);
  } catch {
    // English is here.
  }
  document.documentElement.lang = currentLanguage();
  document.documentElement.dir = direction();
}

/**
 * Puts values into a message.
 * @param {string} message
 * @param {Record<string, string | number>} values
 */
export const fill = (message, values) =>
  message
    .replace(/\{(\w+)\|((?:[^{}]|\{\w+\})*)\}/g, (_, value, forms) =>
      plural(forms.split('|'), Number(values[value])),
    )
    .replace(/\{(\w+)\}/g, (_, place) => {
      const value = values[place] ?? `{${place}}`;
      return isolate(typeof value === 'number' ? formatNumber(value) : value);
    });

/**
 * A message by a key that is known only as the page runs.
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
function message(key, values = {}) {
  const [section, name] = key.split('.');
  return fill(other[section]?.[name] ?? english[section]?.[name] ?? key, values);
}

/**
 * A message with its values; numbers among them are written as the language does.
 * @type {<K extends Key>(key: K, ...values: import('./keys.js').Given<K>) => string}
 */
export const t = message;

/**
 * Puts words where the page names their key: data-t the text, data-t-label the name that is read
 * out, data-t-title the hint.
 * @param {ParentNode} root
 */
export function translate(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const named = root.querySelectorAll('[data-t], [data-t-label], [data-t-title]');
  for (const element of named) {
    const { t: text, tLabel, tTitle } = element.dataset;
    if (text) element.textContent = message(text);
    if (tLabel) element.setAttribute('aria-label', message(tLabel));
    if (tTitle) element.setAttribute('title', message(tTitle));
  }
}

/** @param {unknown} code @returns {code is keyof typeof WORDS.core} */
const isKnown = (code) => typeof code === 'string' && code in WORDS.core;

/**
 * An error in the visitor's language, where its code is known there.
 * @param {Error & { code?: unknown, values?: Record<string, string> }} error of the module, here or
 *   in a worker
 */
export function tError(error) {
  const { code, values } = error;
  if (!isKnown(code)) return error.message;
  const reason = message(`core.${code}`, values);
  const what = /^“([^”]*)”: /.exec(error.message)?.[1];
  return what === undefined ? reason : t('ui.about', { what, reason });
}

/** Why digits could not be loaded. @param {import('../data/bundled-files.js').Failure} failure */
export function tFailure({ reason, file, status, code }) {
  const said = t(`data.${reason}`, { file, status: String(status ?? '') });
  return isKnown(code) ? formatSentences([said, message(`core.${code}`, { file })]) : said;
}
