/** Tells slashes from 1s, as in dates and fractions: they lean more, and are taller than the digits around them. */
import { heightOf } from '../data/box.js';
import { median } from './measure.js';

/** @typedef {import('./digits-only.js').Read} Read */

const SIDE = 28;
const ONE = 1;
/** A straight stroke's ink spreads across by at most this share of what it does along. */
const STRAIGHT = 0.15;
/** A slash leans to the right at least this far, in radians, and is at least this tall, relative to the digits around it. */
const LEANS = 0.2;
const TALL = 1.08;
/** One that leans this much need not be as tall. */
const LEANS_MUCH = 0.35;
const AS_TALL = 1.02;
/** No taller than the digits, a stroke is a 1; what leans as it does, up to this many radians, is one, too. */
const ALIKE = 0.09;
/** Between slashes there are one or two digits, or the four of a year before the first or after the last. */
const MOST = 2;
const YEAR = 4;

/** How far a straight stroke leans to the right, in radians; null if it is none. @param {Read} read */
function leanOf({ mark: { ink }, digit }) {
  if (digit !== ONE) return null;
  let [all, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < ink.length; at++) {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    all += ink[at];
    x += ink[at] * column;
    y += ink[at] * row;
    xx += ink[at] * column * column;
    yy += ink[at] * row * row;
    xy += ink[at] * column * row;
  }
  xx = xx / all - (x / all) ** 2;
  yy = yy / all - (y / all) ** 2;
  xy = xy / all - (x / all) * (y / all);
  const longer = Math.hypot(xx - yy, 2 * xy);
  const isStraight = xx + yy - longer <= STRAIGHT ** 2 * (xx + yy + longer);
  return isStraight ? 0.5 * Math.atan2(-2 * xy, yy - xx) : null;
}

/** @param {Read[]} run @param {Set<Read>} slashes */
function arePlausible(run, slashes) {
  const lengths = [0];
  for (const read of run) {
    if (slashes.has(read)) lengths.push(0);
    else lengths[lengths.length - 1]++;
  }
  return lengths.every(
    (length, i) =>
      (length > 0 && length <= MOST) ||
      (length === YEAR && lengths.length > 2 && (i === 0 || i === lengths.length - 1)),
  );
}

/** @param {Read[][]} runs of digits without wide gaps @returns {Set<Read>} */
export function slashesAmong(runs) {
  const strokes = runs.flatMap((run) => {
    const height = median(
      run.filter(({ digit }) => digit !== ONE).map(({ mark }) => heightOf(mark)),
    );
    return run.flatMap((read) => {
      const lean = height ? leanOf(read) : null;
      return lean === null ? [] : [{ read, lean, tall: heightOf(read.mark) / height }];
    });
  });
  const ones = strokes.filter(({ tall }) => tall < AS_TALL);
  const leaning = strokes.filter(
    ({ read, lean, tall }) =>
      !read.mark.cell &&
      ((lean >= LEANS && tall >= TALL) || (lean >= LEANS_MUCH && tall >= AS_TALL)) &&
      !ones.some((one) => Math.abs(one.lean - lean) < ALIKE),
  );
  const slashes = new Set(leaning.map(({ read }) => read));
  return new Set(
    runs
      .filter((run) => arePlausible(run, slashes))
      .flatMap((run) => run.filter((read) => slashes.has(read))),
  );
}
