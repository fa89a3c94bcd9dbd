/** Letters and digits as pen strokes and pictures, for datasets of up to 36 classes. */
import { inkling } from './wasm/helpers.mjs';

/**
 * Corners of strokes, as two digits each: x and y in ninths. A bar lifts the pen.
 * @type {Record<string, string>}
 */
const CORNERS = {
  A: '09 40 79|25 65',
  B: '00 50 62 54 04|54 75 77 59 09 00',
  C: '71 50 20 03 06 29 59 78',
  D: '00 40 73 76 49 09 00',
  E: '70 00 09 79|04 54',
  F: '70 00 09|04 54',
  G: '71 50 20 03 06 29 59 77 75 45',
  H: '00 09|70 79|04 74',
  I: '40 49|20 60|29 69',
  J: '60 67 49 19 06',
  K: '00 09|70 04 79',
  L: '00 09 79',
  M: '09 00 45 80 89',
  N: '09 00 79 70',
  O: '40 12 05 17 49 77 85 72 40',
  P: '09 00 50 72 54 04',
  Q: '40 12 05 17 49 77 85 72 40|56 99',
  R: '09 00 50 72 54 04|44 79',
  S: '71 40 12 34 65 77 49 08',
  T: '00 80|40 49',
  U: '00 06 29 59 76 70',
  V: '00 49 80',
  W: '00 29 43 69 80',
  X: '00 79|70 09',
  Y: '00 44 80|44 49',
  Z: '00 70 09 79',
  0: '30 12 17 39 57 52 30|52 17',
  1: '12 30 39',
  2: '02 20 50 62 09 69',
  3: '01 40 62 34 66 49 08',
  4: '50 06 76|53 59',
  5: '60 00 04 44 67 39 08',
  6: '60 13 06 29 57 55 04',
  7: '00 70 29|24 64',
  8: '30 02 66 39 07 62 30',
  9: '62 40 12 24 62 59 19',
};

/** @typedef {[number, number][][]} Strokes x, y pairs in units of the pad */

/**
 * A character as pen strokes, varied by number.
 * @param {string} name @param {number} [number] seed of the variation; 0 for none
 * @returns {Strokes}
 */
export function strokesOf(name, number = 0) {
  let state = 0x9e3779b9 ^ Math.imul(number, 0x85ebca6b);
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return number ? (state >>> 0) / 2 ** 31 - 1 : 0;
  };
  const [lean, width, height] = [0.12 * random(), 1 + 0.15 * random(), 1 + 0.1 * random()];
  return CORNERS[name].split('|').map((stroke) => {
    const corners = stroke.split(' ').map((pair) => {
      const [x, y] = [...pair].map((figure) => Number(figure) / 9 + 0.03 * random());
      const across = 0.3 + 0.4 * width * x + lean * (0.5 - y);
      return /** @type {[number, number]} */ ([across, 0.2 + 0.6 * height * y]);
    });
    return corners.slice(1).flatMap((to, i) =>
      Array.from({ length: 9 }, (_, k) => {
        const [from, share] = [corners[i], k / 8];
        return /** @type {[number, number]} */ ([
          from[0] + (to[0] - from[0]) * share,
          from[1] + (to[1] - from[1]) * share,
        ]);
      }),
    );
  });
}

/** The first count of A to Z, then 0 to 9. @param {number} count */
export const characters = (count) => [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'].slice(0, count);

/**
 * Pictures of the first `classes` characters, as 28x28 bytes of ink.
 * @param {number} classes @param {number} each
 */
export const characterPictures = (classes, each) =>
  characters(classes).flatMap((name, label) =>
    Array.from({ length: each }, (_, i) => {
      const strokes = strokesOf(name, 1 + i).map((stroke) => stroke.map(([x, y]) => ({ x, y })));
      const ink = Uint8Array.from(inkling.rasterize(strokes), (value) => Math.round(255 * value));
      return { name, label, ink };
    }),
  );
