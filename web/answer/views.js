/**
 * Test-time augmentation: the same drawing slanted, rotated, stretched, and narrowed. A network that
 * misreads one view mostly reads the others correctly, so the mean of the answers beats any single one.
 * Views that differ more are misread more often, but less often together.
 */

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

const SLANT = 0.3;
const TURN = Math.PI / 15;
const [COS, SIN] = [Math.cos(TURN), Math.sin(TURN)];
const STRETCH = 1.3;

/** Linear maps about the center: [xx, xy, yx, yy]. */
const VIEWS = [
  [1, 0, 0, 1],
  [1, SLANT, 0, 1],
  [1, -SLANT, 0, 1],
  [COS, SIN, -SIN, COS],
  [COS, -SIN, SIN, COS],
  [STRETCH, 0, 0, 1],
  [1 / STRETCH, 0, 0, 1],
];

/** How many views there are of a drawing. */
export const VIEW_COUNT = VIEWS.length;

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
