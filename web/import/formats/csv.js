/**
 * Text tables with one image per row: CSV as in Kaggle's Digit Recognizer, and whatever else people
 * have, such as TSV, space-separated files of UCI and USPS, LIBSVM, or ARFF. A first pass looks at rows
 * from all over the file, and finds out what its columns and numbers are; a second one reads.
 */
import { ImportError } from '../errors.js';
import { partOf, wordsOf } from '../evidence/file-names.js';
import { extremesOf, grayOf, isPlanar, scaleOf, squareOf, sumOf, toGray } from './numbers.js';
import { readLabelList } from './sidecar-table.js';
import { hasHeader, layoutOf, partNamed } from './table-layout.js';
import {
  announced,
  delimiterOf,
  encodingOf,
  endsWithReturns,
  FIRST,
  fieldsOf,
  isNumber,
  labelIn,
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

/** Tells rows from what comes before them: ARFF's header, Excel's delimiter, comments. */
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

  /** Sampled rows with their numbers, in the order of the file. */
  get sample() {
    return [...this.#kept].sort((a, b) => a.row - b.row);
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
    // R writes no title over its row names.
    if (header?.length + 1 === first?.length && !header.some((name) => isNumber(unquoted(name))))
      header.unshift('');
    return this.names ? [this.names, ...rows] : rows;
  }
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
 * Pairs tables, such as X_train.csv, with those that may hold their labels, such as y_train.csv.
 * @param {import('./format.js').Named[]} files @returns {import('./format.js').Job[]}
 */
function pairTables(files) {
  const keyOf = (/** @type {import('./format.js').Named} */ { entry }) =>
    `${entry.container ?? ''}\n${wordsOf(entry).join(' ')}`;
  const ofKey = (/** @type {import('./format.js').Named[]} */ some, /** @type {string} */ key) =>
    some.filter((file) => keyOf(file) === key);
  const tables = files.filter(
    ({ name, kind, sidecar }) => isCsv(name) && kind === 'text' && !sidecar,
  );
  const lists = files.filter(({ sidecar }) => sidecar?.kind === 'list');
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
  matches: (_, { kind, sidecar }) => kind === 'text' && !sidecar,
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
    const { splitter, sample: sampled } = survey;
    const split = splitter.rows(sampled.map(({ line }) => line));
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
      const label = labelOf(sampled[i + skipped].row - skipped);
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
