/**
 * CSV as Kaggle's digit recogniser has it: a label and the grey values of one image a row, after a
 * line of names or without one.
 */
import { ImportError } from '../errors.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 *
 * @typedef {object} Rows what is told of the rows
 * @property {(label: string, pixels: Uint8Array, side: number, line: number) => void} image pixels
 *   are good until the next row
 * @property {(reason: Reason, line: number) => void} skip
 */

const NEWLINE = 10;
const COMMA = 44;
const QUOTE = 34;
const POINT = 46;
const SPACE = 32;
const ZERO = 48;
const LABELS = ['label', 'labels', 'class', 'digit', 'target', 'y'];
/** A longer line is none of a picture of a sensible size. */
const LONGEST_LINE = 4 << 20;

export class CsvReader {
  #text = new TextDecoder();
  /** The beginning of a line whose end is not here yet. */
  #rest = new Uint8Array(0);
  #line = 0;
  #labelAt = 0;
  #columns = 0;
  #side = 0;
  #pixels = new Uint8Array(0);

  /** @param {Rows} rows */
  constructor(rows) {
    this.rows = rows;
  }

  /** @param {Uint8Array} bytes the next of the file */
  push(bytes) {
    let start = 0;
    let end = bytes.indexOf(NEWLINE);
    if (this.#rest.length) {
      const first = end < 0 ? bytes.length : end;
      if (this.#rest.length + first > LONGEST_LINE) throw new ImportError('noLabels');
      const joined = new Uint8Array(this.#rest.length + first);
      joined.set(this.#rest);
      joined.set(bytes.subarray(0, first), this.#rest.length);
      this.#rest = joined;
      if (end < 0) return;
      this.#row(joined, 0, joined.length);
      start = end + 1;
      end = bytes.indexOf(NEWLINE, start);
    }
    for (; end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.#row(bytes, start, end);
      start = end + 1;
    }
    this.#rest = bytes.slice(start);
    if (this.#rest.length > LONGEST_LINE) throw new ImportError('noLabels');
  }

  end() {
    this.#row(this.#rest, 0, this.#rest.length);
  }

  /** Finds out from the first line what the columns are. @param {string} line @returns {boolean} */
  #begin(line) {
    const names = line
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((name) => name.replaceAll('"', '').trim().toLowerCase());
    const named = names.some((name) => /^[a-z]/.test(name) && name.length > 1);
    this.#columns = names.length;
    this.#side = Math.sqrt(names.length - 1);
    if (named) this.#labelAt = names.findIndex((name) => LABELS.includes(name));
    const whole = Number.isInteger(this.#side) && this.#side >= 4;
    if (this.#labelAt < 0 || !whole) throw new ImportError('noLabels');
    this.#pixels = new Uint8Array(this.#side ** 2);
    return named;
  }

  /** @param {Uint8Array} bytes @param {number} start @param {number} end */
  #row(bytes, start, end) {
    while (end > start && bytes[end - 1] <= SPACE) end--; // a carriage return
    this.#line++;
    if (end === start) return;
    if (!this.#columns && this.#begin(this.#text.decode(bytes.subarray(start, end)))) return;
    const columns = this.#columns;
    const pixels = this.#pixels;
    const labelAt = this.#labelAt;
    let label = '';
    let column = 0;
    let pixel = 0;
    for (let at = start; at <= end; column++) {
      if (column === labelAt) {
        let stop = bytes.indexOf(COMMA, at);
        if (stop < 0 || stop > end) stop = end;
        label = this.#text.decode(bytes.subarray(at, stop)).replaceAll('"', '').trim();
        at = stop + 1;
        continue;
      }
      let value = 0;
      let digits = 0;
      let fraction = false;
      for (; at < end && bytes[at] !== COMMA; at++) {
        const byte = bytes[at];
        if (byte === QUOTE || byte === SPACE) continue;
        if (byte === POINT) fraction = true;
        else if (byte < ZERO || byte > ZERO + 9) return this.rows.skip('badRow', this.#line);
        else if (!fraction) {
          value = value * 10 + byte - ZERO;
          digits++;
        }
      }
      at++;
      if (!digits || value > 255) return this.rows.skip('badRow', this.#line);
      if (pixel < pixels.length) pixels[pixel] = value;
      pixel++;
    }
    if (column !== columns) this.rows.skip('raggedRow', this.#line);
    else if (!label) this.rows.skip('badRow', this.#line);
    else this.rows.image(label.replace(/\.0+$/, ''), pixels, this.#side, this.#line);
  }
}

/**
 * The labels of a sheet: one a line, the last of each line, or all in one line.
 * @param {Uint8Array} bytes
 * @returns {string[]}
 */
export function readLabelList(bytes) {
  const lines = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim());
  const fields =
    lines.length === 1 ? lines[0].split(',') : lines.map((line) => line.split(',').pop() ?? '');
  const labels = fields.map((field) => field.replaceAll('"', '').trim());
  if (LABELS.includes(labels[0]?.toLowerCase())) labels.shift();
  return labels;
}
