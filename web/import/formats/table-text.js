/** Text tables: encoding, line ends, delimiter, and fields. */
import Papa from 'papaparse';

/** Characters to look at. */
export const PREVIEW = 1 << 16;

/** Rows that decide on the delimiter. */
export const FIRST = 20;

/** The first wins a tie: next to semicolons, a comma may be a decimal separator. */
const DELIMITERS = [';', '\t', '|', ','];
const SPACES = ' ';

/** @param {Uint8Array} head the beginning of a file @returns {string} */
export function encodingOf(head) {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const start = head.subarray(0, 1000);
  let [even, odd] = [0, 0];
  start.forEach((byte, i) => {
    if (!byte) i % 2 ? odd++ : even++;
  });
  if (odd > start.length / 4) return 'utf-16le';
  if (even > start.length / 4) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, PREVIEW), { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Whether lines end as on old Macs. @param {string} text */
export const endsWithReturns = (text) => text.includes('\r') && !text.includes('\n');

/** @param {string} field */
export const unquoted = (field) => field.replaceAll('"', '').trim();

/**
 * The fields of a line. Within quotes, delimiters do not count; most lines have none, and a single one
 * means nothing.
 * @param {string} line @param {string} delimiter @returns {string[]}
 */
export function fieldsOf(line, delimiter) {
  if (delimiter === SPACES) return line.trim().split(/\s+/);
  if (!line.includes('"') || line.split('"').length % 2 === 0) return line.split(delimiter);
  return /** @type {string[][]} */ (Papa.parse(line, { delimiter }).data)[0];
}

/** The line with which Excel announces the delimiter. @param {string} line */
export const announced = (line) => line.match(/^\uFEFF?"?sep=(.)"?\s*$/i)?.[1];

/** @param {string[]} lines the first ones @returns {string} */
export function delimiterOf(lines) {
  const some = lines.slice(0, FIRST).map((line) => line.slice(0, PREVIEW).replaceAll('"', ''));
  if (!some.length) return ',';
  const counts = (/** @type {string} */ delimiter) =>
    some.map((line) => fieldsOf(line, delimiter).length);
  // The same number of fields in every line.
  for (const delimiter of DELIMITERS) {
    const [first, ...rest] = counts(delimiter);
    if (first > 1 && rest.every((count) => count === first)) return delimiter;
  }
  let best = ',';
  let most = 1;
  for (const delimiter of [...DELIMITERS, SPACES]) {
    const sorted = counts(delimiter).sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    if (median > most) [best, most] = [delimiter, median];
  }
  return best;
}

const LONGEST_NUMBER = 40;
const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;

/** @param {string} field unquoted */
export const isNumber = (field) => NUMBER.test(field);

/** A label as it is shown: 7 for 7.0. @param {string} field */
export function labelIn(field) {
  const label = unquoted(field).replace(/^b?'(.*)'$/, '$1');
  return isNumber(label) ? String(Number(label.replace(',', '.'))) : label;
}

/** The number in a field, 0 if it is empty, NaN if it holds something else. @param {string} field */
export function numberIn(field) {
  let value = 0;
  for (let i = 0; i < field.length; i++) {
    const digit = field.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return anyNumberIn(field);
    value = value * 10 + digit;
  }
  return value;
}

/** @param {string} field */
function anyNumberIn(field) {
  const plain = unquoted(field);
  if (!plain) return 0;
  return plain.length < LONGEST_NUMBER && isNumber(plain)
    ? Number(plain.replace(',', '.'))
    : Number.NaN;
}

/** The lines of a text that is not large. @param {Uint8Array} bytes */
export function linesOf(bytes) {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/^\uFEFF/, '');
  return text.split(/\r\n|\n|\r/).filter((line) => line.trim());
}
