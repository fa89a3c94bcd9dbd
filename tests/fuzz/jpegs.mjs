/** Small JPEGs of every supported kind: gray, color, subsampled, with restarts, progressive. */

/** Every symbol has a four-bit code, its index. The code of all ones stays unused, as required. */
const CODE_BITS = 4;
/** DC symbols: the size of the coefficient. */
const DC = [0, 1, 2, 3];
/** AC symbols, run of zeros and size: end of block, values, sixteen zeros, end-of-band runs. */
const AC = [0x00, 0x01, 0x02, 0x11, 0xf0, 0x10, 0x03, 0x21];

/** @param {number} code @param {number[]} body */
const segment = (code, body) => [
  0xff,
  code,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];

/** @param {number} id class and number @param {number[]} symbols */
const huffman = (id, symbols) =>
  segment(0xc4, [
    id,
    ...Array.from({ length: 16 }, (_, i) => (i + 1 === CODE_BITS ? symbols.length : 0)),
    ...symbols,
  ]);

/** Entropy-coded data: padded with ones, with byte stuffing. @param {string} bits */
function stuffed(bits) {
  const bytes = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(byte, ...(byte === 255 ? [0] : []));
  }
  return bytes;
}

/** @param {number[]} table @param {number} symbol */
const code = (table, symbol) => table.indexOf(symbol).toString(2).padStart(CODE_BITS, '0');

/** Block number i: a DC coefficient and, in odd blocks, a few AC coefficients. @param {number} i */
const block = (i) =>
  code(DC, i % 4) +
  '1'.repeat(i % 4) +
  (i % 2 ? `${code(AC, 0x01)}1${code(AC, 0x11)}0${code(AC, 0xf0)}${code(AC, 0x02)}10` : '') +
  code(AC, 0x00);

/** @param {number} count of blocks @param {(i: number) => string} bits of each */
const blocks = (count, bits) => Array.from({ length: count }, (_, i) => bits(i)).join('');

/**
 * @param {object} jpeg
 * @param {number} [jpeg.side]
 * @param {number[]} [jpeg.sampling] per component: horizontal and vertical factors in a byte
 * @param {boolean} [jpeg.progressive]
 * @param {number} [jpeg.restart] restart interval in MCUs
 * @param {boolean} [jpeg.wide] whether the quantization table has 16 bits
 * @param {number[]} [jpeg.more] extra segments
 */
function jpeg({ side = 28, sampling = [0x11], progressive, restart = 0, wide, more = [] }) {
  const sizes = sampling.map((both) => [both >> 4, both & 15]);
  const [h, v] = [0, 1].map((axis) => Math.max(...sizes.map((size) => size[axis])));
  const alone = sampling.length === 1;
  // A single-component scan is not interleaved: its sampling factors don't matter.
  const units = alone
    ? Math.ceil(side / 8) ** 2
    : Math.ceil(side / (8 * h)) * Math.ceil(side / (8 * v));
  const inUnit = alone ? 1 : sizes.reduce((sum, [x, y]) => sum + x * y, 0);
  const components = sampling.map((_, i) => i + 1);
  /** @param {number[]} which @param {number[]} range @param {number[]} data */
  const scan = (which, range, data) => [
    ...segment(0xda, [which.length, ...which.flatMap((id) => [id, 0]), ...range]),
    ...data,
  ];
  const every = restart || units;
  const baseline = Array.from({ length: Math.ceil(units / every) }, (_, part) => [
    ...(part ? [0xff, 0xd0 + ((part - 1) % 8)] : []),
    ...stuffed(blocks(Math.min(every, units - part * every) * inUnit, block)),
  ]).flat();
  const single = Math.ceil(side / 8) ** 2;
  const scans = progressive
    ? [
        scan(
          components,
          [0, 0, 0x01],
          stuffed(blocks(units * inUnit, (i) => code(DC, i % 4) + '1'.repeat(i % 4))),
        ),
        scan(components, [0, 0, 0x10], stuffed(blocks(units * inUnit, (i) => String(i % 2)))),
        scan(
          [1],
          [1, 5, 0x01],
          stuffed(blocks(single, () => `${code(AC, 0x01)}1${code(AC, 0x00)}`)),
        ),
        // End-of-band runs of two or three blocks.
        scan([1], [6, 63, 0x01], stuffed(blocks(single, () => `${code(AC, 0x10)}1`))),
        scan(
          [1],
          [1, 63, 0x10],
          stuffed(
            blocks(single, (i) =>
              i % 2 ? `${code(AC, 0x01)}11${code(AC, 0x00)}` : `${code(AC, 0x00)}1`,
            ),
          ),
        ),
      ].flat()
    : scan(components, [0, 63, 0], baseline);
  const table = Array.from({ length: 64 }, (_, i) => 8 + i);
  return Buffer.from([
    0xff,
    0xd8,
    ...more,
    ...segment(0xdb, wide ? [0x10, ...table.flatMap((value) => [0, value])] : [0, ...table]),
    ...segment(progressive ? 0xc2 : 0xc0, [
      8,
      0,
      side,
      0,
      side,
      sampling.length,
      ...sampling.flatMap((both, i) => [i + 1, both, 0]),
    ]),
    ...huffman(0x00, DC),
    ...huffman(0x10, AC),
    ...(restart ? segment(0xdd, [0, restart]) : []),
    ...scans,
    0xff,
    0xd9,
  ]);
}

/** @param {string} text */
const bytes = (text) => [...Buffer.from(text, 'latin1')];
const jfif = segment(0xe0, [...bytes('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
/** @param {number} transform */
const adobe = (transform) => segment(0xee, [...bytes('Adobe\0'), 0, 100, 0, 0, 0, 0, transform]);

/** @type {Record<string, Buffer>} */
export const JPEGS = {
  'jpeg-gray': jpeg({ more: jfif }),
  'jpeg-color': jpeg({ sampling: [0x11, 0x11, 0x11], more: jfif }),
  'jpeg-420': jpeg({ sampling: [0x22, 0x11, 0x11], side: 40 }),
  'jpeg-422': jpeg({ sampling: [0x21, 0x11, 0x11] }),
  'jpeg-440': jpeg({ sampling: [0x12, 0x11, 0x11] }),
  'jpeg-411': jpeg({ sampling: [0x41, 0x11, 0x11] }),
  'jpeg-rgb': jpeg({ sampling: [0x11, 0x11, 0x11], more: adobe(0) }),
  'jpeg-cmyk': jpeg({ sampling: [0x11, 0x11, 0x11, 0x11], more: adobe(0) }),
  'jpeg-ycck': jpeg({ sampling: [0x22, 0x11, 0x11, 0x22], more: adobe(2) }),
  'jpeg-restart': jpeg({ sampling: [0x21, 0x11, 0x11], restart: 2 }),
  'jpeg-gray-restart': jpeg({ restart: 3 }),
  'jpeg-wide-table': jpeg({ wide: true, more: segment(0xfe, bytes('a comment')) }),
  'jpeg-progressive': jpeg({ progressive: true }),
  'jpeg-progressive-420': jpeg({ progressive: true, sampling: [0x22, 0x11, 0x11] }),
};
