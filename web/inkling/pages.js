import { require } from './errors.js';
import { PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 *
 * @typedef {object} Mark a digit on a page, or what looks like one
 * @property {number} left in the photograph's pixels
 * @property {number} top
 * @property {number} right outside
 * @property {number} bottom outside
 * @property {number} line of the page, from the top, 0 first
 * @property {Float32Array} ink as the network sees it, PIXELS values
 *
 * @typedef {object} ReadPage
 * @property {Mark[]} marks in reading order
 * @property {number} slope how far lines fall, in pixels down for a pixel to the right
 * @property {boolean} lightInk whether ink is lighter than paper
 */

const MARK_VALUES = 5;

/**
 * @param {Core} core
 * @param {Uint8Array} grey
 * @param {number} width
 * @param {number} height
 * @returns {ReadPage}
 */
export function readPage(core, grey, width, height) {
  require(grey.length === width * height, `A photograph of ${width} x ${height} needs ` +
    `${width * height} pixels, not ${grey.length}.`);
  const page = core.borrow([grey.length], (pixels) => {
    core.u8(pixels, grey.length).set(grey);
    return core.create((out) => core.call.ink_page_read(out, pixels, width, height));
  });
  try {
    const count = core.call.ink_page_mark_count(page);
    const places = core.i32(core.call.ink_page_marks(page), MARK_VALUES * count).slice();
    const marks = core.borrow([4 * PIXELS], (image) =>
      Array.from({ length: count }, (_, i) => {
        core.check(core.call.ink_page_sample(page, i, image));
        const [left, top, right, bottom, line] = places.subarray(MARK_VALUES * i);
        return { left, top, right, bottom, line, ink: core.f32(image, PIXELS).slice() };
      }),
    );
    const slope = core.call.ink_page_slope(page);
    return { marks, slope, lightInk: core.call.ink_page_has_light_ink(page) > 0 };
  } finally {
    core.call.ink_page_free(page);
  }
}
