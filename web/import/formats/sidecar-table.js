/** Sidecars that are tables: labels of files, names of classes, or labels in the order of the images. */
import { areFiles, countsUp, hasHeader, isLabelName, partNamed } from './table-layout.js';
import {
  announced,
  delimiterOf,
  FIRST,
  fieldsOf,
  isNumber,
  labelIn,
  linesOf,
  unquoted,
} from './table-text.js';

/**
 * What a file says about others, such as the labels of images. boxes: it tells where several objects are, not what an image shows.
 * @typedef {{ kind: 'files', labels: Map<string, string>, parts: Map<string, 'train' | 'test'>,
 *     boxes?: boolean }
 *   | { kind: 'names', names: Map<string, string> }
 *   | { kind: 'list', labels: string[], ordered: boolean }} Sidecar ordered: no other column says which
 *   label is whose
 */

/** Columns of a table that may go with images. */
const MAX_COLUMNS = 40;
/** From this many columns of numbers on, rows describe things themselves. */
const MIN_FEATURES = 10;

/** In a table of at least this many rows, a value that differs in every row is not a label. */
const MANY = 20;

/** @param {string[]} row @returns {number} the place of the only 1 among zeros; -1 if there are other values */
function hotPlace(row) {
  const place = row.findIndex((field) => Number(field) === 1);
  return row.every((field, at) => field !== '' && Number(field) === Number(at === place))
    ? place
    : -1;
}

/** Whether a row says in many columns what a file shows. @param {string[]} row */
function isHotRow(row) {
  const numbers = row.filter(isNumber);
  return numbers.length >= MIN_FEATURES && numbers.length < row.length && hotPlace(numbers) >= 0;
}

/** @param {string[][]} rows */
function holdsPixels(rows) {
  const first = rows.slice(0, FIRST);
  if (first.length > 1 && first.slice(1).every(isHotRow)) return false;
  return first.some(
    (row) =>
      row.some((field) => /^\[?\s*\d[\d.]*([\s]+\d[\d.]*){63}/.test(field)) ||
      row.filter(isNumber).length >= MIN_FEATURES,
  );
}

/** Whether a text holds rows of numbers, or says that they follow. @param {Uint8Array} head */
export function isTable(head) {
  const lines = linesOf(head).slice(0, FIRST);
  if (lines.some((line) => /^\s*@relation/i.test(line))) return true;
  const body = lines.filter((line) => !announced(line));
  const delimiter = delimiterOf(body);
  const rows = body.map((line) => fieldsOf(line, delimiter).map(unquoted));
  const isSparse = body.some((line) => /^\S+(\s+\d+:[\d.eE+-]+){8,}/.test(line));
  return isSparse || holdsPixels(rows) || rows.some(({ length }) => length > MAX_COLUMNS);
}

/**
 * The column with the label; -1 if none looks like one.
 * @param {string[][]} rows without header @param {string[] | null} names
 */
function labelColumn(rows, names) {
  const columns = rows[0].length;
  const column = (/** @type {number} */ at) => rows.map((row) => row[at] ?? '');
  const named = names?.findIndex(isLabelName) ?? -1;
  if (named >= 0) return named;
  if (columns === 1) return 0;
  const candidates = Array.from({ length: columns }, (_, at) => at).filter((at) => {
    const values = column(at);
    return (
      !countsUp(values) && !areFiles(values) && values.some((value) => value && value !== values[0])
    );
  });
  // A column of many different values describes, rather than names, a class.
  const variety = (/** @type {number} */ at) => new Set(column(at)).size;
  const few = candidates.filter((at) => variety(at) <= Math.max(2, rows.length / 2));
  const some = candidates.filter((at) => rows.length < MANY || variety(at) < rows.length);
  return few[0] ?? some[0] ?? -1;
}

/** Whether the first row names the columns. @param {string[][]} rows */
const firstNamesColumns = (rows) =>
  hasHeader(rows.slice(0, 300)) ||
  rows[0].some(isLabelName) ||
  // pandas' index has no name.
  (rows[0][0] === '' && countsUp(rows.slice(1).map(([first]) => first))) ||
  (rows.length > 1 && isHotRow(rows[1]) && !isHotRow(rows[0])) ||
  (rows.length > 2 &&
    rows[0].every(
      (name) => /^[a-z_ ]*(file|image|img|path)[a-z_ ]*$/i.test(name) || isLabelName(name),
    ));

/**
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} isImage whether an image has this name, with or without extension
 * @returns {Sidecar | null} null if it is something else, such as a table of pixels
 */
export function readSidecarTable(bytes, isImage) {
  const lines = linesOf(bytes);
  const preface = lines.findIndex((line) => !announced(line));
  const given = preface > 0 ? announced(lines[0]) : undefined;
  const body = lines.slice(Math.max(0, preface));
  const delimiter = given ?? delimiterOf(body);
  const all = body.map((line) => fieldsOf(line, delimiter).map(unquoted));
  if (!all.length || all[0].length > MAX_COLUMNS || holdsPixels(all)) return null;
  const names = firstNamesColumns(all) ? all[0] : null;
  const rows = names ? all.slice(1) : all;
  if (!rows.length) return null;
  const fileAt = fileColumn(rows, isImage);
  if (fileAt >= 0) return labelsOfFiles(rows, names, fileAt);
  const ordered = rows[0].length === 1 || countsUp(rows.map(([first]) => first));
  return mappingIn(rows) ?? { kind: 'list', labels: listIn(rows, names), ordered };
}

/**
 * The column that names image files; -1 if none does.
 * @param {string[][]} rows @param {(name: string) => boolean} isImage
 */
function fileColumn(rows, isImage) {
  const columns = rows[0].length;
  const column = (/** @type {number} */ at) => rows.map((row) => row[at] ?? '');
  const known = (/** @type {number} */ at) => column(at).filter(isImage).length;
  const all = Array.from({ length: columns }, (_, at) => at);
  // Labels may happen to be names of images: 3 of 3.png.
  const namesFiles = (/** @type {number} */ at) => areFiles(column(at));
  const [fileAt] = (all.some(namesFiles) ? all.filter(namesFiles) : all).sort(
    (a, b) => known(b) - known(a),
  );
  const areNames = () =>
    known(fileAt) > rows.length / 4 && 2 * new Set(column(fileAt)).size > rows.length;
  return columns > 1 && known(fileAt) > 0 && (namesFiles(fileAt) || areNames()) ? fileAt : -1;
}

/**
 * @param {string[][]} rows @param {string[] | null} names of the columns @param {number} fileAt the column of the files
 * @returns {Sidecar | null} null if no column holds labels
 */
function labelsOfFiles(rows, names, fileAt) {
  const rest = rows.map((row) => row.filter((_, at) => at !== fileAt));
  const titles = names?.filter((_, at) => at !== fileAt);
  const labelAt = labelColumn(rest, titles ?? null);
  const partAt = rest[0].findIndex((_, at) => rest.every((row) => partNamed(row[at] ?? '')));
  const isHot = titles && titles.length > 1 && rest.every((row) => hotPlace(row) >= 0);
  if (labelAt < 0 && !isHot) return null;
  const labelOf = (/** @type {string[]} */ row) =>
    isHot ? titles[hotPlace(row)] : labelIn(row[labelAt] ?? '');
  const labels = new Map(rows.map((row, i) => [row[fileAt], labelOf(rest[i])]));
  /** @type {Map<string, 'train' | 'test'>} */
  const parts = new Map();
  rows.forEach((row, i) => {
    const part = partAt >= 0 && partAt !== labelAt ? partNamed(rest[i][partAt]) : null;
    if (part) parts.set(row[fileAt], part);
  });
  return { kind: 'files', labels, parts };
}

/** Class numbers with their names, or with the codes of their characters as in EMNIST. @param {string[][]} rows */
function mappingIn(rows) {
  const columns = rows[0].length;
  if (columns < 2 || columns > 3 || rows.length > 256) return null;
  const keys = rows.map(([key]) => key);
  const isIndex = countsUp(keys) || (rows.length === 2 && keys.join() === '0,1');
  if (!isIndex || rows.some((row) => row.length < 2)) return null;
  const codes = rows.map((row) => Number(row[1]));
  const areCodes =
    codes.every((code) => code >= 33 && code < 0x3000) && codes.some((code) => code >= 48);
  const allNumbers = codes.every((code) => !Number.isNaN(code));
  if (allNumbers && !(areCodes && new Set(codes).size === codes.length)) return null;
  /** @type {Map<string, string>} */
  const names = new Map();
  rows.forEach(([key, name], i) => {
    names.set(String(Number(key)), allNumbers ? String.fromCodePoint(codes[i]) : name);
  });
  return { kind: /** @type {const} */ ('names'), names };
}

/** @param {string[][]} rows @param {string[] | null} names */
function listIn(rows, names) {
  if (rows.length === 1) return rows[0].map(labelIn);
  const at = labelColumn(rows, names);
  return rows.map((row) => labelIn(row.at(at) ?? ''));
}

/** The labels of a sprite sheet, in order. @param {Uint8Array} bytes */
export function readLabelList(bytes) {
  const table = readSidecarTable(bytes, () => false);
  if (table?.kind === 'list') return table.labels;
  if (table?.kind === 'names') return [...table.names.values()];
  // A single line of many labels.
  const lines = linesOf(bytes);
  return lines.length === 1 ? fieldsOf(lines[0], delimiterOf(lines)).map(labelIn) : [];
}
