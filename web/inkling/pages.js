import { bytes, flag, options, real, refuse, whole } from './guard.js';
import { MAX_PAGE_SIDE, PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 *
 * @typedef {object} Mark a digit on a page, or something that looks like one
 * @property {number} left edge, in the photo's pixels
 * @property {number} top edge, in the photo's pixels
 * @property {number} right edge, exclusive
 * @property {number} bottom edge, exclusive
 * @property {number} line of the page, counted from 0 at the top
 * @property {Float32Array} ink as the network sees it, PIXELS values
 * @property {Cell | null} cell where it stands in a table; null outside of one
 *
 * @typedef {Mark & { area: number }} Piece a mark's ink between two columns, and how many pixels that is
 *
 * @typedef {(mark: Mark, pieceOf: (from: number, to: number) => Piece) => Mark[]} Split what a mark of
 *   digits that touch is cut into: its pieces, or the mark itself
 *
 * @typedef {object} Cell a place in a table; all three are counted from 0
 * @property {number} table from the top of the page
 * @property {number} row between the table's rules
 * @property {number} column between the table's rules
 *
 * @typedef {object} ReadPage what was found on a photo of a page
 * @property {Mark[]} marks in reading order
 * @property {number} slope of the lines, in pixels down per pixel to the right
 * @property {boolean} sheet whether only a sheet of paper in the photo was read
 * @property {number} angle the rotation of the page before it was read, in radians, clockwise
 * @property {typeof DOUBTS[number]} doubt why there are no marks: 'none' if there are; 'faint', 'small', or
 *   'busy' writing or paper; or 'other'
 * @property {boolean} lightInk whether the ink is lighter than the paper
 */

/** Why nothing was found, in the order of InkDoubt. */
const DOUBTS = /** @type {const} */ (['none', 'faint', 'small', 'busy', 'other']);

const MARK_VALUES = 5;
const CELL_VALUES = 3;
/** How often a page is rotated: steep lines only show how steep they are once they are less so. */
const MAX_TURNS = 2;
/** The smallest aspect ratio and width, in pixels, of digits that touch. */
const WIDE = 0.9;
const LEAST_WIDTH = 12;

/** @param {Mark} mark */
const isWide = ({ left, top, right, bottom }) =>
  right - left >= Math.max(WIDE * (bottom - top), LEAST_WIDTH);

/** @param {Int32Array} values @param {Float32Array} ink @returns {Mark} */
function markOf([left, top, right, bottom, line], ink) {
  return { left, top, right, bottom, line, ink, cell: null };
}

/** @param {Core} core @param {number} page @param {number} mark */
const sampleOf = (core, page, mark) =>
  core.borrow([4 * PIXELS], (image) => {
    core.check(core.call.ink_page_sample(page, mark, image));
    return core.f32(image, PIXELS).slice();
  });

/** @param {Core} core @param {number} page @param {number} mark @param {number} from @param {number} to */
const pieceOf = (core, page, mark, from, to) =>
  core.borrow([4 * MARK_VALUES, 4, 4 * PIXELS], (place, area, image) => {
    core.check(core.call.ink_page_piece(page, mark, from, to, place, area, image));
    return {
      ...markOf(core.i32(place, MARK_VALUES).slice(), core.f32(image, PIXELS).slice()),
      area: core.i32(area, 1)[0],
    };
  });

/**
 * @param {Core} core
 * @param {Uint8Array} gray
 * @param {number} width
 * @param {number} height
 * @param {object} [how]
 * @param {boolean} [how.whole] reads what surrounds a sheet of paper, too
 * @param {(slope: number) => number} [how.straighten] the angle to rotate the page by first
 * @param {Split} [how.split] splits wide marks, which may be digits that touch
 * @returns {ReadPage}
 */
export function readPage(core, gray, width, height, how = {}) {
  const { whole: everything = false, straighten, split } = options('readPage', how);
  flag('whole', everything);
  for (const [name, value] of Object.entries({ straighten, split }))
    if (value !== undefined && typeof value !== 'function') refuse(name, value, 'a function');
  whole('width', width, 1, MAX_PAGE_SIDE);
  whole('height', height, 1, MAX_PAGE_SIDE);
  bytes('gray', gray, width * height);
  const page = core.borrow([gray.length], (pixels) => {
    core.u8(pixels, gray.length).set(gray);
    const read = everything ? core.call.ink_page_read_whole : core.call.ink_page_read;
    return core.create((out) => read(out, pixels, width, height));
  });
  let freed = false;
  try {
    let angle = 0;
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const wanted = straighten?.(core.call.ink_page_slope(page)) ?? 0;
      const more = real('straighten', wanted, -Math.PI, Math.PI);
      if (!more) break;
      core.check(core.call.ink_page_rotate(page, more));
      angle += more;
    }
    const count = core.call.ink_page_mark_count(page);
    const places = core.i32(core.call.ink_page_marks(page), MARK_VALUES * count).slice();
    const cells = core.i32(core.call.ink_page_cells(page), CELL_VALUES * count).slice();
    const marks = Array.from({ length: count }, (_, i) => {
      const mark = markOf(places.subarray(MARK_VALUES * i), sampleOf(core, page, i));
      const [table, row, column] = cells.subarray(CELL_VALUES * i);
      const cell = table < 0 ? null : { table, row, column };
      const parts =
        split && isWide(mark)
          ? split(mark, (from, to) => {
              if (freed) refuse('page', 0, 'in use', 'FREED');
              return pieceOf(core, page, i, from, to);
            })
          : [mark];
      if (!Array.isArray(parts)) refuse('split', parts, 'a function that returns a list of marks');
      return parts.map((part) => ({ ...part, cell }));
    });
    return {
      marks: marks.flat(),
      slope: core.call.ink_page_slope(page),
      sheet: core.call.ink_page_is_sheet(page) > 0,
      angle,
      doubt: DOUBTS[core.call.ink_page_doubt(page)],
      lightInk: core.call.ink_page_has_light_ink(page) > 0,
    };
  } finally {
    freed = true;
    core.call.ink_page_free(page);
  }
}
