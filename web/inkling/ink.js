/** Ink in the two ways that it is kept in: a number or a byte for each pixel. */

/** @param {ArrayLike<number>} ink 0 to 1 @returns {Uint8Array} 255 full ink */
export const inkBytes = (ink) => Uint8Array.from(ink, (value) => Math.round(255 * value));

/** @param {ArrayLike<number>} bytes 255 full ink @returns {Float32Array} 0 to 1 */
export const inkFromBytes = (bytes) => Float32Array.from(bytes, (value) => value / 255);
