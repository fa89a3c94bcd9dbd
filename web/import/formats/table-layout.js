/**
 * What the columns of a table are, by evidence: pixels are many and numbers; an index counts up; a file
 * name has an extension; the label is the column left over.
 */
import { MIN_SIDE, squareOf } from './numbers.js';
import { isNumber, unquoted } from './table-text.js';

/**
 * @typedef {import('./numbers.js').Shape} Shape
 *
 * @typedef {object} Layout of a table with one image per row
 * @property {number} columns
 * @property {boolean} header
 * @property {number} labelAt the column of the label, or -1 if it is elsewhere
 * @property {number[]} pixelsAt the columns of the pixels; one column holds them all if it is `packed`
 * @property {boolean} packed
 * @property {number} partAt the column that says train or test, or -1
 * @property {Shape} shape
 */

const LABELS = [
  ...[
    'label',
    'labels',
    'class',
    'classes',
    'digit',
    'target',
    'targets',
    'y',
    'category',
    'emotion',
  ],
  ...[
    'classlabel',
    'class_label',
    'class_name',
    'classname',
    'letter',
    'character',
    'char',
    'symbol',
  ],
  ...['number', 'klasse', 'clase', 'classe', 'etiqueta', 'étiquette', 'ziffer'],
];
/** Names of columns that tell which part of the dataset a row belongs to. */
const TRAIN = /^(train|training|trn)$/i;
const TEST = /^(.*test|tst|val|valid|validation|dev|eval)$/i;
/** The most columns that aren't pixels. */
const MAX_EXTRAS = 8;

/** @param {string} name @returns {'train' | 'test' | null} */
export const partNamed = (name) => (TRAIN.test(name) ? 'train' : TEST.test(name) ? 'test' : null);

/** @param {string} name */
export const isLabelName = (name) => LABELS.includes(name.trim().toLowerCase());

/** Whether values count up by one, as an index does. @param {string[]} values */
export const countsUp = (values) =>
  values.length > 2 &&
  values.every(
    (value, i) =>
      /^\d+(\.0)?$/.test(value) && (i === 0 || Number(value) - Number(values[i - 1]) === 1),
  );

/** @param {string[]} values */
export const areFiles = (values) =>
  values.length > 0 &&
  values.filter((value) => /\.[a-z]\w{1,4}$/i.test(value)).length > 0.8 * values.length;

/** Whether values grow and never repeat, as ids do in a sample of rows. @param {string[]} values */
const growing = (values) =>
  values.length > 4 &&
  values.every(
    (value, i) => /^\d+$/.test(value) && (i === 0 || Number(value) > Number(values[i - 1])),
  );

/** @param {string[]} values */
const isIdentifier = (values) =>
  countsUp(values) ||
  growing(values) ||
  areFiles(values) ||
  (values.length > 8 &&
    new Set(values).size === values.length &&
    !values.every((value) => isNumber(value)));

/** @param {string[]} values */
const isPart = (values) => values.length > 0 && values.every((value) => partNamed(value));

/**
 * Whether the first row names the columns.
 * @param {string[][]} rows unquoted
 */
export function hasHeader(rows) {
  const [first, ...rest] = rows;
  if (!first) return false;
  const isWord = (/** @type {string} */ field) => field !== '' && !isNumber(field);
  const words = first.map(isWord);
  if (!words.some(Boolean)) return false;
  if (!rest.length)
    return words.filter(Boolean).length > first.length / 2 && first.some((name) => name.length > 1);
  const overNumbers = first.filter(
    (_, at) =>
      words[at] && rest.every((row) => !isWord(row[at] ?? '')) && rest.some((row) => row[at]),
  ).length;
  if (overNumbers > 0)
    return overNumbers >= words.filter(Boolean).length / 2 || first.some(isLabelName);
  return first.some(isLabelName) && first.every(isWord);
}

/** Whether a row numbers the columns, as the header of a pandas table without names does. @param {string[]} row unquoted */
const numbersColumns = (row) =>
  row.length >= MIN_SIDE ** 2 && countsUp(row[0] ? row : row.slice(1));

/** @param {string[][]} rows @param {number} at */
const column = (rows, at) => rows.map((row) => row[at] ?? '');

/**
 * The columns that aren't pixels, by the pattern of the pixels' names: pixel0, 1x1, p_3.
 * @param {string[]} names
 */
function extrasByName(names) {
  /** @type {Map<string, number>} */
  const patterns = new Map();
  const patternOf = (/** @type {string} */ name) => name.replace(/\d+/g, '#');
  for (const name of names) {
    const pattern = patternOf(name);
    if (pattern.includes('#')) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  }
  const [most] = [...patterns].sort((a, b) => b[1] - a[1]);
  if (!most || most[1] < MIN_SIDE ** 2) return null;
  return names.flatMap((name, at) => (patternOf(name) === most[0] ? [] : [at]));
}

/** How unlike a pixel the values of a column at the edge are. @param {string[]} values */
function oddness(values) {
  if (values.some((value) => value && !isNumber(value))) return 4;
  if (countsUp(values) || growing(values)) return 3;
  const distinct = new Set(values).size;
  // The corners of images are blank, labels vary.
  if (distinct < 2) return 0;
  const whole = values.every((value) => /^\d+([.,]0*)?$/.test(value));
  return whole && distinct <= 256 ? (distinct <= 26 ? 2 : 1) : 0.5;
}

/**
 * The columns that aren't pixels, by their values: the first or the last ones.
 * @param {string[][]} rows @param {number} columns
 */
function extrasByValue(rows, columns) {
  for (let count = 1; count <= MAX_EXTRAS; count++) {
    if (!squareOf(columns - count)) continue;
    let best = { at: /** @type {number[]} */ ([]), score: -1 };
    for (let first = count; first >= 0; first--) {
      const at = Array.from({ length: count }, (_, i) => (i < first ? i : columns - count + i));
      const score = at.reduce((sum, one) => sum + oddness(column(rows, one)), 0);
      if (score > best.score) best = { at, score };
    }
    return best.at;
  }
  return null;
}

/** The numbers in one field: 0 12 255, or [0 12 255]. @param {string} field */
const packedNumbers = (field) => field.replace(/[[\]]/g, '').trim().split(/\s+/);

/** @param {string[][]} rows @param {number} at */
function isPackedPixels(rows, at) {
  const sample = column(rows, at);
  return (
    sample.length > 0 &&
    sample.every((value) => {
      const numbers = packedNumbers(value);
      return numbers.length >= MIN_SIDE ** 2 && numbers.slice(0, 20).every(isNumber);
    })
  );
}

/**
 * The shape of images with colors and an alpha channel: every fourth value is the same.
 * @param {string[][]} rows @param {number[]} pixelsAt @returns {import('./numbers.js').Shape | null}
 */
function opaque(rows, pixelsAt) {
  const side = Math.sqrt(pixelsAt.length / 4);
  if (!Number.isInteger(side) || side < MIN_SIDE || !rows.length) return null;
  const alpha = Number(rows[0][pixelsAt[3]]);
  const isOpaque = rows.every((row) =>
    pixelsAt.every((at, i) => i % 4 !== 3 || Number(row[at]) === alpha),
  );
  return isOpaque && alpha > 0 ? { height: side, width: side, channels: 4 } : null;
}

/**
 * @param {number[]} extras
 * @param {string[][]} rows
 * @param {string[] | null} names
 */
function labelAmong(extras, rows, names) {
  const named = names ? extras.find((at) => isLabelName(names[at])) : undefined;
  if (named !== undefined) return named;
  const candidates = extras.filter((at) => {
    const values = column(rows, at);
    return values.some(Boolean) && !isIdentifier(values) && !isPart(values);
  });
  if (candidates.length <= 1)
    return candidates[0] ?? (extras.length === 1 && !names ? extras[0] : -1);
  const variety = (/** @type {number} */ at) => new Set(column(rows, at)).size;
  // Of several, words, then whatever varies least, but varies.
  const words = candidates.filter((at) => column(rows, at).some((value) => !isNumber(value)));
  const varied = (words.length ? words : candidates).filter((at) => variety(at) > 1);
  return varied.sort((a, b) => variety(a) - variety(b))[0] ?? candidates[0];
}

/** The column that says train or test, or -1. @param {number[]} extras @param {string[][]} rows */
const partAmong = (extras, rows) => extras.find((at) => isPart(column(rows, at))) ?? -1;

/**
 * @param {string[][]} sample rows from all over the file, the first one first
 * @param {boolean} [labeled] whether the labels are elsewhere
 * @returns {Layout | 'noLabels' | 'features'} or why there is none
 */
export function layoutOf(sample, labeled = false) {
  if (!sample.length) return 'features';
  const rows = sample.map((row) => row.map(unquoted));
  const named = hasHeader(rows);
  const header = named || numbersColumns(rows[0]);
  const names = named ? rows[0].map((name) => name.toLowerCase()) : null;
  const values = header ? rows.slice(1) : rows;
  let columns = rows[0]?.length ?? 0;
  // A delimiter at the end of every line.
  while (columns > 1 && rows.every((row) => (row[columns - 1] ?? '') === '')) {
    if (!header && squareOf(columns - 1)) break;
    columns--;
  }
  const full = values.filter((row) => row.length >= columns);
  const packedAt =
    columns <= MAX_EXTRAS ? (names ?? rows[0]).findIndex((_, at) => isPackedPixels(full, at)) : -1;
  if (packedAt >= 0) return packedLayout(full, names, columns, header, packedAt);
  const byName = names && extrasByName(names.slice(0, columns));
  const byValue = () => (labeled && squareOf(columns) ? [] : extrasByValue(full, columns));
  const extras = byName ?? byValue();
  const others = new Set(extras);
  const pixelsAt = Array.from({ length: columns }, (_, at) => at).filter((at) => !others.has(at));
  const shape = extras && (opaque(full, pixelsAt) ?? squareOf(pixelsAt.length));
  if (!shape) return squareOf(columns) ? 'noLabels' : 'features';
  const labelAt = labeled ? -1 : labelAmong(extras, full, names);
  if (labelAt < 0 && !labeled) return 'noLabels';
  const partAt = partAmong(extras, full);
  return { columns, header, labelAt, pixelsAt, packed: false, partAt, shape };
}

/**
 * The layout of a table with all pixels of an image in one column.
 * @param {string[][]} rows without header @param {string[] | null} names
 * @param {number} columns @param {boolean} header @param {number} packedAt that column
 * @returns {Layout | 'noLabels' | 'features'}
 */
function packedLayout(rows, names, columns, header, packedAt) {
  const extras = Array.from({ length: columns }, (_, at) => at).filter((at) => at !== packedAt);
  const labelAt = labelAmong(extras, rows, names);
  const shape = squareOf(packedNumbers(rows[0][packedAt]).length);
  if (!shape) return 'features';
  if (labelAt < 0) return 'noLabels';
  const partAt = partAmong(extras, rows);
  return { columns, header, labelAt, pixelsAt: [packedAt], packed: true, partAt, shape };
}
