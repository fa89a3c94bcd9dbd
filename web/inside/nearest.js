/** The nearest of many points. */

/** The squared distance. @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

/**
 * @param {ArrayLike<number>} point
 * @param {ArrayLike<number>[]} rows
 * @param {number[]} candidates indices of the rows to consider
 * @param {number} count
 * @returns {number[]} the indices of the nearest candidates, nearest first; fewer if there are fewer
 */
export function nearestTo(point, rows, candidates, count) {
  const distances = new Map(candidates.map((i) => [i, distance(rows[i], point)]));
  return [...distances]
    .sort(([, a], [, b]) => a - b)
    .slice(0, count)
    .map(([i]) => i);
}
