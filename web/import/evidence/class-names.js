/** Classes in names of files and folders: what varies in them like a class, not like a number. */

/** Folders that say which part of a dataset they hold. */
const TRAIN = /^(train|training|training[-_ ]?(set|data|images)|train[-_ ]?(set|data|images))$/i;
const TEST =
  /^(test|testing|val|valid|validation|dev|eval|(test|testing|validation|val)[-_ ]?(set|data|images)|t10k)$/i;
/** Folders that say nothing about what they hold. */
const GENERIC =
  /^(images?|jpegimages|imgs?|pictures?|pics?|photos?|bilder|imágenes|data|dataset|datasets|raw|png|jpe?g|files?|all|input|samples?|output|processed|grayscale|[0-9]+x[0-9]+)$/i;
/** Folders beside those of classes that aren't classes themselves. */
const NOISE =
  /^(un-?label+ed|unknown[-_ ]?labels?|no[-_ ]?labels?|docs?|documentation|screenshots?|previews?|readme|assets|examples?|media|figures?|plots?|thumbnails?|test-?set|unsorted|unsortiert)$/i;
/** Words before the number of a class, rather than of a writer or a batch. */
const CLASS_WORD =
  /^(class|classe|clase|klasse|cls|label|digit|ziffer|chiffre|dígito|number|num|category|cat|letter|char|character|sample)$/i;

/** @param {string} name @returns {import('../worker/collector.js').Part | null} */
export const partOfFolder = (name) =>
  TRAIN.test(name) ? 'train' : TEST.test(name) ? 'test' : null;

/** @param {string} name */
export const isNoise = (name) => NOISE.test(name);

/** @param {string} name */
export const saysNothing = (name) =>
  GENERIC.test(name) || NOISE.test(name) || partOfFolder(name) !== null;

/** A digit, a letter, or a sign. @param {string} name */
export const isSingle = (name) => [...name].length === 1;

/** A word and a number, such as writer00; null for other names. @param {string} name */
function serial(name) {
  const found = name.match(/^(.*?[\p{L}])[-_ .]*(\d+)$/u);
  return found && { word: found[1], number: found[2] };
}

/** The likeness of any words, which may be names of classes or of writers. */
export const WORDS = 2;

/** How much names look like those of classes. @param {string[]} names distinct ones */
export function classLikeness(names) {
  if (names.every(saysNothing)) return 0;
  const share = (/** @type {(name: string) => boolean} */ test) =>
    names.filter(test).length / names.length;
  if (names.length < 2) return 0.5;
  if (share(isSingle) >= 0.5) return 4;
  const serials = names.map(serial);
  const [first] = serials;
  if (first && serials.every((one) => one?.word === first.word)) {
    return CLASS_WORD.test(first.word.replace(/[-_ ]+$/, '')) ? 3 : 1;
  }
  // Numbers of one length, such as dates or ids of writers, are less than words.
  if (share((name) => /^\d{3,}$/.test(name)) > 0.9) return 1.5;
  return WORDS;
}

/**
 * Names without what all of them share: Class_0-samples becomes 0.
 * @param {string[]} names distinct
 */
function withoutCommon(names) {
  if (names.length < 2) return names;
  const split = names.map((name) => name.match(/[\p{L}\p{M}]+|\d+|[^\p{L}\p{M}\d]+/gu) ?? []);
  const isShared = (/** @type {number} */ at) =>
    split.every((parts) => parts.at(at) === split[0].at(at));
  const shortest = Math.min(...split.map(({ length }) => length));
  let start = 0;
  while (start < shortest - 1 && isShared(start)) start++;
  let end = 0;
  while (end < shortest - 1 - start && isShared(-1 - end)) end++;
  const trim = (/** @type {string} */ name) => name.replace(/^[-_ .!]+|[-_ .!]+$/g, '');
  const short = split.map((parts) => trim(parts.slice(start, parts.length - end).join('')));
  return short.every(Boolean) && new Set(short).size === names.length ? short : names;
}

/** Class names whose common words are left out only if digits or letters remain. @param {string[]} names */
function shortened(names) {
  const short = withoutCommon(names);
  return short.every(isSingle) ? short : names;
}

/**
 * The class in each of the names of single files, such as cat in full_numpy_bitmap_cat.
 * @param {string[]} names
 * @returns {string[] | null} null if a name repeats
 */
export function classesInNames(names) {
  return new Set(names).size === names.length ? withoutCommon(names) : null;
}

/** Of images with the same structure of names, how many must have it. */
const SAME = 0.95;

/**
 * The class in the names of many files, such as 7 in digit_7_0012.png: the one place where a digit, a
 * letter, or a word varies, but repeats.
 * @param {string[]} names without extensions
 * @returns {(string | null)[] | null} null if no place, or more than one, is like that
 */
export function classesInFileNames(names) {
  if (names.length < 4) return null;
  const parts = names.map((name) => name.match(/\p{L}+|\d+|[^\p{L}\d]+/gu) ?? []);
  const structureOf = (/** @type {string[]} */ one) =>
    one.map((part) => (/\d/.test(part) ? '0' : /\p{L}/u.test(part) ? 'a' : part)).join('');
  /** @type {Map<string, number>} */
  const structures = new Map();
  for (const one of parts) {
    const structure = structureOf(one);
    structures.set(structure, (structures.get(structure) ?? 0) + 1);
  }
  const [[common, count]] = [...structures].sort((a, b) => b[1] - a[1]);
  if (count < SAME * names.length) return null;
  const same = parts.filter((one) => structureOf(one) === common);
  /** @type {{ at: number, single: boolean }[]} */
  const places = [];
  for (let at = 0; at < same[0].length; at++) {
    const values = same.map((one) => one[at]);
    const distinct = new Set(values);
    if (distinct.size < 2 || !/[\p{L}\d]/u.test(values[0])) continue;
    const single = [...distinct].every(isSingle);
    const repeats = distinct.size <= 256 && same.length >= 2 * distinct.size;
    // Numbers that count images are unlike labels: longer, or each only once.
    const isNumber = [...distinct].every((value) => /^\d+$/.test(value));
    if (single ? same.length >= distinct.size : repeats && !(isNumber && distinct.size > 62)) {
      places.push({ at, single });
    }
  }
  const single = places.filter((place) => place.single);
  const chosen = places.length === 1 ? places[0] : single.length === 1 ? single[0] : null;
  if (!chosen) return null;
  return parts.map((one) => (structureOf(one) === common ? one[chosen.at] : null));
}

/** Whether names are the codes of ASCII characters in hexadecimal, as in NIST's databases. @param {string[]} names */
const areCodes = (names) =>
  names.length > 1 &&
  names.every((name) => /^(3\d|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])$/i.test(name));

/**
 * @param {string[]} names @param {boolean} isNist whether the folders around are NIST's
 * @returns {Map<string, string>}
 */
export function readableNames(names, isNist) {
  const shown =
    isNist && areCodes(names)
      ? names.map((name) => String.fromCharCode(Number.parseInt(name, 16)))
      : shortened(names);
  return new Map(names.map((name, i) => [name, shown[i]]));
}
