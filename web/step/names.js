/** Names of values in the formulas, and the inputs of a pooling window. */

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

/**
 * The inputs in the max pooling window of one output.
 * @param {import('../lens/lens.js').LayerView} layer @param {number} index of the output
 */
export function windowOf({ size, input, output }, index) {
  const k = index % output.channels;
  const place = (index - k) / output.channels;
  const row = Math.floor(place / output.width) * size;
  const column = (place % output.width) * size;
  return Array.from({ length: size * size }, (_, n) => {
    const r = row + Math.floor(n / size);
    return (r * input.width + column + (n % size)) * input.channels + k;
  });
}
