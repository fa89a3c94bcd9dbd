/**
 * Locale-aware formatting: numbers, percents, units, lists, dates, and plurals. Only this module uses
 * Intl; tests/wasm/format.test.mjs enforces it.
 */
import { currentLanguage, currentLocale, direction } from './language.js';

/**
 * Constructing a formatter costs about as much as fifty uses, so each is cached.
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
// Plural rules depend on the language of the messages, not on the visitor's region.
const rules = cached(Intl.PluralRules, currentLanguage);

/** @param {string} opening @param {string} text */
const isolated = (opening, text) =>
  direction() === 'rtl' ? `${opening}${text}\u2069` : String(text);

/**
 * Wraps a value in bidi isolates, so that in right-to-left text neither its parts nor the surrounding
 * words are reordered.
 * @param {string} text
 */
export const isolate = (text) =>
  // A value made only of isolated parts has no text of its own to infer a direction from.
  isolated(/[\u2066-\u2068]/.test(String(text)) ? '\u2067' : '\u2068', text);

/** The same for text that reads from left to right in every language. @param {string} text */
export const leftToRight = (text) => isolated('\u2066', text);

/**
 * Writes 0 instead of −0, as signDisplay: 'negative' would, which needs Chrome 106, and a minus sign where
 * Intl writes a hyphen.
 * @param {number} value @param {Intl.NumberFormatOptions} [options]
 */
export function formatNumber(value, options = {}) {
  const { format } = numbers(options);
  const zero = format(0);
  return format(Math.abs(value)) === zero ? zero : format(value).replaceAll('-', '−');
}

/** What stands between a number and its decimals. */
export const formatDecimalMark = () => formatNumber(1.5)[1];

/** @param {number} share 0 to 1 @param {number} [most] fraction digits @param {number} [least] */
export const formatPercent = (share, most = 0, least = most) =>
  formatNumber(share, {
    style: 'percent',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });

/** @param {number} value @param {string} unit as Intl names it @param {number} digits fraction digits */
const withUnit = (value, unit, digits) =>
  formatNumber(value, { style: 'unit', unit, maximumFractionDigits: digits })
    // Intl writes "3分钟", the texts "3 分钟".
    .replace(/(?<=\d)(?=\p{Script=Han})/u, '\u00a0');

/** @param {number} bytes */
export const formatBytes = (bytes) =>
  bytes >= 1e6
    ? withUnit(bytes / 1e6, 'megabyte', 1)
    : withUnit(Math.max(1, Math.round(bytes / 1e3)), 'kilobyte', 0);

/** A binary limit, rounded down to decimal megabytes: 32 MiB as 32 MB. @param {number} bytes */
export const formatLimit = (bytes) => formatBytes((bytes >> 20) * 1e6);

/** @param {number} seconds @param {number} [digits] fraction digits */
export const formatSeconds = (seconds, digits = 0) => withUnit(seconds, 'second', digits);

/** An approximate duration. @param {number} seconds */
export const formatDuration = (seconds) =>
  seconds < 90
    ? formatSeconds(Math.max(1, Math.round(seconds)))
    : withUnit(Math.round(seconds / 60), 'minute', 0);

/** @param {number} degrees */
export const formatDegrees = (degrees) =>
  // Intl separates the sign in some languages, where print doesn't.
  formatNumber(degrees, { style: 'unit', unit: 'degree', unitDisplay: 'narrow' }).replace(
    /\s°/,
    '°',
  );

/** Intl has no unit for pixels. @param {number} pixels */
export const formatPixels = (pixels) => leftToRight(`${formatNumber(pixels)}\u00a0px`);

/**
 * The shape of an image or of a layer's output: 24×24×16, or just the length of a vector.
 * @param {{ height: number, width: number, channels?: number }} shape
 */
export const formatShape = ({ height, width, channels }) =>
  height * width === 1 && channels !== undefined
    ? formatNumber(channels)
    : leftToRight([height, width, ...(channels === undefined ? [] : [channels])].join('×'));

/** @type {Intl.DateTimeFormatOptions} */
const WITH_YEAR = { dateStyle: 'medium', timeStyle: 'short' };

/** Date and time. @param {number} time as Date.now() @param {Intl.DateTimeFormatOptions} [options] */
export const formatDate = (time, options = WITH_YEAR) => dates(options).format(time);

/** A list in running text. @param {string[]} parts */
export const formatList = (parts) =>
  lists({ type: 'conjunction', style: 'narrow' }).format(parts.map(isolate));

/** Sentences in a row; Chinese puts no space between them. @param {string[]} sentences */
export const formatSentences = (sentences) =>
  sentences.join(currentLanguage().startsWith('zh') ? '' : ' ');

/** A line of facts, separated by dots. @param {string[]} parts */
export const formatFacts = (parts) => parts.map(isolate).join(' · ');

const CATEGORIES = /** @type {const} */ (['zero', 'one', 'two', 'few', 'many', 'other']);

/** The plural categories of the current language, in the order of a message's forms. */
export function pluralCategories() {
  const { pluralCategories: used } = rules({}).resolvedOptions();
  return CATEGORIES.filter((name) => used.includes(name));
}

/**
 * Picks the plural form for a number.
 * @param {string[]} forms one per plural category of the language, or two: for one, and for all others
 * @param {number} count
 */
export function plural(forms, count) {
  const category = rules({}).select(count);
  if (forms.length === 2) return forms[category === 'one' ? 0 : 1];
  return forms[pluralCategories().indexOf(category)];
}
