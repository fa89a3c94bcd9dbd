/**
 * Principal components by power iteration. Multiplying a vector repeatedly by the covariance matrix
 * turns it toward the direction of largest variance; further components are found the same way,
 * kept orthogonal to the previous ones.
 */

const MAX_ITERATIONS = 60;
/** Converged when an iteration turns the direction by less than this angle. */
const TOLERANCE = 1e-5;

/**
 * @typedef {object} Components
 * @property {Float64Array} mean of the rows
 * @property {Float64Array[]} directions unit vectors, largest variance first
 */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Makes a direction orthogonal to others and of length 1; false if nothing is left of it. */
function orthonormalize(
  /** @type {Float64Array} */ direction,
  /** @type {Float64Array[]} */ others,
) {
  for (const other of others) {
    const component = dot(direction, other);
    for (let i = 0; i < direction.length; i++) direction[i] -= component * other[i];
  }
  const length = Math.sqrt(dot(direction, direction));
  if (!(length > 1e-12)) return false;
  for (let i = 0; i < direction.length; i++) direction[i] /= length;
  return true;
}

/** The covariance matrix times a direction, up to a factor. */
function timesCovariance(
  /** @type {ArrayLike<number>[]} */ rows,
  /** @type {Float64Array} */ mean,
  /** @type {Float64Array} */ direction,
) {
  const turned = new Float64Array(direction.length);
  const offset = dot(mean, direction);
  for (const row of rows) {
    const along = dot(direction, row) - offset;
    for (let i = 0; i < turned.length; i++) turned[i] += along * (row[i] - mean[i]);
  }
  return turned;
}

/** @param {ArrayLike<number>[]} rows */
function meanOf(rows) {
  const mean = new Float64Array(rows[0].length);
  for (const row of rows) {
    for (let i = 0; i < mean.length; i++) mean[i] += row[i] / rows.length;
  }
  return mean;
}

/**
 * Yields after every iteration, so that the caller can let other work run.
 * @param {ArrayLike<number>[]} rows at least one, all of the same length
 * @param {number} count of components
 * @param {Float64Array[]} [start] initial directions, for example of similar rows: faster,
 *   and preserves their signs
 * @returns {Generator<void, Components>}
 */
export function* principalComponents(rows, count, start = []) {
  const mean = meanOf(rows);
  yield;
  /** @type {Float64Array[]} */
  const directions = [];
  for (let n = 0; n < count; n++) {
    const initial = start[n];
    let direction =
      initial?.length === mean.length
        ? initial.slice()
        : Float64Array.from(mean, (_, i) => Math.cos((n + 1) * (i + 1))); // unlikely to be orthogonal
    if (!orthonormalize(direction, directions)) direction.fill(0);
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      const turned = timesCovariance(rows, mean, direction);
      // With no variance left, any direction will do.
      if (!orthonormalize(turned, directions)) break;
      const converged = 1 - Math.abs(dot(turned, direction)) < TOLERANCE ** 2;
      direction = turned;
      yield;
      if (converged) break;
    }
    directions.push(direction);
  }
  return { mean, directions };
}

/** The coordinates of a row along the components. @param {Components} components @param {ArrayLike<number>} row */
export const project = ({ mean, directions }, row) =>
  directions.map((direction) => dot(direction, row) - dot(direction, mean));
