/** Bézier curves, which links follow. */

/**
 * @typedef {[number, number, number, number, number, number, number, number]} Curve x and y of start,
 *   two control points, end
 */

/** The point at a share of a curve. @param {Curve} curve @param {number} s 0 to 1 @returns {[number, number]} */
export function pointAt([x0, y0, x1, y1, x2, y2, x3, y3], s) {
  const u = 1 - s;
  const [a, b, c, d] = [u * u * u, 3 * u * u * s, 3 * u * s * s, s * s * s];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}
