/** The bounding box of strokes. */

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

/** @param {Stroke[]} strokes @returns {Box} with infinite sides if there are no points */
export function boxOf(strokes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const stroke of strokes) {
    for (const { x, y } of stroke) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

/** @param {Box} box */
export const heightOf = ({ top, bottom }) => bottom - top;
/** @param {Box} box */
export const widthOf = ({ left, right }) => right - left;
