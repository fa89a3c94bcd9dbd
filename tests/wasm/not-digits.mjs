/**
 * Scribbles, letters, and signs that nobody would take for a digit. Generated independently of those the
 * network may have been trained on (src/styles/style_outliers.c).
 */

/**
 * @typedef {import('../../web/inkling/index.js').Point} Point
 * @typedef {Point[]} Stroke
 * @typedef {(low: number, high: number) => number} Random
 */

/**
 * Uniform random numbers between low and high, reproducible by seed.
 * @param {number} seed 1 and up
 * @returns {Random}
 */
export function random(seed) {
  let state = (seed * 7919) % 2147483647;
  return (low, high) => {
    state = (state * 48271) % 2147483647; // Park and Miller's generator; products stay exact
    return low + ((high - low) * state) / 2147483647;
  };
}

const { cos, sin, PI } = Math;

/** @param {number} count @param {(share: number, i: number) => Point} place 0 to 1, both included */
const points = (count, place) => Array.from({ length: count }, (_, i) => place(i / (count - 1), i));

// ---- scribbles --------------------------------------------------------------------------------

/** A random walk, pulled back to the center. @param {Random} draw */
function walk(draw) {
  let [x, y, heading, turn] = [0, 0, draw(0, 2 * PI), 0];
  return [
    points(Math.round(draw(70, 120)), () => {
      turn = 0.8 * turn + draw(-0.3, 0.3);
      const home = Math.hypot(x, y) > 0.6 ? 0.3 * sin(Math.atan2(-y, -x) - heading) : 0;
      heading += turn + home;
      x += 0.07 * cos(heading);
      y += 0.07 * sin(heading);
      return { x, y };
    }),
  ];
}

/** Back and forth while advancing in one direction. @param {Random} draw */
function zigzag(draw) {
  const height = draw(0.25, 0.6);
  return [
    points(Math.round(draw(8, 12)), (share, i) => ({
      x: share + draw(-0.03, 0.03),
      y: height * (i % 2) + draw(-0.08, 0.08),
    })),
  ];
}

/** @param {Random} draw */
function spiral(draw) {
  const [turns, start, direction] = [draw(2.5, 4), draw(0, 2 * PI), draw(-1, 1) < 0 ? -1 : 1];
  return [
    points(120, (share) => {
      const angle = start + direction * turns * 2 * PI * share;
      return { x: share * cos(angle), y: share * sin(angle) };
    }),
  ];
}

/** A row of loops, as when trying out a pen. @param {Random} draw */
function loops(draw) {
  const [turns, step, start] = [draw(3, 5), draw(0.7, 1.1), draw(0, 2 * PI)];
  return [
    points(200, (share) => {
      const angle = start + turns * 2 * PI * share;
      return { x: 0.5 * cos(angle) + turns * step * share, y: sin(angle) };
    }),
  ];
}

/** Parallel lines, sometimes crossed by others. @param {Random} draw */
function hatching(draw) {
  const lines = Math.round(draw(4, 6));
  const across = draw(0, 1) < 0.5 ? Math.round(draw(3, 5)) : 0;
  const ends = () => [draw(-0.08, 0.08), 1 + draw(-0.08, 0.08)];
  return [
    ...Array.from({ length: lines }, (_, i) => ends().map((y) => ({ x: i / (lines - 1), y }))),
    ...Array.from({ length: across }, (_, i) => ends().map((x) => ({ x, y: i / (across - 1) }))),
  ];
}

const SCRIBBLES = { walk, zigzag, spiral, loops, hatching };

/**
 * Scribbles of every kind, randomly rotated.
 * @param {number} each how many of each kind
 * @returns {{ name: string, strokes: Stroke[] }[]}
 */
export const scribbles = (each) =>
  Object.entries(SCRIBBLES).flatMap(([name, kind], k) =>
    Array.from({ length: each }, (_, i) => {
      const draw = random(1 + k * each + i);
      return { name, strokes: distort(kind(draw), draw, PI) };
    }),
  );

// ---- letters ----------------------------------------------------------------------------------

/**
 * Strokes of corners [x, y] and arcs [x, y, rx, ry, from, to]: center, radii, and angles in degrees,
 * clockwise from the right. The height of a capital is 1.
 * @type {Record<string, number[][][]>}
 */
// biome-ignore format: one letter per line
const LETTERS = {
  A: [[[0, 1], [0.35, 0], [0.7, 1]], [[0.13, 0.62], [0.57, 0.62]]],
  E: [[[0.6, 0], [0, 0], [0, 1], [0.6, 1]], [[0, 0.5], [0.5, 0.5]]],
  F: [[[0.6, 0], [0, 0], [0, 1]], [[0, 0.5], [0.5, 0.5]]],
  H: [[[0, 0], [0, 1]], [[0.6, 0], [0.6, 1]], [[0, 0.5], [0.6, 0.5]]],
  K: [[[0, 0], [0, 1]], [[0.55, 0], [0, 0.55]], [[0.18, 0.4], [0.6, 1]]],
  M: [[[0, 1], [0.05, 0], [0.4, 0.6], [0.75, 0], [0.8, 1]]],
  N: [[[0, 1], [0, 0], [0.6, 1], [0.6, 0]]],
  P: [[[0, 1], [0, 0], [0.3, 0], [0.3, 0.27, 0.27, 0.27, -90, 90], [0, 0.54]]],
  R: [[[0, 1], [0, 0], [0.3, 0], [0.3, 0.25, 0.25, 0.25, -90, 90], [0, 0.5]], [[0.25, 0.5], [0.6, 1]]],
  T: [[[0, 0], [0.7, 0]], [[0.35, 0], [0.35, 1]]],
  V: [[[0, 0], [0.35, 1], [0.7, 0]]],
  W: [[[0, 0], [0.22, 1], [0.45, 0.25], [0.68, 1], [0.9, 0]]],
  X: [[[0, 0], [0.65, 1]], [[0.65, 0], [0, 1]]],
  Y: [[[0, 0], [0.35, 0.5], [0.7, 0]], [[0.35, 0.5], [0.35, 1]]],
  a: [[[0.4, 0.5, 0.4, 0.5, -40, -320]], [[0.78, 0], [0.78, 0.85], [0.95, 1]]],
  d: [[[0.28, 0.7, 0.28, 0.3, -40, -320]], [[0.55, 0], [0.55, 1]]],
  e: [[[0.1, 0.5], [0.35, 0.5, 0.35, 0.5, 0, -310]]],
  h: [[[0, 0], [0, 1]], [[0, 0.7], [0.27, 0.65, 0.27, 0.25, -180, 0], [0.54, 1]]],
  k: [[[0, 0], [0, 1]], [[0.45, 0.4], [0, 0.72]], [[0.15, 0.6], [0.5, 1]]],
  m: [[[0, 0], [0, 1]], [[0.3, 0.35, 0.3, 0.35, -180, 0], [0.6, 1]],
      [[0.9, 0.35, 0.3, 0.35, -180, 0], [1.2, 1]]],
  n: [[[0, 0], [0, 1]], [[0.35, 0.4, 0.35, 0.4, -180, 0], [0.7, 1]]],
  p: [[[0, 0], [0, 1]], [[0.25, 0.3, 0.3, 0.3, -145, 145]]],
  r: [[[0, 0], [0, 1]], [[0.35, 0.4, 0.35, 0.4, -180, -50]]],
  w: [[[0, 0], [0.3, 0.6, 0.3, 0.4, 180, 0], [0.6, 0.2], [0.9, 0.6, 0.3, 0.4, 180, 0], [1.2, 0]]],
  x: [[[0, 0.5, 0.38, 0.5, -80, 80]], [[0.72, 0.5, 0.38, 0.5, -100, -260]]],
};

/**
 * Operators, shapes, and halves of digits, in the same form.
 * @type {Record<string, number[][][]>}
 */
// biome-ignore format: one sign per line
const SIGNS = {
  plus: [[[0, 0.5], [1, 0.5]], [[0.5, 0], [0.5, 1]]],
  minus: [[[0, 0.5], [1, 0.5]]],
  times: [[[0, 0], [0.9, 0.9]], [[0.9, 0], [0, 0.9]]],
  divided: [[[0, 0.5], [1, 0.5]], [[0.5, 0.1], [0.52, 0.14]], [[0.5, 0.86], [0.52, 0.9]]],
  equals: [[[0, 0.3], [1, 0.3]], [[0, 0.7], [1, 0.7]]],
  square: [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]],
  triangle: [[[0.5, 0], [0, 0.9], [1, 0.9], [0.5, 0]]],
  heart: [[[0.5, 0.3], [0.25, 0.25, 0.25, 0.25, 0, -170], [0.5, 1], [1, 0.3],
           [0.75, 0.25, 0.25, 0.25, -10, -180]]],
  star: [[[0.2, 1], [0.5, 0], [0.8, 1], [0, 0.35], [1, 0.35], [0.2, 1]]],
  arrow: [[[0, 0.5], [1.2, 0.5]], [[0.9, 0.2], [1.2, 0.5], [0.9, 0.8]]],
  house: [[[0, 1], [0, 0.4], [0.4, 0], [0.8, 0.4], [0.8, 1], [0, 1]]],
  check: [[[0, 0.6], [0.3, 1], [1, 0]]],
  bowl: [[[0.5, 0.3, 0.5, 0.7, 180, 0]]],
  arch: [[[0.5, 0.8, 0.5, 0.7, -180, 0]]],
  stairs: [[[0, 0], [0, 0.5], [0.6, 0.5], [0.6, 1], [1.2, 1]]],
  'foot of a 2': [[[0.7, 0], [0, 0.8], [1, 0.8]]],
  'top of a 5': [[[0.8, 0], [0, 0], [0, 0.8]]],
};

/** @param {number[]} part a corner or an arc @returns {Point[]} */
export function trace([x, y, rx, ry, from, to]) {
  if (rx === undefined) return [{ x, y }];
  return points(24, (share) => {
    const angle = ((from + (to - from) * share) * PI) / 180;
    return { x: x + rx * cos(angle), y: y + ry * sin(angle) };
  });
}

/**
 * Every entry of a table in several handwritings.
 * @param {Record<string, number[][][]>} table
 * @param {number} each how many of each
 * @param {number} seed of the first
 * @returns {{ name: string, strokes: Stroke[] }[]}
 */
const write = (table, each, seed) =>
  Object.entries(table).flatMap(([name, parts], l) =>
    Array.from({ length: each }, (_, i) => {
      const strokes = parts.map((stroke) => stroke.flatMap(trace));
      return { name, strokes: distort(strokes, random(seed + l * each + i), PI / 18) };
    }),
  );

/** Every letter in several handwritings. @param {number} each how many of each letter */
export const letters = (each) => write(LETTERS, each, 1001);

/** Every sign in several handwritings. @param {number} each how many of each sign */
export const signs = (each) => write(SIGNS, each, 2001);

// ---- handwriting ------------------------------------------------------------------------------

/** Points per line segment, so that lines can be bent. */
const STEPS = 8;

/** @param {Stroke} stroke @returns {Stroke} */
const fill = (stroke) =>
  stroke.slice(1).flatMap((to, i) =>
    points(STEPS, (share) => ({
      x: stroke[i].x + (to.x - stroke[i].x) * share,
      y: stroke[i].y + (to.y - stroke[i].y) * share,
    })),
  );

/**
 * Imitates an unsteady hand: bends, slants, stretches, and rotates strokes.
 * @param {Stroke[]} strokes about 1 high
 * @param {Random} draw
 * @param {number} turn maximum rotation, in radians
 * @returns {Stroke[]}
 */
export function distort(strokes, draw, turn) {
  const [angle, slant, width] = [draw(-turn, turn), draw(-0.2, 0.2), draw(0.8, 1.2)];
  const [phaseX, phaseY, speed] = [draw(0, 2 * PI), draw(0, 2 * PI), draw(3, 5)];
  return strokes.map((stroke) =>
    fill(stroke).map((point) => {
      const bentX = point.x + 0.03 * sin(speed * point.y + phaseX);
      const bentY = point.y + 0.03 * sin(speed * point.x + phaseY);
      const x = width * bentX - slant * bentY;
      return { x: cos(angle) * x - sin(angle) * bentY, y: sin(angle) * x + cos(angle) * bentY };
    }),
  );
}
