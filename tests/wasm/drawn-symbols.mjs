/** Synthetic symbols, each in many variations, such as a visitor might teach. */
import { distort, random, trace } from './not-digits.mjs';

/** @typedef {import('../../web/inkling/index.js').Stroke} Stroke */

/**
 * As in not-digits.mjs: strokes of corners [x, y] and arcs [x, y, rx, ry, from, to].
 * @type {Record<'letters' | 'shapes' | 'music', Record<string, number[][][]>>}
 */
// biome-ignore format: one symbol per line
const SETS = {
  letters: {
    A: [[[0, 1], [0.35, 0], [0.7, 1]], [[0.13, 0.62], [0.57, 0.62]]],
    B: [[[0, 0], [0, 1]], [[0, 0], [0.25, 0.23, 0.27, 0.23, -90, 90], [0.25, 0.73, 0.32, 0.27, -90, 90], [0, 1]]],
    C: [[[0.4, 0.5, 0.4, 0.5, -50, -310]]],
    D: [[[0, 0], [0, 1]], [[0, 0], [0.15, 0.5, 0.5, 0.5, -90, 90], [0, 1]]],
    E: [[[0.6, 0], [0, 0], [0, 1], [0.6, 1]], [[0, 0.5], [0.5, 0.5]]],
    F: [[[0.6, 0], [0, 0], [0, 1]], [[0, 0.5], [0.5, 0.5]]],
    G: [[[0.4, 0.5, 0.4, 0.5, -50, -350], [0.45, 0.58], [0.8, 0.58], [0.78, 1]]],
    H: [[[0, 0], [0, 1]], [[0.6, 0], [0.6, 1]], [[0, 0.5], [0.6, 0.5]]],
  },
  shapes: {
    circle: [[[0.5, 0.5, 0.5, 0.5, -90, 275]]],
    square: [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]],
    triangle: [[[0.5, 0], [0, 0.9], [1, 0.9], [0.5, 0]]],
    star: [[[0.2, 1], [0.5, 0], [0.8, 1], [0, 0.35], [1, 0.35], [0.2, 1]]],
    heart: [[[0.5, 0.3], [0.25, 0.25, 0.25, 0.25, 0, -170], [0.5, 1], [1, 0.3], [0.75, 0.25, 0.25, 0.25, -10, -180]]],
    arrow: [[[0, 0.5], [1.2, 0.5]], [[0.9, 0.2], [1.2, 0.5], [0.9, 0.8]]],
  },
  music: {
    '♩': [[[0.4, 0], [0.4, 0.85], [0.22, 0.85, 0.18, 0.13, 0, 360], [0.22, 0.85, 0.09, 0.06, 0, 360]]],
    '♪': [[[0.2, 0.85, 0.18, 0.13, 0, 360], [0.2, 0.85, 0.09, 0.06, 0, 360], [0.38, 0.85], [0.38, 0], [0.7, 0.3], [0.62, 0.55]]],
    '♫': [[[0.15, 0.85, 0.15, 0.11, 0, 360], [0.3, 0.85], [0.3, 0.1], [0.95, 0], [0.95, 0.75], [0.8, 0.75, 0.15, 0.11, 0, 360]]],
    '♯': [[[0.3, 0.05], [0.25, 1]], [[0.65, 0], [0.6, 0.95]], [[0, 0.4], [0.9, 0.28]], [[0, 0.75], [0.9, 0.63]]],
    '♭': [[[0, 0], [0, 1], [0.28, 0.82, 0.28, 0.2, 130, -170], [0, 0.75]]],
  },
};

/** How far a hand misses a corner or an arc's center, and how far it changes a radius. */
const MISS = 0.07;
const STRETCH = 0.15;

/** @param {number[][][]} parts @param {import('./not-digits.mjs').Random} draw @returns {Stroke[]} */
function vary(parts, draw) {
  return parts.map((stroke) =>
    stroke.flatMap(([x, y, rx, ry, from, to]) => {
      const at = [x + draw(-MISS, MISS), y + draw(-MISS, MISS)];
      if (rx === undefined) return trace(at);
      const size = 1 + draw(-STRETCH, STRETCH);
      return trace([...at, rx * size, ry * size, from + draw(-8, 8), to + draw(-8, 8)]);
    }),
  );
}

/** Moves and scales strokes so that they lie somewhere on a pad. @param {Stroke[]} strokes @param {import('./not-digits.mjs').Random} draw */
function place(strokes, draw) {
  const points = strokes.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = draw(0.35, 0.7) / Math.max(Math.max(...xs) - left, Math.max(...ys) - top);
  const [dx, dy] = [draw(0.05, 0.25), draw(0.05, 0.25)];
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({ x: dx + scale * (x - left), y: dy + scale * (y - top) })),
  );
}

/**
 * A set of symbols, each drawn several times.
 * @param {keyof typeof SETS} set
 * @param {number} each how many of each
 * @param {number} seed another one for other drawings
 * @returns {{ names: string[], drawings: { label: number, strokes: Stroke[] }[] }}
 */
export function drawnSymbols(set, each, seed) {
  const names = Object.keys(SETS[set]);
  const drawings = names.flatMap((name, label) =>
    Array.from({ length: each }, (_, i) => {
      const draw = random(seed + 1000 * label + i);
      const strokes = distort(vary(SETS[set][name], draw), draw, Math.PI / 14);
      return { label, strokes: place(strokes, draw) };
    }),
  );
  return { names, drawings };
}
