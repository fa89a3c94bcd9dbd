/** Splits touching digits, which are found as one mark. The network decides whether they are several. */
import { isSure } from '../data/sureness.js';
import { mostProbable } from '../inkling/most-probable.js';

/**
 * @typedef {import('../inkling/pages.js').Mark} Mark
 *
 * @typedef {object} Row the cheapest pieces from the left of the mark to a column
 * @property {number} cost
 * @property {number} area their ink
 * @property {Mark[]} pieces
 */

/** Cuts are tried at this distance, relative to the height of the mark. */
const STEP = 1 / 10;
/** The smallest and largest width of a piece, and its smallest height, likewise. */
const NARROW = 0.1;
const BROAD = 1.25;
const SHORT = 0.5;
/** Neighbors may share this many steps: a stroke may be part of both. */
const SHARED = 2;
/** Pieces cost -log of their probability, and for being one more, and for each step that is shared. */
const PIECE = 0.1;
const SHARE = 0.03;
/** A slice of any digit looks like a 1, and that of some like a 7. */
const SLICES = new Map([
  [1, 0.6],
  [7, 0.35],
]);
/** The largest ratio of width to height of a 1 that was cut out. */
const WIDE_ONE = 0.5;
/** The highest average cost of a piece. */
const MOST = 0.5;
/** The share of the ink that must end up in pieces. */
const USED = 0.9;
/** After this many wide marks that aren't touching digits, the page must hold words: the rest stay whole. */
const WORDS = 16;

/** @param {Mark} piece @param {Float32Array} probabilities */
function costOf(piece, probabilities) {
  const best = mostProbable(probabilities);
  const wide = piece.right - piece.left > WIDE_ONE * (piece.bottom - piece.top);
  if (!isSure(probabilities) || (best === 1 && wide)) return Infinity;
  return PIECE - Math.log(probabilities[best]) + (SLICES.get(best) ?? 0);
}

/** The cheapest pieces that a piece may follow. @param {(Row | undefined)[]} rows @param {number} from */
function cheapestBefore(rows, from) {
  /** @type {Row | undefined} */
  let cheapest = rows[from];
  for (let shared = 1; shared <= SHARED; shared++) {
    const row = rows[from + shared];
    if (!row) continue;
    const cost = row.cost + SHARE * shared;
    if (cost < (cheapest?.cost ?? Infinity)) cheapest = { ...row, cost };
  }
  return cheapest;
}

/**
 * The cheapest pieces of a mark, found by dynamic programming from left to right; null if they are
 * unlikely to be digits.
 * @param {Mark} mark
 * @param {(from: number, to: number) => import('../inkling/pages.js').Piece} pieceOf
 * @param {(ink: Float32Array) => Float32Array} read
 * @param {number} most what the mark costs as one digit
 */
function piecesOf(mark, pieceOf, read, most) {
  const height = mark.bottom - mark.top;
  const width = mark.right - mark.left;
  const steps = Math.round(width / Math.max(1, STEP * height));
  const column = (/** @type {number} */ step) => mark.left + Math.round((width * step) / steps);
  /** @type {Row} */
  const none = { cost: 0, area: 0, pieces: [] };
  /** @type {(Row | undefined)[]} */
  const rows = [none];
  for (let from = 0; from < steps; from++) {
    const before = cheapestBefore(rows, from);
    if (!before) continue;
    for (let to = from + 1; to <= steps; to++) {
      const wide = column(to) - column(from);
      if (wide < NARROW * height || wide > BROAD * height) continue;
      const piece = pieceOf(column(from), column(to));
      if (piece.bottom - piece.top < SHORT * height) continue;
      const cost = before.cost + costOf(piece, read(piece.ink));
      if (cost >= (rows[to]?.cost ?? Infinity)) continue;
      rows[to] = { cost, area: before.area + piece.area, pieces: [...before.pieces, piece] };
    }
  }
  const { cost, area, pieces } = rows[steps] ?? none;
  if (pieces.length < 2 || cost > MOST * pieces.length || cost > most) return null;
  return area < USED * pieceOf(mark.left, mark.right).area ? null : pieces;
}

/**
 * Splits the marks of a page: those that the network is unsure of while it is sure of all pieces.
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @returns {import('../inkling/pages.js').Split}
 */
export function takeApart(read) {
  let failed = 0;
  return (mark, pieceOf) => {
    if (failed >= WORDS) return [mark];
    const asOne = read(mark.ink);
    if (isSure(asOne)) return [mark];
    const pieces = piecesOf(mark, pieceOf, read, -Math.log(Math.max(...asOne)));
    if (!pieces) failed++;
    return pieces?.map((piece) => ({ ...piece, line: mark.line })) ?? [mark];
  };
}
