/**
 * Principal components by power iteration: the directions in which rows of numbers differ most.
 * A direction is multiplied by the covariance matrix over and over, which turns it towards the
 * largest variance; the next is kept at right angles to those before.
 */

const ROUNDS = 60;
/** A direction that turns by less in one round has arrived. */
const ARRIVED = 1e-5;

/**
 * @typedef {object} Components
 * @property {Float64Array} mean of the rows
 * @property {Float64Array[]} directions of length 1, the largest variance first
 */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Makes a direction one of length 1 at right angles to others; false where nothing is left. */
function normalize(/** @type {Float64Array} */ direction, /** @type {Float64Array[]} */ others) {
  for (const other of others) {
    const share = dot(direction, other);
    for (let i = 0; i < direction.length; i++) direction[i] -= share * other[i];
  }
  const length = Math.sqrt(dot(direction, direction));
  if (!(length > 1e-12)) return false;
  for (let i = 0; i < direction.length; i++) direction[i] /= length;
  return true;
}

/** The covariance matrix times a direction, but for a factor. */
function turn(
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
 * Yields after every round, so that whoever runs it can let others have a turn.
 * @param {ArrayLike<number>[]} rows at least one, all of one length
 * @param {number} count of components
 * @param {Float64Array[]} [start] directions to begin with, as of nearly the same rows: it is
 *   quicker, and keeps signs as they were
 * @returns {Generator<void, Components>}
 */
export function* principalComponents(rows, count, start = []) {
  const mean = meanOf(rows);
  yield;
  /** @type {Float64Array[]} */
  const directions = [];
  for (let n = 0; n < count; n++) {
    const before = start[n];
    let direction =
      before?.length === mean.length
        ? before.slice()
        : Float64Array.from(mean, (_, i) => Math.cos((n + 1) * (i + 1))); // at right angles to few
    if (!normalize(direction, directions)) direction.fill(0);
    for (let round = 0; round < ROUNDS; round++) {
      const turned = turn(rows, mean, direction);
      // Without any variance left, every direction is as good.
      if (!normalize(turned, directions)) break;
      const still = 1 - Math.abs(dot(turned, direction)) < ARRIVED ** 2;
      direction = turned;
      yield;
      if (still) break;
    }
    directions.push(direction);
  }
  return { mean, directions };
}

/** Where a row lies along the directions. @param {Components} components @param {ArrayLike<number>} row */
export const project = ({ mean, directions }, row) =>
  directions.map((direction) => dot(direction, row) - dot(direction, mean));
