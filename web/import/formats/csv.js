/**
 * Text tables with one image per row: CSV as in Kaggle's Digit Recognizer, and whatever else people
 * have, such as TSV, space-separated files of UCI and USPS, LIBSVM, or ARFF. A first pass looks at rows
 * from all over the file, and finds out what its columns and numbers are; a second one reads.
 */
import { ImportError } from '../errors.js';
import { partOf, wordsOf } from '../evidence/file-names.js';
import { extremesOf, grayOf, isPlanar, scaleOf, squareOf, sumOf, toGray } from './numbers.js';
import { areFiles, countsUp, hasHeader, isLabelName, layoutOf, partNamed } from './table-layout.js';
import {
  announced,
  delimiterOf,
  encodingOf,
  endsWithReturns,
  fieldsOf,
  isNumber,
  linesOf,
  numberIn,
  PREVIEW,
  unquoted,
} from './table-text.js';

/**
 * @typedef {'raggedRow' | 'badRow' | 'noLabels' | 'features'} CsvReason
 * @typedef {import('./table-layout.js').Layout} Layout
 */

const LONGEST_LINE = 4 << 20;
/** Rows of a sample, and their characters. */
const SAMPLE = 300;
const LONGEST_SAMPLE = 1 << 20;
/** Rows that decide about the delimiter. */
const FIRST = 20;

/** @param {string} name */
export const isCsv = (name) => /\.(csv|tsv|txt)(\.gz)?$/.test(name);

/** Splits a file into lines, whatever its encoding and line ends. */
class Lines {
  /** @type {TextDecoder | null} */
  #text = null;
  #returns = false;
  #partial = '';
  /** The number of the current line. */
  number = 0;

  /** @param {(line: string) => void} line */
  constructor(line) {
    this.line = line;
  }

  /** @param {Uint8Array} bytes the next part of the file */
  push(bytes) {
    const first = !this.#text;
    this.#text ??= new TextDecoder(encodingOf(bytes));
    let text = this.#text.decode(bytes, { stream: true });
    if (first) this.#returns = endsWithReturns(text.slice(0, PREVIEW));
    if (this.#returns) text = text.replaceAll('\r', '\n');
    text = this.#partial + text;
    const end = text.lastIndexOf('\n');
    this.#partial = text.slice(end + 1);
    if (this.#partial.length > LONGEST_LINE) throw new ImportError('noLabels');
    if (end >= 0) this.#lines(text.slice(0, end));
  }

  end() {
    const rest = this.#partial + (this.#text?.decode() ?? '');
    if (rest) this.#lines(rest);
  }

  /** @param {string} text */
  #lines(text) {
    for (const line of text.split('\n')) {
      this.number++;
      this.line(line);
    }
  }
}

/** Where rows are in a file with a preface: ARFF, Excel's delimiter, comments. */
class Preface {
  /** Names of ARFF's columns. @type {string[] | null} */
  names = null;
  delimiter = '';
  #inArff = false;

  /** Whether a line is a row. @param {string} line */
  isRow(line) {
    const start = line.trimStart();
    if (!start || start[0] === '%' || start.startsWith('# ')) return false;
    if (this.#inArff) {
      const name = start.match(/^@attribute\s+('[^']*'|"[^"]*"|\S+)/i)?.[1];
      if (name) this.names?.push(name.replace(/^['"]|['"]$/g, ''));
      if (/^@data/i.test(start)) this.#inArff = false;
      return false;
    }
    if (/^@relation/i.test(start)) {
      this.#inArff = true;
      this.names = [];
      return false;
    }
    const delimiter = announced(line);
    if (delimiter) this.delimiter = delimiter;
    return !delimiter;
  }
}

/** The first pass: rows from all over the file. */
class Survey {
  #preface = new Preface();
  /** @type {string[]} */
  first = [];
  /** @type {{ row: number, line: string }[]} */
  #kept = [];
  count = 0;
  /** The highest index of a LIBSVM file. */
  highest = 0;
  #state = 0x2545f491;
  lines = new Lines((line) => this.#take(line));

  /** A number below `most`, the same in every import. @param {number} most */
  #random(most) {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % most;
  }

  /** @param {string} line */
  #take(line) {
    if (!this.#preface.isRow(line)) return;
    const row = this.count++;
    if (line.length > LONGEST_SAMPLE) return;
    if (this.first.length < FIRST) this.first.push(line);
    const last = line.lastIndexOf(':');
    if (last > 0) {
      const index = Number(line.slice(line.lastIndexOf(' ', last) + 1, last));
      if (index > this.highest) this.highest = index;
    }
    // Reservoir sampling; the first row may be a header and always stays.
    if (this.#kept.length < SAMPLE) this.#kept.push({ row, line });
    else {
      const place = this.#random(row);
      if (place > 0 && place < SAMPLE) this.#kept[place] = { row, line };
    }
  }

  /** How to split rows. @returns {Splitter} */
  get splitter() {
    const { delimiter, names } = this.#preface;
    const split = delimiter || delimiterOf(this.first);
    const pairs = this.first.filter((line) =>
      /^\S+(\s+\d+:[\d.eE+-]+)+\s*$/.test(line.slice(0, 200_000)),
    );
    const isSparse = pairs.length > 0 && pairs.length >= 0.9 * this.first.length;
    const sparse = isSparse ? Math.ceil(Math.sqrt(this.highest)) ** 2 : 0;
    return new Splitter(split, names, sparse <= LONGEST_SAMPLE ? sparse : 0);
  }

  /** The numbers of the sampled rows. */
  get rows() {
    return this.#kept.map(({ row }) => row);
  }

  /** Sampled rows in the order of the file. */
  get sample() {
    return this.#kept.sort((a, b) => a.row - b.row).map(({ line }) => line);
  }
}

class Splitter {
  /** @param {string} delimiter @param {string[] | null} names @param {number} sparse pixels of a LIBSVM row, or 0 */
  constructor(delimiter, names, sparse) {
    this.delimiter = delimiter;
    this.names = names;
    this.sparse = sparse;
  }

  /** @param {string} line */
  split(line) {
    if (!this.sparse) return fieldsOf(line, this.delimiter);
    const [label, ...pairs] = line.trim().split(/\s+/);
    const fields = new Array(this.sparse + 1).fill('0');
    fields[0] = label;
    for (const pair of pairs) {
      const colon = pair.indexOf(':');
      const at = Number(pair.slice(0, colon));
      if (at >= 1 && at <= this.sparse) fields[at] = pair.slice(colon + 1);
    }
    return fields;
  }

  /** The sampled rows as fields, with the header if there is one. @param {string[]} sample */
  rows(sample) {
    const rows = sample.map((line) => this.split(line));
    const [header, first] = rows;
    // R gives the names of its rows no title.
    if (header?.length + 1 === first?.length && !header.some((name) => isNumber(unquoted(name))))
      header.unshift('');
    return this.names ? [this.names, ...rows] : rows;
  }
}

/** @param {string} field */
function labelIn(field) {
  const label = unquoted(field).replace(/^b?'(.*)'$/, '$1');
  return isNumber(label) ? String(Number(label.replace(',', '.'))) : label;
}

/** Reads rows with a known layout. */
class RowReader {
  /** The image of the last row. */
  gray;
  label = '';
  /** @type {'train' | 'test' | null} */
  part = null;
  #raw;
  #values;

  /** @param {Layout} layout @param {boolean} emptyIsBlank */
  constructor(layout, emptyIsBlank) {
    const { height, width, channels } = layout.shape;
    this.layout = layout;
    this.emptyIsBlank = emptyIsBlank;
    this.shape = layout.shape;
    this.#raw = new Uint8Array(height * width * channels);
    this.#values = new Float64Array(this.#raw.length);
    this.gray = new Uint8Array(height * width);
    this.scale = scaleOf([{ low: 0, high: 255 }]);
  }

  /** The numbers of a row, or why there are none. @param {string[]} fields @returns {CsvReason | Float64Array} */
  values(fields) {
    const { columns, labelAt, pixelsAt, packed } = this.layout;
    const values = this.#values;
    const list = packed
      ? (fields[pixelsAt[0]] ?? '')
          .replace(/["[\]]/g, '')
          .trim()
          .split(/\s+/)
      : fields;
    let bad = false;
    if (packed) {
      if (list.length !== values.length) return 'raggedRow';
      for (let i = 0; i < list.length; i++) {
        values[i] = numberIn(list[i]);
        bad ||= Number.isNaN(values[i]);
      }
    } else {
      for (let i = 0; i < pixelsAt.length; i++) {
        const field = list[pixelsAt[i]];
        if (field === undefined) break;
        values[i] = field || this.emptyIsBlank ? numberIn(field) : Number.NaN;
        bad ||= Number.isNaN(values[i]);
      }
    }
    if (bad) return 'badRow';
    if (fields.length < columns || fields.slice(columns).some((field) => field.trim()))
      return 'raggedRow';
    if (labelAt >= 0 && !unquoted(fields[labelAt])) return 'badRow';
    return values;
  }

  /** Reads a row into gray, label, and part. @param {string[]} fields @returns {CsvReason | null} */
  read(fields) {
    const values = this.values(fields);
    if (typeof values === 'string') return values;
    const raw = this.#raw;
    for (let i = 0; i < raw.length; i++) {
      const gray = grayOf(values[i], this.scale);
      if (gray < 0) return 'badRow';
      raw[i] = gray;
    }
    toGray(raw, this.shape, this.gray);
    const { labelAt, partAt } = this.layout;
    this.label = labelAt < 0 ? '' : labelIn(fields[labelAt]);
    this.part = partAt < 0 ? null : partNamed(unquoted(fields[partAt]));
    return null;
  }

  /** Finds the range of the numbers. @param {string[][]} sample */
  measure(sample) {
    const found = sample.flatMap((fields) => {
      const values = this.values(fields);
      return typeof values === 'string' ? [] : [extremesOf(values)];
    });
    if (found.length) this.scale = scaleOf(found);
    const first = sample.find((fields) => !this.read(fields));
    if (first && this.shape.channels > 1) {
      this.shape = { ...this.shape, planar: isPlanar(this.#raw, this.shape) };
    }
  }
}

/**
 * A label in several columns, which are 0 but for one 1, before the pixels or, as in UCI's Semeion, after them.
 * @typedef {object} OneHot
 * @property {number} at the first column
 * @property {string[]} names of its classes
 */

/** @param {string} field of a column that may be one of several for the label */
const hotNumber = (field) => {
  const word = unquoted(field).toLowerCase();
  return word === 'true' || word === 'false' ? Number(word === 'true') : Number(word);
};

/** @param {string[][]} sample @returns {OneHot | null} */
function oneHotIn(sample) {
  const header = hasHeader(sample);
  const rows = header ? sample.slice(1) : sample;
  const columns = rows[0]?.length ?? 0;
  if (rows.length < 3) return null;
  for (let count = 2; count <= 62; count++) {
    if (squareOf(columns - count)?.channels !== 1) continue;
    const at = [columns - count, 0].find((first) =>
      rows.every((row) => {
        const values = row.slice(first, first + count).map(hotNumber);
        return values.every((value) => value === 0 || value === 1) && sumOf(values) === 1;
      }),
    );
    if (at === undefined) continue;
    const titles = header ? sample[0].slice(at, at + count).map(unquoted) : [];
    const numbers = titles.map((title) => title.match(/\d+$/)?.[0]);
    const named = new Set(titles).size === count && !numbers.every(Boolean);
    return {
      at,
      names: Array.from({ length: count }, (_, i) => (named ? titles[i] : (numbers[i] ?? `${i}`))),
    };
  }
  return null;
}

/** A row with one column for its label. @param {string[]} fields @param {OneHot} hot */
function withLabel(fields, { at, names }) {
  const end = at + names.length;
  const place = fields.slice(at, end).findIndex((field) => hotNumber(field) === 1);
  return [...fields.slice(0, at), names[place] ?? '', ...fields.slice(end)];
}

/**
 * What a small table next to images is good for: labels of files, names of classes, or labels in the
 * order of the images. boxes: it tells where several objects are, not what an image shows.
 * @typedef {{ kind: 'files', labels: Map<string, string>, parts: Map<string, 'train' | 'test'>,
 *     boxes?: boolean }
 *   | { kind: 'names', names: Map<string, string> }
 *   | { kind: 'list', labels: string[], ordered: boolean }} SideTable ordered: no other column says which
 *   label is whose
 */

/** Columns of a table that may go with images. */
const MAX_SIDE_COLUMNS = 40;
/** From this many columns of numbers on, rows describe things themselves. */
const MIN_FEATURES = 10;

/** In a table of at least this many rows, what differs in all of them is no label. */
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
  return isSparse || holdsPixels(rows) || rows.some(({ length }) => length > MAX_SIDE_COLUMNS);
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

/**
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} isImage whether an image has this name, with or without extension
 * @returns {SideTable | null} null if it is something else, such as a table of pixels
 */
export function readSideTable(bytes, isImage) {
  const lines = linesOf(bytes);
  const preface = lines.findIndex((line) => !announced(line));
  const given = preface > 0 ? announced(lines[0]) : undefined;
  const body = lines.slice(Math.max(0, preface));
  const delimiter = given ?? delimiterOf(body);
  let rows = body.map((line) => fieldsOf(line, delimiter).map(unquoted));
  if (!rows.length || rows[0].length > MAX_SIDE_COLUMNS || holdsPixels(rows)) return null;
  const isHeader =
    hasHeader(rows.slice(0, 300)) ||
    rows[0].some(isLabelName) ||
    // pandas' index has no name.
    (rows[0][0] === '' && countsUp(rows.slice(1).map(([first]) => first))) ||
    (rows.length > 1 && isHotRow(rows[1]) && !isHotRow(rows[0])) ||
    (rows.length > 2 &&
      rows[0].every(
        (name) => /^[a-z_ ]*(file|image|img|path)[a-z_ ]*$/i.test(name) || isLabelName(name),
      ));
  const names = isHeader ? rows[0] : null;
  if (names) rows = rows.slice(1);
  if (!rows.length) return null;
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
  if (columns > 1 && known(fileAt) > 0 && (namesFiles(fileAt) || areNames())) {
    const rest = rows.map((row) => row.filter((_, at) => at !== fileAt));
    const titles = names?.filter((_, at) => at !== fileAt);
    const at = labelColumn(rest, titles ?? null);
    const partAt = rest[0].findIndex((_, at) => rest.every((row) => partNamed(row[at] ?? '')));
    const isHot = titles && titles.length > 1 && rest.every((row) => hotPlace(row) >= 0);
    if (at < 0 && !isHot) return null;
    const labelOf = (/** @type {string[]} */ row) =>
      isHot ? titles[hotPlace(row)] : labelIn(row[at] ?? '');
    const labels = new Map(rows.map((row, i) => [row[fileAt], labelOf(rest[i])]));
    /** @type {Map<string, 'train' | 'test'>} */
    const parts = new Map();
    rows.forEach((row, i) => {
      const part = partAt >= 0 && partAt !== at ? partNamed(rest[i][partAt]) : null;
      if (part) parts.set(row[fileAt], part);
    });
    return { kind: 'files', labels, parts };
  }
  const ordered = columns === 1 || countsUp(rows.map(([first]) => first));
  return mappingIn(rows) ?? { kind: 'list', labels: listIn(rows, names), ordered };
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
  const table = readSideTable(bytes, () => false);
  if (table?.kind === 'list') return table.labels;
  if (table?.kind === 'names') return [...table.names.values()];
  // A single line of many labels.
  const lines = linesOf(bytes);
  return lines.length === 1 ? fieldsOf(lines[0], delimiterOf(lines)).map(labelIn) : [];
}

/**
 * Pairs tables, such as X_train.csv, with those that may hold their labels, such as y_train.csv.
 * @param {import('./format.js').Named[]} files @returns {import('./format.js').Job[]}
 */
function pairTables(files) {
  const keyOf = (/** @type {import('./format.js').Named} */ { entry }) =>
    `${entry.container ?? ''}\n${wordsOf(entry).join(' ')}`;
  const ofKey = (/** @type {import('./format.js').Named[]} */ some, /** @type {string} */ key) =>
    some.filter((file) => keyOf(file) === key);
  const tables = files.filter(({ name, kind, side }) => isCsv(name) && kind === 'text' && !side);
  const lists = files.filter(({ side }) => side?.kind === 'list');
  return tables.flatMap((table) => {
    const key = keyOf(table);
    const [labels, another] = ofKey(lists, key);
    if (!labels || another || ofKey(tables, key).length > 1) return [];
    return [{ entry: table.entry, labels: labels.entry, part: partOf(table.entry) }];
  });
}

/** The image of one of the first rows, before anything is known of the others. @param {Survey} survey */
function imageIn({ splitter, first }) {
  if (!first.length || splitter.sparse) return null; // the size of sparse images is known at the end
  const rows = splitter.rows(first);
  const layout = layoutOf(rows);
  if (typeof layout === 'string') return null;
  const reader = new RowReader(layout, false);
  const body = layout.header ? rows.slice(1) : rows;
  reader.measure(body);
  const { width, height } = layout.shape;
  return body.some((fields) => !reader.read(fields)) ? { gray: reader.gray, width, height } : null;
}

export const csv = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatCsv'),
  extensions: ['csv', 'tsv', 'txt', 'data', 'arff'],
  matches: (_, { kind, side }) => kind === 'text' && !side,
  pairs: pairTables,
  alone: ({ entry }) => ({ entry, part: partOf(entry) }),
  async read({ entry, labels: beside, names, part }, { slices, whole, lookAt, begin, skip }) {
    const { path } = entry;
    const survey = new Survey();
    for await (const bytes of slices(entry)) {
      const isFirst = !survey.count;
      survey.lines.push(bytes);
      const image = isFirst && survey.count ? imageIn(survey) : null;
      if (image) lookAt(image);
    }
    survey.lines.end();
    if (!survey.count) throw new ImportError('noLabels');
    const splitter = survey.splitter;
    const split = splitter.rows(survey.sample);
    const hot = oneHotIn(split);
    const merged = (/** @type {string[]} */ fields) => (hot ? withLabel(fields, hot) : fields);
    const sample = split.map(merged);
    let layout = layoutOf(sample);
    const labels = layout === 'noLabels' && beside ? readLabelList(await whole(beside)) : null;
    if (labels) layout = layoutOf(sample, true);
    if (typeof layout === 'string') throw new ImportError(layout);
    if (hot) layout.labelAt = hot.at;
    const skipped = Number(layout.header && !splitter.names);
    if (labels && labels.length !== survey.count - skipped) throw new ImportError('labelCount');
    const rows = layout.header ? sample.slice(1) : sample;
    const blanks = rows.filter((row) => layout.pixelsAt.some((at) => row[at] === '')).length;
    const reader = new RowReader(layout, blanks * 2 >= rows.length);
    reader.measure(rows);
    const labelOf = (/** @type {number} */ row) => {
      const label = labels ? labels[row] : reader.label;
      return names?.get(label) ?? label;
    };
    const { width, height } = layout.shape;
    const samples = rows.flatMap((fields, i) => {
      if (reader.read(fields)) return [];
      const label = labelOf(survey.rows[i + skipped] - skipped);
      return [{ gray: reader.gray.slice(), width, height, label }];
    });
    const put = await begin(path, samples, { count: survey.count - skipped });
    let row = -skipped;
    const preface = new Preface();
    const lines = new Lines((line) => {
      if (!preface.isRow(line)) return;
      if (row++ < 0) return;
      const fields = merged(splitter.split(line));
      const where = `${path}:${lines.number}`;
      const reason = reader.read(fields);
      if (reason) skip(where, reason);
      else put(labelOf(row - 1), where, reader.gray, width, height, reader.part ?? part);
    });
    for await (const bytes of slices(entry)) lines.push(bytes);
    lines.end();
  },
});
