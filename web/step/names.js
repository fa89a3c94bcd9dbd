/** Names of values in the formulas. */

/** @typedef {import('../lens/lens.js').Shape} Shape */

/**
 * The name of a value in an array [height][width][channels], or in a flat one.
 * @param {string} name @param {Shape} shape @param {number} index @param {boolean} [flat]
 */
export function nameIn(name, { height, width, channels }, index, flat = height * width === 1) {
  if (flat) return `${name}[${index}]`;
  const k = index % channels;
  const place = (index - k) / channels;
  return `${name}[${Math.floor(place / width)}][${place % width}][${k}]`;
}
