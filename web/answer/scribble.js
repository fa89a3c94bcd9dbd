/**
 * Recognizes scribbles by the path of the pen. In 28 by 28 pixels, a zigzag may look like a 3 and a ball of wool
 * like a 0, but no digit takes such a long path or so many turns. Hatching looks like a row of 1s, a colon like a 2.
 */

import { boxOf, heightOf, widthOf } from '../data/box.js';

/**
 * @typedef {import('../inkling/index.js').Point} Point
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 */

/** Lengths are relative to the larger side of the drawing. The path is followed in steps of this length. */
const STEP = 0.14;
/** The longest path of a digit. Most take two to three, an 8 with curls up to five. */
const LONGEST = 5.5;
/** How far the pen turns in a digit, left and right together: most digits take two half turns, an 8 four. */
const MOST_TURNING = 5.5 * Math.PI;

/** How many lines make hatching. Three may be the number 111. */
const LEAST_LINES = 4;
/** How far a line may bend, and how far apart lines may be, relative to its length: 1s of a number are further apart. */
const BENT = 0.15;
const APART = 0.45;
/** The largest sine of the angle between two of the lines. */
const PARALLEL = 0.4;

/** The largest of the dots that make a colon. */
const DOT = 0.3;

/** @param {number} angle @returns {number} how far that turns, 0 to π */
const turnBy = (angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));

/** Whether a drawing is too long or too curly for a single digit. @param {Stroke[]} strokes */
export function isScribble(strokes) {
  const box = boxOf(strokes);
  const step = STEP * Math.max(widthOf(box), heightOf(box));
  if (!(step > 0)) return false;
  let [length, turning] = [0, 0];
  for (const stroke of strokes) {
    let from = stroke[0];
    let heading = Number.NaN;
    for (const to of stroke) {
      const [x, y] = [to.x - from.x, to.y - from.y];
      const distance = Math.hypot(x, y);
      if (distance < step) continue;
      const next = Math.atan2(y, x);
      if (!Number.isNaN(heading)) turning += turnBy(next - heading);
      length += distance;
      [from, heading] = [to, next];
    }
  }
  return length > (LONGEST / STEP) * step || turning > MOST_TURNING;
}

/** The cross product. @param {Point} a @param {Point} b */
const cross = (a, b) => a.x * b.y - a.y * b.x;

/** @param {Point} a @param {Point} b */
const minus = (a, b) => ({ x: a.x - b.x, y: a.y - b.y });

/** Whether a drawing is nothing but parallel lines, close to each other. @param {Stroke[]} strokes */
export function isHatching(strokes) {
  if (strokes.length < LEAST_LINES || strokes.some(({ length }) => length < 2)) return false;
  const lines = strokes.map((stroke) => {
    const along = minus(stroke[stroke.length - 1], stroke[0]);
    const middle = { x: stroke[0].x + along.x / 2, y: stroke[0].y + along.y / 2 };
    return { stroke, along, middle, length: Math.hypot(along.x, along.y) };
  });
  const [first] = lines;
  const longest = Math.max(...lines.map(({ length }) => length));
  const areLines = lines.every(
    ({ stroke, along, length }) =>
      length > longest / 2 &&
      Math.abs(cross(along, first.along)) <= PARALLEL * length * first.length &&
      stroke.every(
        (point) => Math.abs(cross(minus(point, stroke[0]), along)) <= BENT * length ** 2,
      ),
  );
  const places = lines.map(({ middle }) => cross(middle, first.along) / first.length);
  const width = Math.max(...places) - Math.min(...places);
  return areLines && width <= APART * longest * (lines.length - 1);
}

/** Whether a drawing is nothing but dots, such as a colon. @param {Stroke[]} strokes */
function areDots(strokes) {
  const sizeOf = (/** @type {Stroke[]} */ some) => {
    const box = boxOf(some);
    return Math.max(widthOf(box), heightOf(box));
  };
  const size = sizeOf(strokes);
  return strokes.length > 1 && strokes.every((stroke) => sizeOf([stroke]) < DOT * size);
}

/**
 * The answer to a drawing of a digit; to a scribble it is half as sure, so it never counts as an answer.
 * @param {Float32Array} probabilities of the classes
 * @param {Stroke[]} strokes
 */
export const doubted = (probabilities, strokes) =>
  isScribble(strokes) || isHatching(strokes) || areDots(strokes)
    ? probabilities.map((p) => (p + 1 / probabilities.length) / 2)
    : probabilities;
