/**
 * Synthetic photographs of pages for tests: digits from pen strokes or from MNIST's test set, on
 * paper that is textured, unevenly lit, rotated, ruled, dark, or lying on a table or a cloth, in
 * tables, among words and operators.
 */
import { strokesOf } from './letters.mjs';
import { random } from './pen-digits.mjs';
import { CANVAS, enlarge } from './wasm/redraw.mjs';

/**
 * @typedef {import('./pen-digits.mjs').PenDigit | { label: number, pixels: Uint8Array }} Digit pen
 *   strokes, or an MNIST image
 * @typedef {object} Written
 * @property {number} label
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 * @property {{ row: number, column: number }} [cell] of a grid
 *
 * @typedef {object} How
 * @property {number} [width] of the photograph, in pixels
 * @property {number} [height]
 * @property {number} [size] height of the digits in pixels
 * @property {number} [pen] stroke width as a fraction of size
 * @property {number} [strength] of the ink, 0 to 1
 * @property {number} [degrees] clockwise rotation of the page
 * @property {number} [texture] amplitude of the paper's texture, in gray levels
 * @property {number} [noise] standard deviation of the camera's noise, in gray levels
 * @property {number} [shade] light falloff over the page, 0 to 1
 * @property {number} [shadow] darkness of a shadow with a sharp edge, 0 to 1
 * @property {number} [bars] darkness of bars of shadow, as of blinds, 0 to 1
 * @property {number} [dry] how much of the ink is missing, in grains, 0 to 1
 * @property {number} [blur] radius in pixels
 * @property {number} [apart] distance between digits, relative to size
 * @property {boolean} [blackboard] light ink on a dark background
 * @property {number} [ruled] strength of printed lines, 0 to 1
 * @property {boolean} [table] whether the edges of the page are in the photograph
 * @property {false | 'woven' | 'checked'} [cloth] that covers the table, of which more is seen then
 * @property {number} [flash] how much brighter the middle is, up to white
 * @property {number} [bleed] strength of mirrored writing that shines through from the back, 0 to 1
 * @property {number} [wave] how far lines rise and fall, relative to size
 * @property {boolean} [operators] whether plus, minus and equals signs stand between the digits
 * @property {boolean} [words] whether every other line is words; with a grid, those of a box below it
 * @property {boolean} [units] whether a word follows every third digit
 * @property {'table' | 'form' | 'sudoku'} [grid] with digits in its cells: two in each of a table,
 *   one in each of a form's separate boxes, one in two of every three of a sudoku's
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

/** @typedef {Required<Omit<How, 'grid'>> & Pick<How, 'grid'>} Set all options, with defaults filled in */

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
  noise: 0,
  shade: 0,
  shadow: 0,
  bars: 0,
  dry: 0,
  blur: 0,
  blackboard: false,
  ruled: 0,
  table: false,
  cloth: false,
  flash: 0,
  bleed: 0,
  wave: 0,
  operators: false,
  words: false,
  units: false,
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

/** @typedef {Digit | { strokes: [number, number][][] }} Sign a digit, or something else */

/** What stands between the numbers of a date. @satisfies {Digit} */
const SLASH = {
  label: NaN,
  strokes: /** @type {[number, number][][]} */ ([
    [
      [0.75, -0.1],
      [0.15, 1.15],
    ],
  ]),
};
/** Of digits and slashes, a line of these is a date. */
export const DATES = { width: 560, height: 480, size: 40 };

/** Digits two by two, with slashes between: to be photographed with DATES. @param {Digit[]} digits */
export const asDates = (digits) =>
  digits.flatMap((digit, i) => (i % 6 && i % 2 === 0 ? [SLASH, digit] : [digit]));

/** What stands between digits, in a box of height 1. @type {Sign[]} */
const OPERATORS = [
  {
    strokes: [
      [
        [0.1, 0.5],
        [0.6, 0.48],
      ],
      [
        [0.36, 0.25],
        [0.34, 0.75],
      ],
    ],
  },
  {
    strokes: [
      [
        [0.1, 0.5],
        [0.6, 0.52],
      ],
    ],
  },
  {
    strokes: [
      [
        [0.1, 0.4],
        [0.6, 0.38],
      ],
      [
        [0.1, 0.6],
        [0.6, 0.61],
      ],
    ],
  },
];
const WORDS = 'AMOUNT WEATHER KEYBOARD TRAVEL HARVEST';
const UNITS = ['KM', 'MEN', 'HOURS'];

/** Puts a sign onto the photograph. Returns its place; null if it would be cut off. @param {Float32Array} ink @param {Sign} sign @param {number} left @param {number} top @param {Set} how */
function put(ink, sign, left, top, how) {
  const { width, height } = how;
  const { box, at } = inkOf({ label: 0, ...sign }, left, top, how);
  const [x0, y0, x1, y1] = box.map(Math.floor);
  if (x0 < 0 || y0 < 0 || x1 >= width || y1 >= height) return null;
  const place = { left: width, top: height, right: 0, bottom: 0 };
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
  return place;
}

/**
 * Writes as much of words as fits, with gaps between them. Returns where they end.
 * @param {Float32Array} ink @param {string} words @param {{ left: number, right: number, top: number }} place @param {Set} how
 */
function writeWords(ink, words, { left, right, top }, how) {
  const size = 0.7 * how.size;
  let x = left;
  for (const [i, letter] of [...words].entries()) {
    if (x + size > right) break;
    const strokes = letter === ' ' ? [] : strokesOf(letter, i + 1);
    const all = strokes.flat();
    const [wide, high] = [0, 1].map((axis) => Math.max(...all.map((point) => point[axis])));
    const [narrow, low] = [0, 1].map((axis) => Math.min(...all.map((point) => point[axis])));
    const scale = 1 / Math.max(high - low, wide - narrow, 1e-6);
    const boxed = strokes.map((stroke) =>
      stroke.map(
        ([x, y]) => /** @type {[number, number]} */ ([(x - narrow) * scale, (y - low) * scale]),
      ),
    );
    if (boxed.length) put(ink, { strokes: boxed }, x, top, { ...how, size });
    x += (letter === ' ' ? 0.5 : 0.95) * size;
  }
  return x;
}

/**
 * Writes digits in lines, as many as fit.
 * @param {Digit[]} digits @param {Set} how @param {() => number} draw
 */
function write(digits, how, draw) {
  const { width, height, size, apart, wave, operators, words, units } = how;
  const ink = new Float32Array(width * height);
  /** @type {Written[]} */
  const written = [];
  const margin = 0.12 * Math.min(width, height) + 0.2 * size + (how.cloth ? 0.1 * height : 0);
  let [x, y] = [margin, margin];
  const next = () => {
    [x, y] = [margin, y + LINE * size];
    if (!words || y + size > height - margin) return;
    writeWords(ink, WORDS, { left: x, right: width - margin, top: y + 0.3 * size }, how);
    y += LINE * size;
  };
  for (const [i, digit] of digits.entries()) {
    if (x + size > width - margin) next();
    if (y + size > height - margin) break;
    const lift = wave * size * Math.sin(x / (1.5 * size));
    const [left, top] = [x + (draw() - 0.5) * 0.12 * size, y + (draw() - 0.5) * 0.16 * size + lift];
    x += apart * size;
    const place = put(ink, digit, left, top, how);
    if (place) written.push({ label: digit.label, ...place });
    if (units && i % 3 === 2) {
      const unit = UNITS[((i - 2) / 3) % UNITS.length];
      const place = { left: x + 0.6 * size, right: width, top: y + 0.3 * size };
      x = writeWords(ink, unit, place, how) + 0.8 * size;
    }
    if (!operators || i % 2 === 0 || x + size > width - margin) continue;
    put(ink, OPERATORS[(i >> 1) % OPERATORS.length], x, y, how);
    x += apart * size;
  }
  return { ink, written };
}

/**
 * Writes digits into the cells of a grid, from row to row.
 * @param {Digit[]} digits @param {Set} how @param {() => number} draw
 */
function writeGrid(digits, how, draw) {
  const { width, height, size, grid } = how;
  const ink = new Float32Array(width * height);
  /** @type {Written[]} */
  const written = [];
  const { toPhoto } = rotation(how);
  const each = grid === 'table' ? 2 : 1;
  const [wide, high] = [(0.55 + 0.95 * each) * size, 1.5 * size];
  const between = grid === 'form' ? 0.35 * size : 0;
  const margin = 0.1 * Math.min(width, height);
  const columns = Math.min(9, Math.floor((width - 2 * margin) / (wide + between)));
  const all = Math.min(9, Math.floor((height - 2 * margin) / (high + between)));
  const rows = how.words ? all - 2 : all;
  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {number} thick */
  const rule = (x0, y0, x1, y1, thick) => {
    const [from, to] = [toPhoto(x0, y0), toPhoto(x1, y1)];
    const reach = thick / 2 + 1;
    for (
      let y = Math.floor(Math.min(from[1], to[1]) - reach);
      y <= Math.max(from[1], to[1]) + reach;
      y++
    ) {
      for (
        let x = Math.floor(Math.min(from[0], to[0]) - reach);
        x <= Math.max(from[0], to[0]) + reach;
        x++
      ) {
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const own = 0.9 * Math.min(Math.max(thick / 2 - distance(x, y, from, to) + 0.5, 0), 1);
        ink[y * width + x] = Math.max(ink[y * width + x], own);
      }
    }
  };
  const thick = (/** @type {number} */ i) => (grid === 'sudoku' && i % 3 === 0 ? 4 : 1.6);
  const [right, bottom] = [margin + columns * wide, margin + rows * high];
  if (how.words) {
    const small = { ...how, size: 0.6 * size };
    const below = bottom + 2 * high;
    const left = margin + 0.3 * size;
    for (let top = bottom + 0.1 * high; top + size < below; top += 0.45 * high)
      writeWords(ink, WORDS, { left, right: width - left, top }, small);
    for (const x of [margin, right]) rule(x, bottom, x, below, 1.6);
    rule(margin, below, right, below, 1.6);
  }
  for (let i = 0; i <= rows && grid !== 'form'; i++)
    rule(margin, margin + i * high, right, margin + i * high, thick(i));
  for (let i = 0; i <= columns && grid !== 'form'; i++)
    rule(margin + i * wide, margin, margin + i * wide, bottom, thick(i));
  const left = [...digits];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [margin + column * (wide + between), margin + row * (high + between)];
      if (grid === 'form') {
        rule(x, y, x + wide, y, 1.6);
        rule(x, y + high, x + wide, y + high, 1.6);
        rule(x, y, x, y + high, 1.6);
        rule(x + wide, y, x + wide, y + high, 1.6);
      }
      if (grid === 'sudoku' && (row + 2 * column) % 3 === 0) continue;
      for (let i = 0; i < each; i++) {
        const digit = left.shift();
        if (!digit) continue;
        const jitter = () => (draw() - 0.5) * 0.1 * size;
        const place = put(
          ink,
          digit,
          x + (0.25 + 0.95 * i) * size + jitter(),
          y + 0.25 * size + jitter(),
          how,
        );
        const cell = grid === 'form' ? undefined : { row, column };
        if (place) written.push({ label: digit.label, ...place, cell });
      }
    }
  }
  return { ink, written };
}

/** The brightness of cloths; the squares of one are brighter than paper. */
const CLOTHS = {
  woven: (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {(x: number, y: number) => number} */ folds,
  ) => 85 + 35 * Math.sin(x / 2.3) * Math.sin(y / 2.7) + 25 * folds(x, y),
  checked: (/** @type {number} */ x, /** @type {number} */ y) =>
    [240, 160, 80][(Math.floor(x / 40) % 2) + (Math.floor(y / 40) % 2)],
};

/** The brightness of the paper without ink. @param {Set} how @param {() => number} draw */
function paperOf(how, draw) {
  const { width, height, size, texture, blackboard, ruled, table, cloth } = how;
  const { pageX, pageY } = rotation(how);
  const fibers = valueNoise(draw, 3);
  const folds = valueNoise(draw, 90);
  const edge = (cloth ? 0.14 : 0.04) * Math.min(width, height);
  const spacing = (LINE * size) / 2;
  return (/** @type {number} */ px, /** @type {number} */ py) => {
    const x = pageX(px, py);
    const y = pageY(px, py);
    const onPage =
      !(table || cloth) || (x > edge && y > edge && x < width - edge && y < height - edge);
    const bright = blackboard ? 60 : onPage ? 225 : cloth ? CLOTHS[cloth](px, py, folds) : 90;
    const onRule = () => Math.abs((((y % spacing) + spacing) % spacing) - spacing / 2) < 1;
    return (
      bright * (ruled && onPage && onRule() ? 1 - ruled : 1) +
      texture * (fibers(px, py) + (draw() - 0.5) * 2)
    );
  };
}

/** The illumination at a point, 0 to 1. @param {Set} how @param {() => number} draw */
function lightOf({ width, height, shade, shadow, bars, flash }, draw) {
  const clouds = valueNoise(draw, Math.max(width, height) / 5);
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const away = () => 0.55 * (x / width) + 0.35 * (y / height) + 0.25 * clouds(x, y);
    const behind = () => x / width + 0.4 * (y / height) > 0.75;
    const inBar = () => (6 * (x / width + 0.3 * (y / height))) % 1 < 0.4;
    const fromMiddle = () => ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) / 0.06;
    return (
      (shade ? 1 - shade * Math.min(Math.max(away(), 0), 1) : 1) *
      (shadow && behind() ? 1 - shadow : 1) *
      (bars && inBar() ? 1 - bars : 1) *
      (flash ? 1 + flash * Math.exp(-fromMiddle()) : 1)
    );
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
  const { ink, written } = (how.grid ? writeGrid : write)(digits, how, draw);
  const back = how.bleed
    ? write(digits.toReversed(), { ...how, size: 0.9 * how.size }, draw).ink
    : null;
  const paper = paperOf(how, draw);
  const light = lightOf(how, draw);
  const grains = how.dry ? valueNoise(draw, 2) : null;
  const wet = (/** @type {number} */ x, /** @type {number} */ y) =>
    grains ? Math.min(Math.max(1 - how.dry * (1 + 1.6 * grains(x, y)), 0), 1) : 1;
  const seen = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const bright = paper(x, y);
      const through = back ? how.bleed * back[y * width + width - 1 - x] : 0;
      const covered = Math.max(ink[at] * strength * wet(x, y), through);
      seen[at] = (bright + covered * ((blackboard ? 235 : 0) - bright)) * light(x, y);
    }
  }
  const sharp = blur ? blurred(seen, width, blur) : seen;
  const normal = () => 2 * (draw() + draw() + draw() - 1.5);
  const grainy = how.noise ? sharp.map((value) => value + how.noise * normal()) : sharp;
  return {
    gray: new Uint8Array(grainy.map((value) => Math.min(Math.max(value, 0), 255))),
    width,
    height,
    written,
  };
}

/** A photo after a quarter turn, clockwise. @param {{ gray: Uint8Array, width: number, height: number }} photo */
export const quarterTurn = ({ gray, width, height }) => ({
  gray: gray.map((_, at) => gray[(height - 1 - (at % height)) * width + Math.floor(at / height)]),
  width: height,
  height: width,
});
