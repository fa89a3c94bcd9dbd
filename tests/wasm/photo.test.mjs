/** How many digits are found and read on photos of pages. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PIXELS } from '../../web/inkling/index.js';
import { isCross } from '../../web/photo/digits-only.js';
import { recognize } from '../../web/photo/recognize.js';
import { recognizeUpright } from '../../web/photo/upright.js';
import { readPhoto, readUpright } from '../../web/photo/worker/read.js';
import { strokeDigits } from '../pen-digits.mjs';
import { asDates, DATES, photograph, quarterTurn } from '../photos.mjs';
import { answers, inkling, loadPretrained, mnist, report } from './helpers.mjs';

/**
 * @typedef {import('../photos.mjs').How} How
 * @typedef {import('../photos.mjs').Digit} Digit
 * @typedef {import('../photos.mjs').Written} Written
 */

/** Photos per condition. */
const PHOTOS = 2;
/** Photos that take less time. */
const SMALL = { width: 640, height: 480 };
/** Hard conditions are tried on fewer and smaller photos, as they are many. */
const HARD = { ...SMALL, size: 30 };
const HARD_PHOTOS = 2;
/** A photo of a large digit has just one. */
const LARGE = 360;
const LARGE_PHOTOS = 12;
/** Seeds other than those used to tune src/photo/mark.c. */
const FIRST = 50;
/** Marks taken for digits, per 100 digits. Halves of a digit and two digits in one count, too. */
const MOST_OTHERS = 7;
/** About as many digits as fit on a page. */
const DIGITS = 40;

/**
 * Conditions, each with the minimum percentages of digits found and read.
 * @type {Record<string, [number, number, How]>}
 */
const CONDITIONS = {
  'plain paper': [98, 95, {}],
  'textured paper': [98, 95, { texture: 12 }],
  'uneven light': [98, 95, { shade: 0.7 }],
  'rotated 8 degrees clockwise': [98, 95, { degrees: 8 }],
  'rotated 8 degrees counterclockwise': [98, 95, { degrees: -8 }],
  'rotated 20 degrees': [97, 95, { degrees: 20 }],
  'ballpoint pen': [98, 95, { pen: 0.035 }],
  'thick marker': [98, 95, { pen: 0.18 }],
  pencil: [98, 95, { strength: 0.3, texture: 3 }],
  blackboard: [98, 95, { blackboard: true, texture: 8 }],
  'ruled paper': [98, 95, { ruled: 0.2 }],
  'edge of a shadow': [98, 95, { shadow: 0.4 }],
  'out of focus': [98, 95, { blur: 3 }],
  'strong noise': [95, 92, { ...HARD, noise: 30 }],
  'close together': [96, 93, { apart: 0.85 }],
  touching: [88, 85, { apart: 0.75 }],
  'page on a table': [98, 95, { table: true, degrees: 5 }],
  'small digits': [98, 95, { size: 24 }],
  'one large digit': [99, 90, { ...SMALL, size: LARGE }],
  'in a table': [95, 92, { ...HARD, grid: 'table' }],
  'in a table, rotated': [95, 92, { ...HARD, grid: 'table', degrees: 16, shade: 0.4 }],
  'in a table, among words': [95, 92, { ...HARD, grid: 'table', words: true, degrees: 2 }],
  'in a form': [95, 92, { ...HARD, grid: 'form' }],
  'in a sudoku': [95, 92, { ...HARD, grid: 'sudoku', degrees: -9 }],
  'note on a cloth': [95, 92, { ...HARD, cloth: 'woven', degrees: 3 }],
  'note on a checked cloth': [95, 92, { ...HARD, cloth: 'checked', degrees: 8, shade: 1 }],
  flash: [95, 92, { ...HARD, flash: 0.35, shade: 0.3 }],
  'bars of shadow': [95, 92, { ...HARD, bars: 0.45 }],
  'bars of shadow on a note on a cloth': [95, 92, { ...HARD, bars: 0.45, cloth: 'woven' }],
  'deep shadow': [93, 90, { ...HARD, shadow: 0.65 }],
  'writing from the back': [95, 92, { ...HARD, bleed: 0.15 }],
  'among operators': [95, 92, { ...HARD, operators: true }],
  'among words': [95, 92, { ...HARD, words: true }],
  'steep lines': [95, 92, { ...HARD, degrees: 35 }],
  'wavy lines': [95, 92, { ...HARD, wave: 0.35 }],
  'all combined': [98, 95, { texture: 10, shade: 0.6, degrees: -6, ruled: 0.15, pen: 0.06 }],
};

/** @param {import('../../web/inkling/pages.js').Mark} a @param {Written} b intersection over union */
function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (wide <= 0 || high <= 0) return 0;
  const area = (/** @type {{ left: number, top: number, right: number, bottom: number }} */ r) =>
    (r.right - r.left) * (r.bottom - r.top);
  return (wide * high) / (area(a) + area(b) - wide * high);
}

const network = loadPretrained();
const predict = (/** @type {Float32Array} */ ink) => network.predict(ink);
/** The digits of some marks. @param {{ ink: Float32Array }[]} marks */
const read = (marks) =>
  answers(
    network,
    marks.map(({ ink }) => ink),
  ).map((all) => all.indexOf(Math.max(...all)));
const testImages = mnist('t10k-images-idx3-ubyte', 16);
const testLabels = mnist('t10k-labels-idx1-ubyte', 8);
/** @param {number} first @returns {Digit[]} */
const mnistDigits = (first) =>
  Array.from({ length: DIGITS }, (_, i) => ({
    label: testLabels[first + i],
    pixels: testImages.subarray((first + i) * PIXELS, (first + i + 1) * PIXELS),
  }));

/** The position of a digit after deskewing. @param {Written} written @param {import('../../web/photo/worker/read.js').Photo} taken @param {import('../../web/photo/worker/read.js').Found} found */
function deskewed({ label, left, top, right, bottom }, taken, { angle, width, height }) {
  const [x, y] = [(left + right - taken.width) / 2, (top + bottom - taken.height) / 2];
  const [wide, high] = [(right - left) / 2, (bottom - top) / 2];
  const middleX = Math.cos(angle) * x - Math.sin(angle) * y + width / 2;
  const middleY = Math.sin(angle) * x + Math.cos(angle) * y + height / 2;
  return {
    label,
    left: middleX - wide,
    right: middleX + wide,
    top: middleY - high,
    bottom: middleY + high,
  };
}

/** Counts digits found and read. A digit that is split or merged with another was not found. @param {How} how @param {(photo: number) => Digit[]} digits */
function measure(how, digits) {
  const sums = { written: 0, found: 0, read: 0, others: 0 };
  const photos = how.size === LARGE ? LARGE_PHOTOS : how.width ? HARD_PHOTOS : PHOTOS;
  for (let photo = 0; photo < photos; photo++) {
    const { written, ...taken } = photograph(digits(photo), { ...how, seed: FIRST + photo });
    const { found, marks } = recognize(readPhoto(inkling, taken, predict), predict);
    const classes = read(marks);
    // The frame of a rotated digit is larger than the digit's own.
    const least = found.angle ? 0.3 : 0.6;
    const free = new Set(marks.keys());
    for (const digit of written) {
      const place = deskewed(digit, taken, found);
      const mark = [...free].find((i) => overlap(marks[i], place) >= least);
      sums.written++;
      if (mark === undefined) continue;
      free.delete(mark);
      sums.found++;
      sums.read += Number(classes[mark] === digit.label);
    }
    sums.others += free.size;
  }
  return sums;
}

/** @type {string[]} */
const rows = [];
for (const [name, [leastFound, leastRead, how]] of Object.entries(CONDITIONS)) {
  test(`digits are found and read: ${name}`, () => {
    const sums = [
      measure(how, (photo) => strokeDigits(DIGITS, FIRST + photo)),
      measure(how, (photo) => mnistDigits((FIRST + photo) * DIGITS)),
    ];
    const row = sums.map(({ written, found, read, others }) => {
      const percent = (/** @type {number} */ part) => ((100 * part) / written).toFixed(1);
      return [written, percent(found), percent(read), others]
        .map((value) => String(value).padStart(8))
        .join('');
    });
    rows.push(`${name.padEnd(31)}${row.join('   ')}`);
    for (const { written, found, read, others } of sums) {
      assert.ok(100 * others <= MOST_OTHERS * written, `${others} others for ${written} digits`);
      assert.ok(100 * found >= leastFound * written, `${found} of ${written} found`);
      assert.ok(100 * read >= leastRead * written, `${read} of ${written} read`);
    }
  });
}

test('the broken strokes of a dry marker are joined', () => {
  const how = { size: 110, strength: 0.5, dry: 0.45, blur: 1, noise: 5 };
  const { written, read, others } = measure(how, (photo) => strokeDigits(DIGITS, FIRST + photo));
  assert.ok(read >= 0.95 * written, `${read} of ${written} read`);
  assert.equal(others, 0);
});

test('nothing is found on paper without digits', () => {
  for (const how of Object.values(CONDITIONS)) {
    assert.equal(
      readPhoto(inkling, photograph([], { ...how, ...SMALL, table: false, ruled: 0 })).marks.length,
      0,
    );
  }
});

/** @type {How[]} */
const TURNED = [{ texture: 6 }, { operators: true, table: true }, { grid: 'table', words: true }];

test('a picture on its side or upside down is turned upright', () => {
  for (const how of TURNED) {
    const written = strokeDigits(DIGITS, FIRST);
    let photo = photograph(written, { ...HARD, ...how });
    const texts = [0, 1, 2, 3].map((turns) => {
      const { marks, turns: back } = readUpright(inkling, photo, predict);
      assert.equal(back, (4 - turns) % 4, JSON.stringify(how));
      photo = { ...photo, ...quarterTurn(photo) };
      return read(marks);
    });
    for (const text of texts) assert.deepEqual(text, texts[0]);
  }
  assert.equal(
    readUpright(inkling, quarterTurn(photograph(strokeDigits(DIGITS, FIRST), HARD)), predict, true)
      .turns,
    0,
  );
});

/**
 * A reading of a line of digits, and one of scribbles; readMark is its network.
 * @param {string} digits @param {number} scribbles
 */
function reading(digits, scribbles) {
  const marks = [...digits, ...' '.repeat(scribbles)].map((digit, i) => {
    const ink = new Float32Array(PIXELS).fill(digit === ' ' ? 0.5 : 1);
    ink[0] = Number(digit);
    const line = Number(digit === ' ');
    return { ink, left: 30 * i, right: 30 * i + 20, top: 0, bottom: 30, line, cell: null };
  });
  const found = { marks, doubt: /** @type {const} */ ('none'), angle: 0, width: 0, height: 0 };
  return { ...found, whole: null };
}
const readMark = (/** @type {Float32Array} */ ink) =>
  new Float32Array(10).fill(0.1).map((even, i) => (ink[1] < 1 ? even : Number(i === ink[0])));

test('what lies beside the paper speaks for the paper, unless it holds most digits', () => {
  const sheet = reading('2345678', 0);
  const whole = reading('234567838', 16);
  const more = reading('2345678345678345', 16);
  const chosen = (/** @type {typeof sheet} */ other) =>
    recognize({ ...sheet, whole: other }, readMark).found.marks.length;
  assert.equal(chosen(whole), 7);
  assert.equal(chosen(more), 32);
  const text = { ...reading('2345678', 30), whole: reading('23456', 0) };
  assert.equal(recognize(text, readMark).found.marks.length, 37);
});

test('a few marks that read a little better upside down are no reason to turn a picture', () => {
  const upright = recognize(reading('258', 3), readMark);
  const turns = (/** @type {string} */ digits) =>
    recognizeUpright((side) => (side ? recognize(reading(digits, 1), readMark) : upright), readMark)
      .turns;
  assert.equal(turns('25814'), 0);
  assert.equal(turns('258455823'), 1);
  // Most of its marks don't show which side is up.
  assert.equal(turns(`258455823${'1'.repeat(12)}`), 0);
});

test('digits in a table come with their rows and columns', () => {
  for (const degrees of [0, 6]) {
    const { written, ...taken } = photograph(strokeDigits(DIGITS, FIRST), {
      grid: 'table',
      size: 40,
      degrees,
    });
    const found = readPhoto(inkling, taken);
    for (const digit of written) {
      const place = deskewed(digit, taken, found);
      const mark = found.marks.find((other) => overlap(other, place) >= 0.3);
      assert.deepEqual(mark?.cell, { table: 0, ...digit.cell });
      assert.equal(mark?.line, digit.cell?.row);
    }
  }
});

test('slashes in dates are no 1s', () => {
  const digits = strokeDigits(30, FIRST);
  const { marks } = recognize(
    readPhoto(inkling, photograph(asDates(digits), DATES), predict),
    predict,
  );
  assert.deepEqual(
    read(marks),
    digits.map(({ label }) => label),
  );
});

test('rings around numbers are no 0s', () => {
  /** Around the next two digits. @type {Digit} */
  const ring = {
    label: NaN,
    strokes: [
      Array.from({ length: 41 }, (_, i) => [
        2.58 + 1.95 * Math.cos((i * Math.PI) / 20),
        0.5 + Math.sin((i * Math.PI) / 20),
      ]),
    ],
  };
  const digits = strokeDigits(6, FIRST);
  const how = { width: 600, height: 170, size: 40 };
  const written = digits.flatMap((digit, i) => (i % 2 ? [digit] : [ring, digit]));
  const { marks } = readUpright(inkling, photograph(written, how), predict);
  assert.deepEqual(
    read(marks),
    digits.map(({ label }) => label),
  );
});

test('units beside numbers are no digits', () => {
  const digits = strokeDigits(18, FIRST);
  const taken = photograph(digits, { width: 640, height: 400, size: 40, units: true });
  const { marks } = readUpright(inkling, taken, predict);
  assert.deepEqual(
    read(marks),
    taken.written.map(({ label }) => label),
  );
});

test('a plus sign is not a digit, but a four is', () => {
  const [plus, four] = [new Float32Array(PIXELS), new Float32Array(PIXELS)];
  for (let i = 0; i < 20; i++) {
    for (let wide = 13; wide < 15; wide++) {
      plus[28 * (4 + i) + wide] = plus[28 * wide + 4 + i] = 1;
      four[28 * (4 + i) + wide + 3] = four[28 * (wide + 2) + 4 + i] = 1;
      if (i < 12) four[28 * (4 + i) + wide - 9] = 1;
    }
  }
  assert.equal(isCross(plus), true);
  assert.equal(isCross(four), false);
});

test('a page without digits says why', () => {
  const doubt = (/** @type {import('../../web/photo/worker/read.js').Photo} */ photo) =>
    readPhoto(inkling, photo).doubt;
  const paper = photograph([], {});
  assert.equal(doubt(paper), 'faint');
  assert.equal(doubt(photograph(strokeDigits(3, FIRST), {})), 'none');
  const dots = paper.gray.map((bright, at) =>
    at % 20 < 3 && Math.floor(at / paper.width) % 20 < 3 ? 30 : bright,
  );
  assert.equal(doubt({ ...paper, gray: dots }), 'small');
  const grain = paper.gray.map((_, at) =>
    (at % paper.width) % 8 < 2 && Math.floor(at / paper.width) % 8 < 2 ? 30 : 220,
  );
  assert.equal(doubt({ ...paper, gray: grain }), 'busy');
});

after(() =>
  report(
    'photographs',
    `Synthetic photos of pages: digits written, found and read (in %), and other marks taken for
digits; for the tests' own pen strokes, and for MNIST's test digits

                                     pen strokes                     MNIST's writers
                                 digits   found    read  others     digits   found    read  others
${rows.join('\n')}`,
  ),
);
