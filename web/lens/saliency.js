/** Which pixels count for a class and which against it: gradient times input. */

/**
 * @param {import('./lens.js').Lens} lens @param {Float32Array} ink @param {number} output the class
 * @returns {Promise<Float32Array>} one contribution per pixel
 */
export async function pixelContributions(lens, ink, output) {
  const gradients = await lens.saliency(ink, output);
  return gradients.map((gradient, pixel) => gradient * ink[pixel]);
}
