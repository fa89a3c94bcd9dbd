/**
 * CSV as in Kaggle's Digit Recognizer: one image per row, a label and its gray levels, with or without
 * a header. Besides commas, the delimiters that Excel writes in other locales are accepted: semicolons
 * (German, French, Spanish) and tabs. Papa Parse detects the delimiter and splits the rows.
 */
import { ImportError } from '../errors.js';

/**
 * @typedef {'raggedRow' | 'badRow' | 'noLabels'} CsvReason
 *
 * @typedef {typeof import('papaparse')} Papa
 *
 * @typedef {object} Rows callbacks of a reader
 * @property {(label: string, pixels: Uint8Array, side: number, line: number) => void} image pixels
 *   are valid until the next row
 * @property {(reason: CsvReason, line: number) => void} skip
 */

const LABELS = ['label', 'labels', 'class', 'digit', 'target', 'y'];
const LONGEST_LINE = 4 << 20;

/** The first wins a tie: next to semicolons, a comma may be a decimal separator. */
const DELIMITERS = [';', '\t', '|', ','];
/** Characters to detect the delimiter from. */
const PREVIEW = 1 << 16;

/** @param {string} field */
const unquoted = (field) => field.replaceAll('"', '').trim();

/** @returns {Promise<Papa>} */
const loadPapa = async () => (await import('papaparse')).default;

/** @param {string} name */
export const isCsv = (name) => /\.csv(\.gz)?$/.test(name);

/** @param {Papa} papa @param {string} text the beginning of a file */
function delimiterOf(papa, text) {
  // Quotes are removed so that an unclosed one can't swallow the rest of the file.
  const preview = text.slice(0, PREVIEW).replaceAll('"', '');
  const options = { newline: '\n', preview: 1, delimitersToGuess: DELIMITERS };
  return papa.parse(preview, /** @type {import('papaparse').ParseConfig} */ (options)).meta
    .delimiter;
}

/**
 * Treats every line as a row, even inside quotes, so that a stray quote can't swallow later lines.
 * @param {Papa} papa
 * @param {string} text @param {string} delimiter @param {(fields: string[]) => void} row
 */
function eachRow(papa, text, delimiter, row) {
  papa.parse(text, {
    delimiter,
    newline: '\n',
    fastMode: true,
    step: ({ data }) => row(/** @type {string[]} */ (data)),
  });
}

/** The gray level in a field, or -1 if there is none. @param {string} field */
function grayOf(field) {
  let value = 0;
  let digits = 0;
  for (let i = 0; i < field.length; i++) {
    const digit = field.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (field[i] === '.' || field[i] === ',') {
      if (!/^[\d.,"\s]*$/.test(field.slice(i))) return -1;
      break; // ignore the fraction
    } else if (field[i] !== '"' && field[i] > ' ') {
      return -1;
    }
  }
  return digits && value <= 255 ? value : -1;
}

class CsvReader {
  #text = new TextDecoder();
  /** An incomplete last line. */
  #partial = '';
  #line = 0;
  #delimiter = '';
  #labelAt = 0;
  #columns = 0;
  #side = 0;
  #pixels = new Uint8Array(0);

  /** @param {Papa} papa @param {Rows} rows */
  constructor(papa, rows) {
    this.papa = papa;
    this.rows = rows;
  }

  /** @param {Uint8Array} bytes the next part of the file */
  push(bytes) {
    const text = this.#partial + this.#text.decode(bytes, { stream: true });
    const end = text.lastIndexOf('\n');
    this.#partial = text.slice(end + 1);
    if (this.#partial.length > LONGEST_LINE) throw new ImportError('noLabels');
    if (end >= 0) this.#lines(text.slice(0, end));
  }

  end() {
    this.#lines(this.#partial + this.#text.decode());
  }

  /** @param {string} text */
  #lines(text) {
    this.#delimiter ||= delimiterOf(this.papa, text);
    if (text) eachRow(this.papa, text, this.#delimiter, (fields) => this.#row(fields));
    else this.#line++;
  }

  /**
   * Derives the columns from the first line.
   * @param {string[]} fields
   * @returns {boolean} whether it is a header
   */
  #begin(fields) {
    const names = fields.map((name) => unquoted(name).toLowerCase());
    const isHeader = names.some((name) => /^[a-z]/.test(name) && name.length > 1);
    this.#columns = names.length;
    this.#side = Math.sqrt(names.length - 1);
    if (isHeader) this.#labelAt = names.findIndex((name) => LABELS.includes(name));
    const isSquare = Number.isInteger(this.#side) && this.#side >= 4;
    if (this.#labelAt < 0 || !isSquare) throw new ImportError('noLabels');
    this.#pixels = new Uint8Array(this.#side ** 2);
    return isHeader;
  }

  /** @param {string[]} fields */
  #row(fields) {
    this.#line++;
    if (fields.length === 1 && !fields[0].trim()) return;
    if (!this.#columns && this.#begin(fields)) return;
    const pixels = this.#pixels;
    let pixel = 0;
    for (let column = 0; column < fields.length; column++) {
      if (column === this.#labelAt) continue;
      const value = grayOf(fields[column]);
      if (value < 0) return this.rows.skip('badRow', this.#line);
      if (pixel < pixels.length) pixels[pixel] = value;
      pixel++;
    }
    if (fields.length !== this.#columns) return this.rows.skip('raggedRow', this.#line);
    const label = unquoted(fields[this.#labelAt]);
    if (!label) this.rows.skip('badRow', this.#line);
    else this.rows.image(label.replace(/\.0+$/, ''), pixels, this.#side, this.#line);
  }
}

/**
 * The labels of a sprite sheet: one per line (the last field), or all on one line.
 * @param {Uint8Array} bytes
 */
export async function readLabelList(bytes) {
  const papa = await loadPapa();
  const text = new TextDecoder().decode(bytes);
  /** @type {string[][]} */
  const rows = [];
  eachRow(papa, text, delimiterOf(papa, text), (fields) => {
    if (fields.some((field) => field.trim())) rows.push(fields);
  });
  const fields = rows.length === 1 ? rows[0] : rows.map((row) => row[row.length - 1]);
  const labels = fields.map(unquoted);
  if (LABELS.includes(labels[0]?.toLowerCase())) labels.shift();
  return labels;
}

export const csv = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatCsv'),
  extensions: ['csv'],
  matches: isCsv,
  alone: ({ entry }) => ({ entry }),
  async read({ entry }, { reader, slices, add, skip }) {
    const { path } = entry;
    const rows = new CsvReader(await loadPapa(), {
      image: (label, pixels, side, line) =>
        add(label, `${path}:${line}`, (target, at) =>
          reader.readPixels(pixels, side, side, target, at),
        ),
      skip: (reason, line) => skip(`${path}:${line}`, reason),
    });
    for await (const bytes of slices(entry)) rows.push(bytes);
    rows.end();
  },
});
