/**
 * Synthetic photographs of pages for tests: digits from pen strokes or from MNIST's test set, on
 * paper that is textured, unevenly lit, rotated, ruled, dark, or lying on a table.
 */
import { random } from './pen-digits.mjs';
import { CANVAS, enlarge } from './wasm/redraw.mjs';

/**
 * @typedef {import('./pen-digits.mjs').PenDigit | { label: number, pixels: Uint8Array }} Digit pen
 *   strokes, or an MNIST image
 * @typedef {{ label: number, left: number, top: number, right: number, bottom: number }} Written
 *
 * @typedef {object} How
 * @property {number} [width] of the photograph, in pixels
 * @property {number} [height]
 * @property {number} [size] height of the digits in pixels
 * @property {number} [pen] stroke width as a fraction of size
 * @property {number} [strength] of the ink, 0 to 1
 * @property {number} [degrees] clockwise rotation of the page
 * @property {number} [texture] amplitude of the paper's texture, in gray levels
 * @property {number} [shade] light falloff over the page, 0 to 1
 * @property {number} [shadow] darkness of a shadow with a sharp edge, 0 to 1
 * @property {number} [blur] radius in pixels
 * @property {number} [apart] distance between digits, relative to size
 * @property {boolean} [blackboard] light ink on a dark background
 * @property {number} [ruled] strength of printed lines, 0 to 1
 * @property {boolean} [table] whether the edges of the page are in the photograph
 * @property {number} [seed]
 */

/** The distance from a point to a line segment. */
function distance(
  /** @type {number} */ x,
  /** @type {number} */ y,
  /** @type {[number, number]} */ a,
  /** @type {[number, number]} */ b,
) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length ? ((x - a[0]) * dx + (y - a[1]) * dy) / length : 0;
  const share = Math.min(Math.max(along, 0), 1);
  const [awayX, awayY] = [x - a[0] - share * dx, y - a[1] - share * dy];
  return Math.sqrt(awayX * awayX + awayY * awayY); // Math.hypot is ten times slower
}

/** Value noise: random values on a coarse grid, interpolated bilinearly. @param {() => number} draw @param {number} cell */
function valueNoise(draw, cell) {
  const side = 128;
  const values = Float32Array.from({ length: side * side }, () => draw() * 2 - 1);
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const column = Math.floor(x / cell);
    const row = Math.floor(y / cell);
    const tx = x / cell - column;
    const ty = y / cell - row;
    const left = column % side;
    const right = (column + 1) % side;
    const upper = (row % side) * side;
    const lower = ((row + 1) % side) * side;
    return (
      (values[upper + left] * (1 - tx) + values[upper + right] * tx) * (1 - ty) +
      (values[lower + left] * (1 - tx) + values[lower + right] * tx) * ty
    );
  };
}

/** @typedef {Required<How>} Set all options, with defaults filled in */

/** @type {Set} */
const PLAIN = {
  width: 900,
  height: 700,
  size: 64,
  apart: 1.25,
  pen: 0.09,
  strength: 0.75,
  degrees: 0,
  texture: 2,
  shade: 0,
  shadow: 0,
  blur: 0,
  blackboard: false,
  ruled: 0,
  table: false,
  seed: 1,
};

/** Line spacing, relative to the size of a digit. */
const LINE = 1.7;

/** Maps between the page and the photograph, which is rotated about its center. @param {Set} how */
function rotation({ width, height, degrees }) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return {
    /** @param {number} x @param {number} y @returns {[number, number]} */
    toPhoto: (x, y) => [
      width / 2 + cos * (x - width / 2) - sin * (y - height / 2),
      height / 2 + sin * (x - width / 2) + cos * (y - height / 2),
    ],
    // Called for each pixel, so these avoid allocating arrays.
    /** @param {number} x @param {number} y */
    pageX: (x, y) => width / 2 + cos * (x - width / 2) + sin * (y - height / 2),
    /** @param {number} x @param {number} y */
    pageY: (x, y) => height / 2 - sin * (x - width / 2) + cos * (y - height / 2),
  };
}

/**
 * A digit's ink in the photograph: its bounding box, and its strength at a point.
 * @param {Digit} digit @param {number} left on the page @param {number} top @param {Set} how
 * @returns {{ box: number[], at: (x: number, y: number) => number }}
 */
function inkOf(digit, left, top, how) {
  const { size, pen } = how;
  const { toPhoto, pageX, pageY } = rotation(how);
  if ('strokes' in digit) {
    const radius = (pen * size) / 2;
    const strokes = digit.strokes.map((stroke) =>
      stroke.map(([x, y]) => toPhoto(left + x * size * 0.9, top + y * size)),
    );
    const [xs, ys] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
    const reach = radius + 2;
    const lines = strokes.flatMap((stroke) =>
      stroke.slice(1).map((to, i) => {
        const from = stroke[i];
        return {
          from,
          to,
          left: Math.min(from[0], to[0]) - reach,
          right: Math.max(from[0], to[0]) + reach,
          top: Math.min(from[1], to[1]) - reach,
          bottom: Math.max(from[1], to[1]) + reach,
        };
      }),
    );
    return {
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
        (value, i) => value + (i < 2 ? -reach : reach),
      ),
      at(x, y) {
        let nearest = Infinity;
        for (const { from, to, left, right, top, bottom } of lines) {
          if (x < left || x > right || y < top || y > bottom) continue; // out of this segment's reach
          nearest = Math.min(nearest, distance(x, y, from, to));
        }
        return Math.min(Math.max(radius - nearest + 0.5, 0), 1);
      },
    };
  }
  const canvas = enlarge(digit.pixels);
  const side = 1.4 * size; // MNIST's digits are 20 of 28 pixels high
  const [x, y] = [left + size / 2, top + size / 2];
  const [middleX, middleY] = toPhoto(x, y);
  const half = side / 2;
  return {
    box: [middleX - half, middleY - half, middleX + half, middleY + half],
    at(photoX, photoY) {
      const column = Math.floor(((pageX(photoX, photoY) - x) / side + 0.5) * CANVAS);
      const row = Math.floor(((pageY(photoX, photoY) - y) / side + 0.5) * CANVAS);
      if (column < 0 || row < 0 || column >= CANVAS || row >= CANVAS) return 0;
      return canvas[row * CANVAS + column] / 255;
    },
  };
}

/**
 * Writes digits in lines, as many as fit.
 * @param {Digit[]} digits @param {Set} how @param {() => number} draw
 */
function write(digits, how, draw) {
  const { width, height, size, apart } = how;
  const ink = new Float32Array(width * height);
  /** @type {Written[]} */
  const written = [];
  const margin = 0.12 * Math.min(width, height) + 0.2 * size;
  let [x, y] = [margin, margin];
  for (const digit of digits) {
    if (x + size > width - margin) [x, y] = [margin, y + LINE * size];
    if (y + size > height - margin) break;
    const [left, top] = [x + (draw() - 0.5) * 0.12 * size, y + (draw() - 0.5) * 0.16 * size];
    x += apart * size;
    const { box, at } = inkOf(digit, left, top, how);
    const [x0, y0, x1, y1] = box.map(Math.floor);
    if (x0 < 0 || y0 < 0 || x1 >= width || y1 >= height) continue; // would be cut off
    const place = { label: digit.label, left: width, top: height, right: 0, bottom: 0 };
    for (let row = y0; row <= y1; row++) {
      for (let column = x0; column <= x1; column++) {
        const own = at(column, row);
        ink[row * width + column] = Math.max(ink[row * width + column], own);
        if (own < 0.5) continue;
        place.left = Math.min(place.left, column);
        place.top = Math.min(place.top, row);
        place.right = Math.max(place.right, column + 1);
        place.bottom = Math.max(place.bottom, row + 1);
      }
    }
    written.push(place);
  }
  return { ink, written };
}

/** The brightness of the paper without ink. @param {Set} how @param {() => number} draw */
function paperOf(how, draw) {
  const { width, height, size, texture, blackboard, ruled, table } = how;
  const { pageX, pageY } = rotation(how);
  const fibers = valueNoise(draw, 3);
  const edge = 0.04 * Math.min(width, height);
  const spacing = (LINE * size) / 2;
  return (/** @type {number} */ px, /** @type {number} */ py) => {
    const x = pageX(px, py);
    const y = pageY(px, py);
    const onPage = !table || (x > edge && y > edge && x < width - edge && y < height - edge);
    const fromRule = Math.abs((((y % spacing) + spacing) % spacing) - spacing / 2);
    const bright = blackboard ? 60 : onPage ? 225 : 90;
    return (
      bright * (ruled && onPage && fromRule < 1 ? 1 - ruled : 1) +
      texture * (fibers(px, py) + (draw() - 0.5) * 2)
    );
  };
}

/** The illumination at a point, 0 to 1. @param {Set} how @param {() => number} draw */
function lightOf({ width, height, shade, shadow }, draw) {
  const clouds = valueNoise(draw, Math.max(width, height) / 5);
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const away = 0.55 * (x / width) + 0.35 * (y / height) + 0.25 * clouds(x, y);
    const behind = x / width + 0.4 * (y / height) > 0.75;
    return (1 - shade * Math.min(Math.max(away, 0), 1)) * (behind ? 1 - shadow : 1);
  };
}

/** A box blur. @param {Float32Array} picture @param {number} width @param {number} reach */
function blurred(picture, width, reach) {
  const height = picture.length / width;
  return picture.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      for (
        let column = Math.max(0, x - reach);
        column <= Math.min(width - 1, x + reach);
        column++
      ) {
        sum += picture[row * width + column];
        count++;
      }
    }
    return sum / count;
  });
}

/**
 * @param {Digit[]} digits written in lines from the upper left, as many as fit
 * @param {How} [given]
 * @returns {{ gray: Uint8Array, width: number, height: number, written: Written[] }}
 */
export function photograph(digits, given = {}) {
  const how = { ...PLAIN, ...given };
  const { width, height, strength, blackboard, blur, seed } = how;
  const draw = random(seed + 1000);
  const { ink, written } = write(digits, how, draw);
  const paper = paperOf(how, draw);
  const light = lightOf(how, draw);
  const seen = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const bright = paper(x, y);
      const covered = ink[at] * strength;
      seen[at] = (bright + covered * ((blackboard ? 235 : 0) - bright)) * light(x, y);
    }
  }
  const sharp = blur ? blurred(seen, width, blur) : seen;
  return {
    gray: new Uint8Array(sharp.map((value) => Math.min(Math.max(value, 0), 255))),
    width,
    height,
    written,
  };
}
