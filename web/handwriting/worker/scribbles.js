/**
 * Synthetic scribbles, which belong to no class: they teach a network of someone's own symbols to be
 * unsure. Unlike the core's, they contain no letters or shapes, which may be among the symbols.
 */

/** @typedef {import('../../inkling/index.js').Stroke} Stroke */

/** A pseudorandom number from 0 to 1: mulberry32 by Tommy Ettinger. @param {number} seed */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @typedef {(low: number, high: number) => number} Between */

/** @param {number} count @param {(share: number, i: number) => { x: number, y: number }} at @returns {Stroke} */
const curve = (count, at) => Array.from({ length: count }, (_, i) => at(i / (count - 1), i));

/** @type {((between: Between) => Stroke[])[]} */
const KINDS = [
  // A pen that wanders about.
  (between) => {
    const [a, b, c, d] = [between(1, 5), between(1, 5), between(0, 7), between(0, 7)];
    const [e, f] = [between(3, 9), between(3, 9)];
    return [
      curve(90, (t) => ({
        x: Math.sin(a * 6 * t + c) + 0.6 * Math.sin(e * 6 * t + d),
        y: Math.sin(b * 6 * t + d) + 0.6 * Math.sin(f * 6 * t + c),
      })),
    ];
  },
  // Random corners.
  (between) => [curve(Math.round(between(6, 14)), () => ({ x: between(0, 1), y: between(0, 1) }))],
  // Back and forth.
  (between) => {
    const [count, height] = [Math.round(between(6, 16)), between(0.2, 1)];
    return [
      curve(count, (t, i) => ({
        x: t + between(-0.05, 0.05),
        y: height * (i % 2) + between(-0.1, 0.1),
      })),
    ];
  },
  // Round and round, outward or in place, or moving on.
  (between) => {
    const [turns, grow, step] = [between(2, 6), between(0, 1), between(0, 3)];
    return [
      curve(120, (t) => ({
        x: (1 - grow + grow * t) * Math.cos(6.28 * turns * t) + step * t,
        y: (1 - grow + grow * t) * Math.sin(6.28 * turns * t),
      })),
    ];
  },
  // Lines in any direction.
  (between) =>
    Array.from({ length: Math.round(between(4, 9)) }, () =>
      curve(2, () => ({ x: between(0, 1), y: between(0, 1) })),
    ),
  // Hatching.
  (between) => {
    const [count, slant] = [Math.round(between(4, 8)), between(-0.4, 0.4)];
    return Array.from({ length: count }, (_, i) =>
      curve(2, (t) => ({
        x: i / (count - 1) + slant * t + between(-0.05, 0.05),
        y: t + between(-0.1, 0.1),
      })),
    );
  },
];

/**
 * @param {number} count
 * @param {number} seed
 * @returns {Stroke[][]} scribbles, on the pad, in any direction
 */
export function scribbles(count, seed) {
  const random = randomOf(seed);
  /** @type {Between} */
  const between = (low, high) => low + (high - low) * random();
  return Array.from({ length: count }, (_, i) => {
    const strokes = KINDS[i % KINDS.length](between);
    const [angle, size] = [between(0, 2 * Math.PI), 0.2];
    const [cos, sin] = [size * Math.cos(angle), size * Math.sin(angle)];
    return strokes.map((stroke) =>
      stroke.map(({ x, y }) => ({ x: 0.5 + cos * x - sin * y, y: 0.5 + sin * x + cos * y })),
    );
  });
}
