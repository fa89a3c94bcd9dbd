/**
 * Leaves out what isn't a digit. A network that was trained with scribbles recognizes some of it, and
 * gives all classes the same probability. It can't see the surroundings: letters stand in words, and
 * dots are smaller than their neighbors.
 */

import { heightOf } from '../data/box.js';
import { SURE } from '../data/sureness.js';
import { mostProbable } from '../inkling/most-probable.js';
import { lettersAmong } from './letters.js';
import { median } from './measure.js';
import { oddAmong } from './odd.js';
import { slashesAmong } from './slashes.js';

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 *
 * @typedef {(ink: Float32Array) => Float32Array} Network gives the class probabilities
 *
 * @typedef {object} Read
 * @property {Mark} mark
 * @property {number} digit its most probable class
 * @property {number} sure the probability of that class
 */

/** Below this probability of any class, a mark isn't a digit. */
const NO_DIGIT = 0.2;
/** A run of at least this many marks, with this share of non-digits, is words: equations are shorter. */
const WORDS = 8;
const WORD_SHARE = 0.4;
/** Digits are rarely less probable than this, letters often are. Applies to runs of at least TEXT marks. */
const DOUBTFUL = 0.9;
const TEXT = 12;
/** Words in a table fill its cells: on average, each holds this many marks. */
const CROWDED = 4;
/** With a table of at least this many digits, other text must be about as tall as they are. */
const TABLE = 8;
const ALIKE = { least: 0.6, most: 1.6 };
/** A run ends at a gap of this many heights. */
const GAP = 2;
/** Dots and accents are smaller than this share of the run's typical height. */
const DOT = 0.35;
/** Among at least this many marks, most of them sure, one of their size may be a digit after all. */
const AMONG = 4;
const MOSTLY = 0.7;
const SIZE = { least: 0.75, most: 1.35 };
/** Touching digits that could not be separated are at least this wide, relative to their height. */
const TOUCHING = 1.2;
/** Rows and columns of a network's image that a cross's bars cover, around the middle of a bar. */
const BAR = 2;
/** Share of a cross's ink that lies in its bars. */
const IN_BARS = 0.9;
/** How far each arm of a cross reaches, in pixels of a network's image. */
const ARM = 5;
/** A page of equations has at least one plus sign per this many digits. */
const DIGITS_A_PLUS = 30;
const SIDE = 28;

/** Splits marks in reading order into runs: lines, and their parts at wide gaps. @param {Read[]} all */
function runsOf(all) {
  /** @type {Read[][]} */
  const runs = [];
  for (const read of all) {
    const run = runs.at(-1);
    const last = run?.at(-1)?.mark;
    const { mark } = read;
    const gap = last ? mark.left - last.right : 0;
    const joined =
      last &&
      mark.line === last.line &&
      mark.cell?.table === last.cell?.table &&
      gap < GAP * Math.max(heightOf(mark), heightOf(last));
    if (run && joined) run.push(read);
    else runs.push([read]);
  }
  return runs;
}

/** Whether the ink is a plus sign: two straight bars that cross. @param {Float32Array} ink */
export function isCross(ink) {
  const rows = new Float32Array(SIDE);
  const columns = new Float32Array(SIDE);
  for (let at = 0; at < ink.length; at++) {
    rows[Math.floor(at / SIDE)] += ink[at];
    columns[at % SIDE] += ink[at];
  }
  const row = rows.indexOf(Math.max(...rows));
  const column = columns.indexOf(Math.max(...columns));
  const arms = { up: 0, down: 0, left: 0, right: 0 };
  let [all, bars] = [0, 0];
  for (let at = 0; at < ink.length; at++) {
    if (!ink[at]) continue;
    const [down, right] = [Math.floor(at / SIDE) - row, (at % SIDE) - column];
    all += ink[at];
    if (Math.abs(down) > BAR && Math.abs(right) > BAR) continue;
    bars += ink[at];
    if (ink[at] < 0.5) continue;
    if (Math.abs(right) <= BAR) {
      arms.up = Math.max(arms.up, -down);
      arms.down = Math.max(arms.down, down);
    }
    if (Math.abs(down) <= BAR) {
      arms.left = Math.max(arms.left, -right);
      arms.right = Math.max(arms.right, right);
    }
  }
  return bars >= IN_BARS * all && Math.min(...Object.values(arms)) >= ARM;
}

/** @param {Read[]} run @param {number} least */
const fewer = (run, least) => run.filter(({ sure }) => sure < least).length;

/** @param {Read[]} run */
function isWords(run) {
  const cells = new Set(run.map(({ mark }) => mark.cell?.column)).size;
  const least = WORD_SHARE * run.length;
  return (
    run.length >= CROWDED * cells &&
    ((run.length >= WORDS && fewer(run, NO_DIGIT) >= least) ||
      (run.length >= TEXT && fewer(run, DOUBTFUL) >= least))
  );
}

/** Whether a run is other text than the digits in tables. @param {Read[]} run @param {number} tableHeight of those */
function isOtherText(run, tableHeight) {
  if (run[0].mark.cell) return false;
  const height = median(run.map(({ mark }) => heightOf(mark)));
  return (
    fewer(run, SURE) > 0 || height < ALIKE.least * tableHeight || height > ALIKE.most * tableHeight
  );
}

/** @param {Read[]} run */
function digitsOf(run) {
  const height = median(
    run.filter(({ sure }) => sure >= NO_DIGIT).map(({ mark }) => heightOf(mark)),
  );
  const among = run.length >= AMONG && run.length - fewer(run, SURE) >= MOSTLY * run.length;
  return run.filter(({ mark, sure }) => {
    if (heightOf(mark) < DOT * height) return false;
    if (!mark.cell && isCross(mark.ink)) return false;
    if (sure >= NO_DIGIT) return true;
    const relative = heightOf(mark) / height;
    const wide = mark.right - mark.left >= TOUCHING * heightOf(mark);
    return (among || wide) && relative >= SIZE.least && relative <= SIZE.most;
  });
}

/**
 * @param {Mark[]} marks in reading order
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @returns {{ digits: Mark[], letters: number }} and how many marks stand in words
 */
export function digitsOnly(marks, read) {
  const all = marks.map((mark) => {
    const probabilities = read(mark.ink);
    const digit = mostProbable(probabilities);
    return { mark, digit, sure: probabilities[digit] };
  });
  const crosses = all.filter(({ mark }) => !mark.cell && isCross(mark.ink)).length;
  // In equations, letters stand alone, or beside digits.
  const letters = crosses ? new Set() : lettersAmong(all);
  const runs = runsOf(all)
    .map((run) => run.filter((read) => !letters.has(read)))
    .filter((run) => run.length > 0 && !isWords(run));
  const inTables = runs.flat().filter(({ mark, sure }) => mark.cell && sure >= NO_DIGIT);
  const tableHeight =
    inTables.length >= TABLE ? median(inTables.map(({ mark }) => heightOf(mark))) : 0;
  const digits = runs
    .filter((run) => !tableHeight || !isOtherText(run, tableHeight))
    .flatMap(digitsOf)
    .filter(({ mark }) => !mark.cell || heightOf(mark) >= ALIKE.least * tableHeight);
  // On a page of many digits, a cross may be somebody's 4.
  const equations = crosses > 0 && crosses * DIGITS_A_PLUS >= digits.length;
  const odd = oddAmong(digits, equations);
  const kept = new Set(digits.filter((digit) => !odd.has(digit)));
  const slashes = slashesAmong(runs.map((run) => run.filter((read) => kept.has(read))));
  return {
    digits: [...kept].filter((digit) => !slashes.has(digit)).map(({ mark }) => mark),
    letters: letters.size,
  };
}
