/** Digits as pen strokes for tests, independent of those that networks are trained on. */

/**
 * @typedef {{ label: number, strokes: [number, number][][] }} PenDigit strokes in a unit box
 */

/** A seeded generator of numbers from 0 to 1: xorshift32 (Marsaglia, 2003). @param {number} seed */
export function random(seed) {
  let state = (seed * 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** @param {number} x @param {number} y @param {number} rx @param {number} ry @param {number} from @param {number} to in full turns, clockwise from the top */
const arc = (x, y, rx, ry, from, to) =>
  Array.from({ length: 25 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / 24);
    return /** @type {[number, number]} */ ([x + rx * Math.sin(angle), y - ry * Math.cos(angle)]);
  });

/** A few ways to write each digit, in a box of height 1. @type {[number, number][][][][]} */
const WAYS = [
  [[arc(0.35, 0.5, 0.32, 0.5, 0, 1.02)], [arc(0.3, 0.5, 0.26, 0.5, 0.95, -0.08)]],
  [
    [
      [
        [0.2, 0],
        [0.2, 1],
      ],
    ],
    [
      [
        [0.05, 0.25],
        [0.3, 0],
        [0.3, 1],
      ],
    ],
  ],
  [
    [[...arc(0.33, 0.27, 0.3, 0.27, -0.2, 0.4), [0, 1], [0.66, 1]]],
    [[...arc(0.3, 0.25, 0.28, 0.25, -0.25, 0.35), [0.05, 0.95], [0.7, 0.98]]],
  ],
  [
    [[...arc(0.3, 0.25, 0.28, 0.25, -0.2, 0.5), ...arc(0.3, 0.74, 0.32, 0.26, 0, 0.7)]],
    [[...arc(0.28, 0.26, 0.26, 0.26, -0.15, 0.45), ...arc(0.28, 0.73, 0.3, 0.27, 0.02, 0.72)]],
  ],
  [
    [
      [
        [0.25, 0],
        [0, 0.62],
        [0.65, 0.62],
      ],
      [
        [0.48, 0.3],
        [0.48, 1],
      ],
    ],
    [
      [
        [0.1, 0],
        [0.05, 0.5],
        [0.6, 0.5],
      ],
      [
        [0.55, 0],
        [0.52, 1],
      ],
    ],
  ],
  [
    [
      [[0.1, 0.02], [0.06, 0.42], ...arc(0.28, 0.68, 0.3, 0.32, -0.1, 0.65)],
      [
        [0.1, 0.02],
        [0.6, 0],
      ],
    ],
    [[[0.62, 0], [0.12, 0.02], [0.06, 0.42], ...arc(0.28, 0.68, 0.3, 0.32, -0.1, 0.65)]],
  ],
  [
    [[[0.5, 0], [0.18, 0.35], ...arc(0.31, 0.7, 0.28, 0.3, -0.2, 0.85)]],
    [[[0.42, 0], [0.1, 0.45], ...arc(0.3, 0.72, 0.27, 0.28, -0.25, 0.8)]],
  ],
  [
    [
      [
        [0, 0],
        [0.6, 0],
        [0.22, 1],
      ],
    ],
    [
      [
        [0, 0.02],
        [0.62, 0],
        [0.3, 1],
      ],
      [
        [0.2, 0.5],
        [0.6, 0.48],
      ],
    ],
  ],
  [
    [[...arc(0.32, 0.26, 0.26, 0.26, 0.5, 1.5), ...arc(0.32, 0.76, 0.3, 0.24, 0, 1)]],
    [
      [
        ...arc(0.3, 0.25, 0.25, 0.25, 0.1, -0.5),
        ...arc(0.3, 0.75, 0.3, 0.25, 0, 1),
        ...arc(0.3, 0.25, 0.25, 0.25, 0.5, 0.15),
      ],
    ],
  ],
  [
    [[...arc(0.32, 0.29, 0.28, 0.29, 0.25, 1.25), [0.56, 1]]],
    [[...arc(0.32, 0.29, 0.28, 0.29, 0.2, 1.25), [0.58, 0.6], [0.3, 1]]],
  ],
];

/** Digits as pen strokes, no two alike. @param {number} count @param {number} seed @returns {PenDigit[]} */
export function strokeDigits(count, seed) {
  const draw = random(seed);
  const between = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + (high - low) * draw();
  return Array.from({ length: count }, (_, i) => {
    const label = i % 10;
    const ways = WAYS[label];
    const way = ways[Math.floor(draw() * ways.length)];
    const [wide, lean, turned] = [between(0.85, 1.15), between(-0.05, 0.25), between(-0.08, 0.08)];
    return {
      label,
      strokes: way.map((stroke) =>
        stroke.map(([x, y]) => {
          const [right, down] = [wide * (x - 0.3) + lean * (0.5 - y), y - 0.5];
          return /** @type {[number, number]} */ ([
            0.5 + right - turned * down + between(-0.012, 0.012),
            0.5 + down + turned * right + between(-0.012, 0.012),
          ]);
        }),
      ),
    };
  });
}
