/**
 * Cuts a drawing along the path of the pen, for digits written without lifting it. Cuts are tried where the
 * pen turns, the network says how much each piece looks like a digit, and the cheapest pieces win (dynamic
 * programming). The line that leads from one digit to the next may be left out.
 */

import { boxOf, heightOf, widthOf } from '../data/box.js';
import { isSure } from '../data/sureness.js';
import { mostProbable } from '../inkling/most-probable.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('../inkling/index.js').Point} Point
 * @typedef {import('../data/box.js').Box} Box
 *
 * @typedef {object} Place on the path
 * @property {number} stroke
 * @property {number} point
 * @property {number} along the length of the path up to here
 * @property {boolean} sharp whether the path ends or bends sharply here
 *
 * @typedef {object} Piece a stretch of the path between two places
 * @property {number} from
 * @property {number} to
 * @property {Box} box
 * @property {Stroke[]} strokes
 * @property {number} cost of all pieces up to this one
 * @property {Piece | null} before
 */

/** A path with more places than this is a scribble, which would take long to read. */
const MAX_PLACES = 32;
/** Lengths are relative to the height of the drawing. Places are at least this far apart along the path. */
const APART = 0.1;
/** Places are at most about this far apart. */
const OFTEN = 0.6;
/** The pen has turned once it has moved back this far. */
const TURN = 0.05;

/** How long the lines to either side of a point are by which bendAt measures how much the path bends there. */
const ARM = 0.15;
/** The path has a place where it bends more than this. */
const CORNER = -0.6;
/** Bends above this are sharp. */
const SHARP = -0.3;

/** The smallest height of a digit, its largest width, and the smallest length of its path. */
const SHORT = 0.5;
const BROAD = 1.5;
const LEAST = 0.6;
/** The largest length of a line between two digits, and how much of a digit's width its neighbor may cover. */
const LINK = 1.6;
const COVERED = 0.45;
/** How much of the path may be left out at either end. */
const LOOSE = 0.15;

/** Each piece costs -log of its probability, and this, so that fewer pieces are preferred. */
const PIECE = 0.1;
/**
 * Leaving out a straight line to the right is encouraged: as part of a digit, it turns a 9 into a 2. A line that
 * bends or leads back is probably part of a digit, so leaving it out costs.
 */
const STRAIGHT = 0.05;
const DETOUR = 0.5;
const BACK = 0.3;
/**
 * Pieces of any digit can look like a 1, and those of some like a 7, above all pieces that don't begin and end in
 * sharp bends. So these cost more: SMOOTH times as much without such bends.
 */
const SLICES = new Map([
  [1, 0.2],
  [7, 0.1],
]);
const SMOOTH = 6;
/** The largest ratio of width to height of a 1. */
const WIDE_ONE = 0.6;
/** The highest average cost of a piece. */
const MOST = 0.35;

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * The points of a stroke where the pen turns left, right, up, or down.
 * @param {Stroke} stroke @param {number} least how far it has to move back
 */
function turnsOf(stroke, least) {
  /** @type {Set<number>} */
  const turns = new Set();
  for (const axis of /** @type {const} */ (['x', 'y'])) {
    let [low, high] = [0, 0];
    let direction = 0;
    for (let i = 1; i < stroke.length; i++) {
      const value = stroke[i][axis];
      if (value > stroke[high][axis]) high = i;
      if (value < stroke[low][axis]) low = i;
      if (direction <= 0 && value > stroke[low][axis] + least) {
        if (direction < 0) turns.add(low);
        direction = 1;
        high = i;
      } else if (direction >= 0 && value < stroke[high][axis] - least) {
        if (direction > 0) turns.add(high);
        direction = -1;
        low = i;
      }
    }
  }
  return turns;
}

/**
 * How sharply a stroke bends at a point: the cosine of the angle between the lines to either side, from -1 for
 * a straight line to 1 for a reversal.
 * @param {Stroke} stroke @param {number} at @param {number} arm length of these lines
 */
function bendAt(stroke, at, arm) {
  const point = stroke[at];
  const [before, after] = [-1, 1].map((step) => {
    let i = at;
    while (stroke[i + step] && distance(stroke[i], point) < arm) i += step;
    return { x: stroke[i].x - point.x, y: stroke[i].y - point.y };
  });
  const lengths = Math.hypot(before.x, before.y) * Math.hypot(after.x, after.y);
  return lengths > 0 ? (before.x * after.x + before.y * after.y) / lengths : -1;
}

/** For each point, whether the stroke bends most there. @param {Stroke} stroke @param {number} arm */
function cornersOf(stroke, arm) {
  const bends = stroke.map((_, i) => bendAt(stroke, i, arm));
  const near = (/** @type {number} */ i, /** @type {number} */ step) => {
    for (let k = i + step; stroke[k] && distance(stroke[k], stroke[i]) < arm; k += step) {
      if (bends[k] > bends[i] || (bends[k] === bends[i] && step < 0)) return true;
    }
    return false;
  };
  return bends.map((bend, i) => bend > CORNER && !near(i, -1) && !near(i, 1));
}

/**
 * Where the path may be cut: at the ends of strokes, where the pen turns, and in between.
 * @param {Stroke[]} strokes @param {number} height of the drawing
 * @returns {Place[]}
 */
function placesOf(strokes, height) {
  /** @type {Place[]} */
  const places = [];
  let along = 0;
  for (const [s, stroke] of strokes.entries()) {
    const turns = turnsOf(stroke, TURN * height);
    const corners = cornersOf(stroke, ARM * height);
    for (const [i, point] of stroke.entries()) {
      if (i > 0) along += distance(stroke[i - 1], point);
      const since = along - (places.at(-1)?.along ?? -Infinity);
      const end = i === 0 || i === stroke.length - 1;
      const turn = (turns.has(i) || corners[i]) && since >= APART * height;
      if (end || turn || since >= OFTEN * height) {
        const sharp = end || bendAt(stroke, i, ARM * height) > SHARP;
        places.push({ stroke: s, point: i, along, sharp });
      }
    }
  }
  return places;
}

/**
 * Pieces that were cut before: the same cut always gives the same object, so its reading is found again.
 * @type {WeakMap<Stroke, Map<string, Stroke>>}
 */
const known = new WeakMap();

/** @param {Stroke} stroke @param {number} from @param {number} to both included */
function pieceOf(stroke, from, to) {
  if (from === 0 && to === stroke.length - 1) return stroke;
  const pieces = known.get(stroke) ?? new Map();
  known.set(stroke, pieces);
  const key = `${from} ${to}`;
  const piece = pieces.get(key) ?? stroke.slice(from, to + 1);
  pieces.set(key, piece);
  return piece;
}

/** @param {Stroke[]} strokes @param {Place} from @param {Place} to */
function between(strokes, from, to) {
  return strokes.slice(from.stroke, to.stroke + 1).map((stroke, i) => {
    const first = i === 0 ? from.point : 0;
    const last = from.stroke + i === to.stroke ? to.point : stroke.length - 1;
    return pieceOf(stroke, first, last);
  });
}

/** @param {Box} box @param {Float32Array} probabilities @param {boolean} sharp whether it ends in sharp bends */
function costOf(box, probabilities, sharp) {
  const best = mostProbable(probabilities);
  const wide = widthOf(box) > WIDE_ONE * heightOf(box);
  if (!isSure(probabilities) || (best === 1 && wide)) return Infinity;
  return PIECE - Math.log(probabilities[best]) + (SLICES.get(best) ?? 0) * (sharp ? 1 : SMOOTH);
}

/**
 * The cost of a piece that continues another.
 * @param {Piece} piece @param {Stroke[]} strokes of the next piece @param {Box} box
 * @param {number} link length of the line between them @param {number} height of the drawing
 */
function stepCost(piece, strokes, box, link, height) {
  const last = piece.box;
  const shared = last.right - box.left;
  const narrow = Math.min(widthOf(last), widthOf(box));
  const ahead = box.left + box.right - last.left - last.right;
  if (link > LINK * height || ahead <= 0 || shared > COVERED * narrow + APART * height) {
    return Infinity;
  }
  const from = /** @type {Point} */ (piece.strokes.at(-1)?.at(-1));
  const [[to]] = strokes;
  const back = to.x < from.x ? BACK * link : 0;
  return (DETOUR * (link - distance(from, to)) + back - STRAIGHT * link) / height;
}

/**
 * The digits of a drawing, in the order written; null if it is unlikely to hold several.
 * @param {Stroke[]} strokes
 * @param {(strokes: Stroke[]) => Float32Array} read the class probabilities
 * @returns {Stroke[][] | null}
 */
export function cutAlongPath(strokes, read) {
  const height = heightOf(boxOf(strokes));
  if (!(height > 0)) return null;
  const places = placesOf(strokes, height);
  if (places.length > MAX_PLACES) return null;
  /** @type {Piece[]} */
  const pieces = [];
  const end = places[places.length - 1].along;
  /** @type {Piece | null} */
  let cheapest = null;
  for (let to = 1; to < places.length; to++) {
    for (let from = 0; from < to; from++) {
      const length = places[to].along - places[from].along;
      if (length < LEAST * height) break;
      const first = places[from].along <= LOOSE * height;
      const some = between(strokes, places[from], places[to]);
      const box = boxOf(some);
      const high = heightOf(box);
      if (high < SHORT * height || widthOf(box) > BROAD * high) continue;
      /** @type {Piece | null} */
      let before = null;
      let least = first ? 0 : Infinity;
      for (const piece of pieces) {
        if (piece.to > from) continue;
        const link = places[from].along - places[piece.to].along;
        const cost = piece.cost + stepCost(piece, some, box, link, height);
        if (cost >= least) continue;
        [before, least] = [piece, cost];
      }
      if (least === Infinity) continue;
      const cost = least + costOf(box, read(some), places[from].sharp && places[to].sharp);
      if (cost === Infinity) continue;
      const piece = { from, to, box, strokes: some, cost, before };
      pieces.push(piece);
      const last = end - places[to].along <= LOOSE * height;
      if (last && before && cost < (cheapest?.cost ?? Infinity)) cheapest = piece;
    }
  }
  /** @type {Stroke[][]} */
  const found = [];
  for (let piece = cheapest; piece; piece = piece.before) found.unshift(piece.strokes);
  return cheapest && cheapest.cost <= MOST * found.length ? found : null;
}
