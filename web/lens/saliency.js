/** Which pixels count for a class and which against it: gradient times input. */

/**
 * @param {import('./lens.js').Lens} lens @param {Float32Array} ink @param {number} output the class
 * @returns {Float32Array} one contribution per pixel
 */
export const pixelContributions = (lens, ink, output) =>
  lens.saliency(ink, output).map((gradient, pixel) => gradient * ink[pixel]);
