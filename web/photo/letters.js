/**
 * Tells words from numbers. One by one, many letters look like digits; but not all letters of a word do, they differ
 * in height, and the page has more of them. Dynamic programming finds the most probable sequence of numbers, words,
 * and signs, such as x or %, in each line.
 */
import { heightOf } from '../data/box.js';

/** @typedef {import('./digits-only.js').Read} Read */

const KINDS = /** @type {const} */ (['number', 'word', 'sign']);
const WORD = KINDS.indexOf('word');
/** Of digits, of letters, and of signs, the shares that are read with at least each of these probabilities. */
const LEAST = [0.99, 0.95, 0.9, 0.6, 0.2, 0];
const NONE = LEAST.length - 1;
const DIGITS = [0.9, 0.04, 0.015, 0.025, 0.01, 0.01];
const LETTERS = [0.3, 0.1, 0.05, 0.1, 0.05, 0.4];
const SIGNS = [0.02, 0.02, 0.02, 0.02, 0.1, 0.6];
/** Signs are often bars and crosses, which are read as these. */
const SIGN_LIKE = [1, 4];
/** How often letters look like each digit, relative to the average. */
const LIKE = [2.2, 2.6, 0.9, 0.4, 0.5, 0.6, 1.1, 0.7, 0.3, 0.7];
/** Digits that touch look like none: of those that do, this share more are digits if they are WIDE. */
const TOUCHING = 0.05;
const WIDE = 1.2;
/** The share of letters: MARKS times that of marks that look like no digit, within limits. */
const MARKS = 0.5;
const FEWEST = 0.02;
const MOST = 0.5;
/** How likely a mark is to be of the same kind as the one before, if they touch; at a gap of WORD_GAP heights, chance decides. */
const SAME = 0.97;
const WORD_GAP = 1.7;
const SAME_ROW = 0.6;
/** How likely a sign begins a line, follows a digit, and follows a sign; and how likely a digit follows a sign. */
const FIRST_SIGN = 0.03;
const SIGN = 0.06;
const SIGN_AGAIN = 0.01;
const DIGIT_AGAIN = 0.85;
/** By how much, on a logarithmic scale, a mark's height differs from that of the one before: normally distributed, with outliers. */
const SPREAD = { digits: 0.18, others: 0.4 };
const OUTLIERS = 0.03;
const ANY = 1.2;

/** @param {number} difference @param {number} spread */
const density = (difference, spread) =>
  ((1 - OUTLIERS) / spread) * Math.exp(-0.5 * (difference / spread) ** 2) + OUTLIERS / ANY;

/** How well a mark fits each kind. @param {Read} read */
function fits({ mark, digit, sure }) {
  const step = LEAST.findIndex((least) => sure >= least);
  const wide = step === NONE && mark.right - mark.left > WIDE * heightOf(mark);
  const likeSign = step < NONE && SIGN_LIKE.includes(digit);
  return [
    DIGITS[step] + (wide ? TOUCHING : 0),
    LETTERS[step] * (step < NONE ? LIKE[digit] : 1),
    likeSign ? SIGNS[NONE - 1] : SIGNS[step],
  ];
}

/**
 * How likely each kind is after each kind of the mark before.
 * @param {Read} before @param {Read} read @param {number} share of letters
 */
function changes({ mark: before }, { mark }, share) {
  const gap = (mark.left - before.right) / Math.max(heightOf(mark), heightOf(before));
  const near = 1 - Math.min(1, Math.max(0, gap / WORD_GAP)) ** 2;
  const same = mark.cell?.column === before.cell?.column ? 0.5 + (SAME - 0.5) * near : SAME_ROW;
  const toWord = 2 * (1 - same) * share;
  const toNumber = 2 * (1 - same) * (1 - share);
  const difference = Math.log(heightOf(mark) / heightOf(before));
  const [alike, any] = [density(difference, SPREAD.digits), density(difference, SPREAD.others)];
  return [
    [(1 - toWord) * (1 - SIGN) * alike, toNumber * any, DIGIT_AGAIN * any],
    [toWord * any, (1 - toNumber) * any, (1 - DIGIT_AGAIN) * any],
    [SIGN * any, SIGN * toNumber * any, SIGN_AGAIN * any],
  ];
}

/** The most probable kind of each mark of a line. @param {Read[]} line @param {number} share of letters */
function kindsOf(line, share) {
  const first = [1 - share - FIRST_SIGN, share, FIRST_SIGN];
  let scores = fits(line[0]).map((fit, kind) => Math.log(fit * first[kind]));
  /** For each mark but the first: the kind of the one before, by its own. @type {number[][]} */
  const befores = [];
  for (let i = 1; i < line.length; i++) {
    const fit = fits(line[i]);
    const ways = changes(line[i - 1], line[i], share).map((row, kind) =>
      row.map((change, before) => scores[before] + Math.log(change * fit[kind])),
    );
    befores.push(ways.map((row) => row.indexOf(Math.max(...row))));
    scores = ways.map((row) => Math.max(...row));
  }
  const kinds = [scores.indexOf(Math.max(...scores))];
  for (const before of befores.reverse()) kinds.unshift(before[kinds[0]]);
  return kinds;
}

/**
 * The marks of a line that stand in words. Those have two letters or more, one of which looks like no digit.
 * @param {Read[]} line @param {number} share of letters
 */
function wordsOf(line, share) {
  const kinds = kindsOf(line, share);
  /** @type {Read[][]} */
  const words = [];
  line.forEach((read, i) => {
    if (kinds[i] !== WORD) return;
    if (kinds[i - 1] === WORD) words.at(-1)?.push(read);
    else words.push([read]);
  });
  return words
    .filter((word) => word.length > 1 && word.some(({ sure }) => sure < LEAST[NONE - 1]))
    .flat();
}

/** @param {Read[]} all the marks of a page in reading order @returns {Set<Read>} those that stand in words */
export function lettersAmong(all) {
  const none = all.filter(({ sure }) => sure < LEAST[NONE - 1]).length;
  const share = Math.min(MOST, Math.max(FEWEST, (MARKS * none) / all.length));
  /** @type {Read[][]} */
  const lines = [];
  for (const read of all) {
    const last = lines.at(-1)?.at(-1)?.mark;
    const { line, cell } = read.mark;
    if (last && last.line === line && last.cell?.table === cell?.table) lines.at(-1)?.push(read);
    else lines.push([read]);
  }
  return new Set(lines.flatMap((line) => wordsOf(line, share)));
}
