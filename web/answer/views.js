/**
 * The same drawing, seen a little differently: leaning, turned, wider, narrower. Networks that
 * misread one view of it read the others right more often than not, so that the mean of their
 * answers is better than any of them.
 */

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

const LEAN = 0.12;
const [COS, SIN] = [Math.cos(LEAN), Math.sin(LEAN)];

/** What becomes of x, y around the middle: [xx, xy, yx, yy]. */
const VIEWS = [
  [1, 0, 0, 1],
  [1, LEAN, 0, 1],
  [1, -LEAN, 0, 1],
  [COS, SIN, -SIN, COS],
  [COS, -SIN, SIN, COS],
  [1.15, 0, 0, 1],
  [0.87, 0, 0, 1],
];

/** All views of a drawing, the drawing itself first. @param {Stroke[]} strokes @returns {Stroke[][]} */
export function viewsOf(strokes) {
  const points = strokes.flat();
  const middle = (/** @type {'x' | 'y'} */ axis) =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [cx, cy] = [middle('x'), middle('y')];
  return VIEWS.map(([xx, xy, yx, yy]) =>
    strokes.map((stroke) =>
      stroke.map(({ x, y }) => ({
        x: cx + xx * (x - cx) + xy * (y - cy),
        y: cy + yx * (x - cx) + yy * (y - cy),
      })),
    ),
  );
}
