/**
 * Recognizes scribbles by the path of the pen. In 28 by 28 pixels, a zigzag may look like a 3 and a ball of wool
 * like a 0, but no digit takes such a long path or so many turns.
 */

import { boxOf, heightOf, widthOf } from './box.js';

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

/** Lengths are relative to the larger side of the drawing. The path is followed in steps of this length. */
const STEP = 0.14;
/** The longest path of a digit. Most take two to three, an 8 with curls up to five. */
const LONGEST = 5.5;
/** How far the pen turns in a digit, left and right together: most digits take two half turns, an 8 four. */
const MOST_TURNING = 5.5 * Math.PI;

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

/**
 * The answer to a drawing of a digit; to a scribble it is half as sure, so it never counts as an answer.
 * @param {Float32Array} probabilities of the classes
 * @param {Stroke[]} strokes
 */
export const doubted = (probabilities, strokes) =>
  isScribble(strokes)
    ? probabilities.map((p) => (p + 1 / probabilities.length) / 2)
    : probabilities;
