/** The positions of a training step, in order: a list that the scrubber walks along. */

/**
 * @typedef {'forward' | 'loss' | 'backward' | 'update'} Phase
 *
 * @typedef {object} Position
 * @property {Phase} phase
 * @property {'column' | 'softmax' | 'loss' | 'error' | 'weights' | 'after'} part
 * @property {number} column that is lit; while going backward, the one whose layer is gone through
 */

/** @type {Phase[]} */
export const PHASES = ['forward', 'loss', 'backward', 'update'];

/**
 * Forward column by column, the loss, backward layer by layer, and the update.
 * @param {number} columns of the picture, with the input
 * @returns {Position[]}
 */
export function positionsOf(columns) {
  const last = columns - 1;
  const all = Array.from({ length: columns }, (_, column) => column);
  /** @type {(phase: Phase, part: Position['part'], column: number) => Position} */
  const at = (phase, part, column) => ({ phase, part, column });
  return [
    ...all.map((column) => at('forward', 'column', column)),
    .../** @type {const} */ (['softmax', 'loss', 'error']).map((part) => at('loss', part, last)),
    ...all
      .slice(1)
      .reverse()
      .map((column) => at('backward', 'column', column)),
    at('update', 'weights', last),
    at('update', 'after', last),
  ];
}

/**
 * Where the same position is in another list of positions, as after a change of the layers.
 * @param {Position[]} positions @param {Position | undefined} before
 */
export function samePosition(positions, before) {
  if (!before) return 0;
  const found = positions.findIndex(
    ({ phase, part, column }) =>
      phase === before.phase &&
      part === before.part &&
      (part !== 'column' || column === before.column),
  );
  return found < 0 ? positions.findIndex(({ phase }) => phase === before.phase) : found;
}
