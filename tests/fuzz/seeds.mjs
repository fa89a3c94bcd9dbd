/** Fuzzing seeds: a few small valid files per target, and some that used to cause crashes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { JPEGS } from './jpegs.mjs';
import { MODELS } from './models.mjs';

const PIXELS = 784;

/** @param {string} type @param {Uint8Array | number[]} body */
function chunk(type, body) {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8); // the decoder ignores the checksum
  return bytes;
}

/**
 * @param {object} png
 * @param {number} [png.width]
 * @param {number} [png.height]
 * @param {number} png.depth
 * @param {number} png.type color type
 * @param {number} [png.interlaced]
 * @param {number} [png.filter] of every row; by default, all five in turn
 * @param {[string, number[]][]} [png.chunks] between header and data
 * @param {(x: number, y: number) => number} [png.pixel] byte x of row y; by default, a pattern
 */
export function png({
  width = PIXELS,
  height = 2,
  depth,
  type,
  interlaced = 0,
  filter,
  chunks,
  pixel = (x, y) => (y * 31 + x * 7) % 251,
}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlaced], 8);
  const channels = [1, 0, 3, 1, 2, 0, 4][type];
  const row = Math.ceil((width * channels * depth) / 8);
  // Adam7 has more row filter bytes. Twice the size is more than enough for a seed.
  const data = Buffer.alloc((row + 8) * height * (interlaced ? 2 : 1));
  for (let i = 0; i < data.length; i++) {
    data[i] = interlaced ? 0 : pixel((i % (row + 1)) - 1, Math.floor(i / (row + 1)));
  }
  for (let y = 0; y * (row + 1) < data.length; y++) data[y * (row + 1)] = filter ?? y % 5;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(chunks ?? []).map(([name, body]) => chunk(name, body)),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', []),
  ]);
}

const palette = /** @type {[string, number[]]} */ (['PLTE', [0, 0, 0, 255, 255, 255]]);
const transparency = /** @type {[string, number[]]} */ (['tRNS', [0, 128]]);

/** @type {Record<string, Buffer>} */
const PNGS = {
  gray8: png({ depth: 8, type: 0 }),
  gray1: png({ depth: 1, type: 0 }),
  gray2: png({ depth: 2, type: 0 }),
  gray4: png({ depth: 4, type: 0 }),
  gray16: png({ depth: 16, type: 0 }),
  'gray-key': png({ depth: 8, type: 0, chunks: [['tRNS', [0, 7]]] }),
  rgb8: png({ depth: 8, type: 2, height: 1 }),
  'rgb-key': png({ depth: 8, type: 2, height: 1, chunks: [['tRNS', [0, 7, 0, 8, 0, 9]]] }),
  rgb16: png({ depth: 16, type: 2, height: 1 }),
  'gray-alpha': png({ depth: 8, type: 4 }),
  rgba: png({ depth: 8, type: 6, height: 1 }),
  interlaced: png({ depth: 8, type: 0, height: 9, interlaced: 1 }),
  palette1: png({ depth: 1, type: 3, chunks: [palette] }),
  // Indexes past its two colors.
  palette8: png({ depth: 8, type: 3, filter: 0, chunks: [palette] }),
  'palette-alpha': png({ depth: 8, type: 3, filter: 0, chunks: [palette, transparency] }),
  // Former crashes: an empty IDAT chunk, and a chunk that claims a gigabyte.
  'no-data': png({ depth: 8, type: 0, chunks: [['IDAT', []]] }),
  'long-chunk': Buffer.concat([
    png({ depth: 8, type: 0 }).subarray(0, 33),
    Buffer.from([0x41, 0, 0, 0x53]),
    Buffer.from('IDATx'),
  ]),
  'cut-data': Buffer.concat([
    png({ depth: 8, type: 0 }).subarray(0, 33),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('IDATx'),
  ]),
  phone: png({ depth: 8, type: 6, height: 1, chunks: [['CgBI', [0, 0, 0, 0]]] }),
};

/** @param {number[]} floats */
const f32 = (...floats) => Buffer.from(Float32Array.from(floats).buffer);

/** One stroke per list of points. @param {...number[]} strokes */
function strokes(...strokes) {
  const lengths = Buffer.alloc(8);
  strokes.forEach((points, i) => {
    lengths[i] = points.length / 2;
  });
  return Buffer.concat([lengths, f32(...strokes.flat())]);
}

/** @param {number} images @param {number[]} labels */
const labels = (images, labels) =>
  Buffer.from([images - 1, 0, 0, 8, 1, 0, 0, 0, labels.length, ...labels]);

/** @param {number} width @param {number} height */
const picture = (width, height) =>
  Buffer.concat([
    Buffer.from([width & 255, width >> 8]),
    Buffer.from(Array.from({ length: width * height }, (_, i) => (i * 37) % 256)),
  ]);

/**
 * Bytes for a small photograph: its width, how far to rotate it, then the pixels. Two lines of three
 * digits on paper that darkens to the right, with or without rules around them.
 * @param {number} turn @param {boolean} ruled
 */
const page = (turn, ruled) =>
  Buffer.from(
    Array.from({ length: 2 + 120 * 60 }, (_, at) => {
      const [x, y] = [(at - 2) % 120, Math.floor((at - 2) / 120)];
      const [column, row] = [x % 40, y % 30];
      const ink = column > 10 && column < 24 && row > 5 && row < 26;
      const hole = column > 13 && column < 21 && row > 9 && row < 22;
      const rule = ruled && (column === 2 || row === 2);
      if (at < 2) return at === 0 ? 120 : turn;
      return Math.round(((ink && !hole) || rule ? 40 : 210) * (1 - x / 400));
    }),
  );

/** A digit framed as in MNIST, dark on light or light on dark. @param {number} paper @param {number} ink */
const digit = (paper, ink) =>
  png({
    width: 28,
    height: 28,
    depth: 8,
    type: 0,
    filter: 0,
    pixel: (x, y) => (y >= 4 && y < 24 && x >= 12 && x < 16 ? ink : paper),
  });

/** A photo: a stroke on grainy paper, too large for the reader's stack buffer. */
const photo = png({
  width: 80,
  height: 60,
  depth: 8,
  type: 2,
  filter: 0,
  pixel: (x, y) => (x > 120 && x < 140 && y > 10 && y < 50 ? 30 : 200 + ((x * 7 + y * 13) % 9)),
});

/** Claims to be 20,000 x 20,000 pixels. */
const tooLarge = png({ depth: 1, type: 0 });
tooLarge.writeUInt32BE(20_000, 16);
tooLarge.writeUInt32BE(20_000, 20);

/** @type {Record<string, Buffer>} */
const PICTURES = {
  ...PNGS,
  ...JPEGS,
  dark: digit(255, 0),
  light: digit(0, 255),
  faint: digit(0, 90),
  blank: digit(255, 255),
  photo,
  // Mostly transparent: the ink is in the alpha channel.
  clear: png({
    width: 28,
    height: 28,
    depth: 8,
    type: 6,
    filter: 0,
    pixel: (x) => (x % 16 === 3 ? 255 : 0),
  }),
  'too-wide': png({ width: 70_000, height: 1, depth: 1, type: 0 }),
  'too-large': tooLarge,
};

/** @type {Record<string, Record<string, Buffer>>} */
const SEEDS = {
  sheet: PNGS,
  // The first byte selects polarity and framing.
  picture: Object.fromEntries(
    Object.entries(PICTURES).flatMap(([name, bytes], i) =>
      [0, 1 + (i % 11)].map((way) => [
        `${name}-${way}`,
        Buffer.concat([Buffer.from([way]), bytes]),
      ]),
    ),
  ),
  labels: {
    one: labels(1, [7]),
    all: labels(11, [0, 1, 2, 3, 4, 5, 6, 7, 8, 35, 255]),
    bad: labels(2, [3, 36]),
    few: labels(3, [1, 2]),
    'too-many': labels(
      255,
      Array.from({ length: 256 }, () => 1),
    ),
    'no-header': Buffer.from([0, 0, 0, 8]),
    'other-magic': Buffer.from([0, 0, 0, 8, 3, 0, 0, 0, 1, 5]),
    long: Buffer.concat([labels(1, [7]), Buffer.from([7])]),
  },
  layers: {
    dense: Buffer.from('dense 32, relu, dense 10'),
    conv: Buffer.from('conv 5x5x2, relu, maxpool 4, conv 3x3x3 same, relu, dropout .25, dense 10'),
    large: Buffer.from('dense 4096, dense 4096, dense 10'),
    padded: Buffer.from('conv 3x3x2 pad 1, relu, conv 2x2x1 pad 1, maxpool 7, dense 10'),
    'even-same': Buffer.from('conv 4x4x2 same, dense 10'),
    'not-square': Buffer.from('conv 3x4x2, dense 10'),
    long: Buffer.from(Array.from({ length: 33 }, () => 'relu').join()),
    'no-number': Buffer.from('dense , maxpool 1234567'),
    'word-on': Buffer.from('denser 10'),
    fine: Buffer.from('dropout 0.12345678901234567890, dropout 0, dropout ., dense 10'),
    spaced: Buffer.from(' maxpool\t8 ,\n dropout 0.5 , dense  10 '),
  },
  raster: {
    dot: strokes([0.5, 0.5]),
    line: strokes([0.2, 0.2, 0.8, 0.9]),
    seven: strokes([0.2, 0.2, 0.8, 0.2, 0.4, 0.9], [0.3, 0.5, 0.7, 0.5]),
    far: strokes([-1000, 1000, 1000, -1000]),
    tiny: strokes([0.5, 0.5, 0.5000001, 0.5]),
    none: strokes([]),
    wild: strokes([Number.NaN, 0, Number.POSITIVE_INFINITY, 1e-40]),
  },
  fit: {
    digit: picture(28, 28),
    wide: picture(300, 2),
    tall: picture(1, 100),
    one: picture(1, 1),
    widest: picture(4096, 1),
  },
  page: {
    digits: page(128, false),
    table: page(120, true),
    noise: Buffer.concat([Buffer.from([16]), picture(16, 16)]),
  },
  model: MODELS,
};

/** @param {string} folder */
export function writeSeeds(folder) {
  for (const [target, seeds] of Object.entries(SEEDS)) {
    mkdirSync(join(folder, target), { recursive: true });
    for (const [name, bytes] of Object.entries(seeds)) {
      writeFileSync(join(folder, target, name), bytes);
    }
  }
}
