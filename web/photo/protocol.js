/**
 * Messages between the page and the photo worker. Types only.
 *
 * @typedef {object} Pixels
 * @property {Uint8ClampedArray} rgba [height][width][4]
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} PhotoHears
 * @property {(photo: Pixels) => Promise<import('./worker/read.js').Found>} read
 */
export {};
