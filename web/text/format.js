/**
 * Everything of the page that is written differently from language to language: numbers, percents,
 * units, lists, dates and plurals. Only this module uses Intl; tests/wasm/format.test.mjs sees to it.
 */
import { currentLanguage, currentLocale, direction } from './language.js';

/**
 * Making a format takes as long as using it fifty times, so each is made once.
 * @template Options, Format
 * @param {new (locale: string, options?: Options) => Format} Kind
 * @param {() => string} [tag]
 */
function cached(Kind, tag = currentLocale) {
  /** @type {Map<string, Format>} */
  const made = new Map();
  return (/** @type {Options} */ options) => {
    const key = tag() + JSON.stringify(options);
    let format = made.get(key);
    if (!format) made.set(key, (format = new Kind(tag(), options)));
    return format;
  };
}

const numbers = cached(Intl.NumberFormat);
const dates = cached(Intl.DateTimeFormat);
const lists = cached(Intl.ListFormat);
// Which form a message takes is a matter of its language, and not of the region.
const rules = cached(Intl.PluralRules, currentLanguage);

/** @param {string} opening @param {string} text */
const isolated = (opening, text) =>
  direction() === 'rtl' ? `${opening}${text}\u2069` : String(text);

/**
 * Sets a value apart, so that in a text from right to left its parts, and the words around it, keep
 * their order.
 * @param {string} text
 */
export const isolate = (text) =>
  // What only holds values that are set apart already has no direction of its own to go by.
  isolated(/[\u2066-\u2068]/.test(String(text)) ? '\u2067' : '\u2068', text);

/** The same for what reads from left to right in every language. @param {string} text */
export const leftToRight = (text) => isolated('\u2066', text);

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export const formatNumber = (value, options = {}) => numbers(options).format(value);

/** @param {number} share 0 to 1 @param {number} [most] digits after the point @param {number} [least] */
export const formatPercent = (share, most = 0, least = most) =>
  formatNumber(share, {
    style: 'percent',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });

/** @param {number} value @param {string} unit as Intl has it @param {number} digits after the point */
const withUnit = (value, unit, digits) =>
  formatNumber(value, { style: 'unit', unit, maximumFractionDigits: digits });

/** @param {number} bytes */
export const formatBytes = (bytes) =>
  bytes >= 1e6
    ? withUnit(bytes / 1e6, 'megabyte', 1)
    : withUnit(Math.max(1, Math.round(bytes / 1e3)), 'kilobyte', 0);

/** A limit on bytes that is a power of two, as the round number just below it. @param {number} bytes */
export const formatLimit = (bytes) => formatBytes((bytes >> 20) * 1e6);

/** @param {number} seconds @param {number} [digits] after the point */
export const formatSeconds = (seconds, digits = 0) => withUnit(seconds, 'second', digits);

/** About how long something takes. @param {number} seconds */
export const formatDuration = (seconds) =>
  seconds < 90
    ? formatSeconds(Math.max(1, Math.round(seconds)))
    : withUnit(Math.round(seconds / 60), 'minute', 0);

/** @param {number} degrees of an angle */
export const formatDegrees = (degrees) =>
  formatNumber(degrees, { style: 'unit', unit: 'degree', unitDisplay: 'narrow' });

/** Intl knows no pixels. @param {number} pixels */
export const formatPixels = (pixels) => leftToRight(`${formatNumber(pixels)}\u00a0px`);

/**
 * The shape of an image, or of what a layer makes: 24×24×16; of a list, its length.
 * @param {{ height: number, width: number, channels?: number }} shape
 */
export const formatShape = ({ height, width, channels }) =>
  height * width === 1 && channels !== undefined
    ? formatNumber(channels)
    : leftToRight([height, width, ...(channels === undefined ? [] : [channels])].join('×'));

/** @type {Intl.DateTimeFormatOptions} */
const WITH_YEAR = { dateStyle: 'medium', timeStyle: 'short' };

/** A day with its time. @param {number} time in milliseconds, as Date.now() @param {Intl.DateTimeFormatOptions} [options] */
export const formatDate = (time, options = WITH_YEAR) => dates(options).format(time);

/** What belongs together, in a sentence. @param {string[]} parts */
export const formatList = (parts) =>
  lists({ type: 'conjunction', style: 'narrow' }).format(parts.map(isolate));

/** What stands beside one another in a line of its own. @param {string[]} parts */
export const formatFacts = (parts) => parts.map(isolate).join(' · ');

/** Sentences after one another; Chinese ones bring their own space. @param {string[]} parts */
export const formatSentences = (parts) => parts.join(currentLanguage().startsWith('zh') ? '' : ' ');

const CATEGORIES = /** @type {const} */ (['zero', 'one', 'two', 'few', 'many', 'other']);

/** The plural categories of the language in use, in the order of a message's forms. */
export function pluralCategories() {
  const { pluralCategories: used } = rules({}).resolvedOptions();
  return CATEGORIES.filter((name) => used.includes(name));
}

/**
 * Which of the forms of a message a number takes.
 * @param {string[]} forms one for each of the language's plural categories, or two: for one, and
 *   for all others
 * @param {number} count
 */
export function plural(forms, count) {
  const category = rules({}).select(count);
  if (forms.length === 2) return forms[category === 'one' ? 0 : 1];
  return forms[pluralCategories().indexOf(category)];
}
