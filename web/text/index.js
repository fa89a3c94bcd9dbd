/**
 * The page's messages in the visitor's language; t() looks them up and fills in values. English lives
 * in each room's words.js, every other language in one file of this folder.
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
 * @typedef {import('./keys.js').Messages} Messages sections of messages. {name} is a placeholder,
 *   {count|one digit|{count} digits} a plural
 */

/** The English messages of the rooms loaded so far. @type {Record<string, Messages[string]>} */
const english = { ...WORDS };

/** The messages of the current language loaded so far. @type {Messages} */
let current = {};

/** Loads those that are not on the first screen. @type {import('./languages.js').Part['rest']} */
let loadRest;
/** @type {Promise<void> | undefined} */
let rest;

/** Registers the English messages of a room when it is loaded. @param {Messages} words */
export function addWords(words) {
  Object.assign(english, words);
}

/**
 * Loads the messages of the first screen. If that fails, the page becomes English.
 * @param {string} tag one of LANGUAGES
 * @returns {Promise<void>} rejected if English can't be loaded either
 */
export async function loadLanguage(tag) {
  try {
    ({ WORDS: current, rest: loadRest } = await LANGUAGES[tag].load());
    useLanguage(tag);
  } catch (error) {
    if (tag === 'en') throw error;
    return loadLanguage('en');
  }
  document.documentElement.lang = currentLanguage();
  document.documentElement.dir = direction();
}

/**
 * A room that is not on the first screen, once its messages have been loaded as well.
 * @template T
 * @param {Promise<T>} room
 */
export async function withWords(room) {
  if (loadRest && !rest) {
    rest = loadRest().then(
      ({ WORDS }) => {
        current = { ...current, ...WORDS };
      },
      () => {
        // This room is in English; the next one tries again.
        rest = undefined;
      },
    );
  }
  return (await Promise.all([room, rest]))[0];
}

/**
 * Fills values into a message.
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
 * Looks up a message by a key that the type checker can't know.
 * @param {string} key
 * @param {Record<string, string | number>} values
 */
function message(key, values = {}) {
  const [section, name] = key.split('.');
  return fill(current[section]?.[name] ?? english[section]?.[name] ?? key, values);
}

/**
 * Looks up a message and fills in its values. Numbers are formatted for the locale.
 * @type {<K extends Key>(key: K, ...values: import('./keys.js').Given<K>) => string}
 */
export const t = message;

/**
 * Fills in the messages that the HTML names: data-t for the text, data-t-label for the accessible
 * name, data-t-title for the tooltip.
 * @param {ParentNode} root
 */
export function translate(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const named = root.querySelectorAll('[data-t], [data-t-label], [data-t-title]');
  for (const element of named) {
    const { t: text, tLabel, tTitle } = element.dataset;
    const said = text && message(text);
    // The HTML is in English. A text that is written again is laid out again.
    if (said && element.textContent !== said) element.textContent = said;
    if (tLabel) element.setAttribute('aria-label', message(tLabel));
    if (tTitle) element.setAttribute('title', message(tTitle));
  }
}

/**
 * Whether there is a message of this name.
 * @template {keyof import('./keys.js').English} S
 * @param {S} section
 * @param {unknown} name
 * @returns {name is keyof import('./keys.js').English[S] & string}
 */
export const isMessage = (section, name) =>
  typeof name === 'string' && name in (current[section] ?? english[section]);

/** @param {unknown} code @returns {code is keyof import('./keys.js').English['core']} */
const isKnown = (code) => isMessage('core', code);

/**
 * An error in the visitor's language, if its code has a message.
 * @param {Error & { code?: unknown, values?: Record<string, string> }} error an InklingError, perhaps
 *   from a worker
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
  if (!file && isKnown(code)) return message(`core.${code}`);
  const sentence = t(`data.${reason}`, { file, status: String(status ?? '') });
  return isKnown(code) ? formatSentences([sentence, message(`core.${code}`, { file })]) : sentence;
}
