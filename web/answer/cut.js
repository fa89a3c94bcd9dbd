/** Cuts strokes in two at a vertical line, where two digits touch. */

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

/**
 * Pieces of strokes that were cut before, so that the same stroke always gives the same pieces.
 * @type {WeakMap<Stroke, { length: number, x: number, sides: [Stroke[], Stroke[]] }>}
 */
const known = new WeakMap();

/** @param {Stroke} stroke @param {number} x @returns {[left: Stroke[], right: Stroke[]]} */
function cutStroke(stroke, x) {
  const before = known.get(stroke);
  if (before?.length === stroke.length && before.x === x) return before.sides;
  /** @type {[Stroke[], Stroke[]]} */
  const sides = [[], []];
  let side = -1;
  for (const [i, point] of stroke.entries()) {
    const last = stroke[i - 1];
    const now = Number(point.x >= x);
    if (now !== side) {
      const piece = [];
      if (last) {
        // Both pieces end where the line is crossed.
        const along = (x - last.x) / (point.x - last.x);
        const crossing = { x, y: last.y + along * (point.y - last.y) };
        sides[side].at(-1)?.push(crossing);
        piece.push(crossing);
      }
      sides[now].push(piece);
      side = now;
    }
    sides[now].at(-1)?.push(point);
  }
  // A stroke on one side stays itself.
  if (!sides[0].length || !sides[1].length) sides[side] = [stroke];
  known.set(stroke, { length: stroke.length, x, sides });
  return sides;
}

/** @param {Stroke[]} strokes @param {number} x @returns {[left: Stroke[], right: Stroke[]]} */
export function cutStrokes(strokes, x) {
  const cut = strokes.map((stroke) => cutStroke(stroke, x));
  return [cut.flatMap(([left]) => left), cut.flatMap(([, right]) => right)];
}
