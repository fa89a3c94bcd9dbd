/** Pooling windows along one side of an image, as src/layers/maxpool.c counts them. */

/**
 * How many there are. @param {number} side @param {number} size @param {number} stride
 * @param {[number, number]} pads before and behind @param {boolean} ceil whether they may hang over the edge
 */
export function windowsAlong(side, size, stride, [before, behind], ceil) {
  const steps = (side + before + behind - size) / stride;
  const count = (ceil ? Math.ceil(steps) : Math.floor(steps)) + 1;
  // A window must start in the image or in the padding before it.
  return (count - 1) * stride >= side + before ? count - 1 : count;
}

/**
 * How far the last of them extends past the edge.
 * @param {number} windows @param {number} side @param {number} size @param {number} stride @param {number} before padding
 */
export const overhang = (windows, side, size, stride, before) =>
  Math.max((windows - 1) * stride + size - before - side, 0);
