/**
 * Test-time augmentation: the same drawing sheared, rotated, stretched, and narrowed. A network that
 * misreads one view mostly reads the others correctly, so the mean of the answers beats any single one.
 */

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

const LEAN = 0.12;
const [COS, SIN] = [Math.cos(LEAN), Math.sin(LEAN)];

/** Linear maps about the center: [xx, xy, yx, yy]. */
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
