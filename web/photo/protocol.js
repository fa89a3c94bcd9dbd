/**
 * Messages between the page and the photo worker. Types only.
 *
 * @typedef {import('../inkling/index.js').Model} Model
 *
 * @typedef {object} Pixels
 * @property {Uint8ClampedArray} rgba [height][width][4]
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} PhotoHears
 * @property {(picture: { file: Blob, longest: number }) => Promise<ImageBitmap>} decode scales it down, so
 *   that the longer side has at most that many pixels
 * @property {(photo: Pixels & { model: Model | null, upright: boolean }) =>
 *   Promise<import('./recognize.js').Recognized>} read finds digits; without a network, whatever looks like
 *   one; unless the photo is known to be upright, also on its side and upside down
 * @property {(marks: { inks: Float32Array[], model: Model }) => Promise<Float32Array[]>} readMarks the class
 *   probabilities of each
 *
 * @typedef {object} PhotoSays
 * @property {(count: number) => void} checked how many shapes on the photo were checked so far
 */
export {};
