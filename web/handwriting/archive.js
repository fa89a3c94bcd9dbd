/**
 * Exports the visitor's drawings as a zip, and imports it: PNGs in one folder per class, the same as IDX
 * files and as a sprite sheet, and the strokes, which restore everything exactly.
 */
import { encode } from 'fast-png';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { areDigits, DIGITS } from '../data/classes.js';
import { unzipWanted } from '../data/unzip.js';
import { NO_CLASS, PIXELS, SIDE } from '../inkling/index.js';
import { LONGEST_NAME, SAMPLE, SYMBOL_SAMPLE } from './kinds.js';
import { pack } from './samples.js';

/** @typedef {import('./samples.js').OwnSample} OwnSample */

const STROKES = 'strokes.json';
const DRAWINGS = 'inkling drawings 1';
const SYMBOLS = 'inkling symbols 1';
/** @type {import('./samples.js').Origin[]} */
const ORIGINS = ['corrected', 'taught', 'photographed'];
/** More than anyone draws, few enough to be harmless. */
const MAX_SAMPLES = 20_000;
const MAX_BYTES = 64 << 20;

/** @param {Uint8Array} data @param {number} width @param {number} height */
const png = (data, width, height) => encode({ data, width, height, channels: 1, depth: 8 });

/** An IDX file like MNIST's: big-endian sizes, then bytes. @param {Uint8Array} data @param {number[]} sizes */
function idx(data, sizes) {
  const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x800 + sizes.length);
  sizes.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  bytes.set(data, 4 + 4 * sizes.length);
  return bytes;
}

/** Names of folders: what a file system may refuse is left out. @param {string[]} names */
function foldersOf(names) {
  const safe = names.map((name) =>
    name.replace(/[\p{C}<>:"/\\|?*]/gu, '').replace(/^[\s.]+|[\s.]+$/g, ''),
  );
  const lower = safe.map((name) => name.toLowerCase());
  return safe.map((name, i) =>
    name && lower.indexOf(lower[i]) === i ? name : `${name || 'class'}-${i + 1}`,
  );
}

/**
 * @param {OwnSample[]} drawings
 * @param {{ label: number, name: string }[]} classes of these labels; in the file, they are numbered
 * @returns {Uint8Array<ArrayBuffer>} the zip
 */
export function archive(drawings, classes) {
  const names = classes.map(({ name }) => name);
  const folders = foldersOf(names);
  const samples = drawings.map((sample) => ({
    ...sample,
    label: classes.findIndex(({ label }) => label === sample.label),
  }));
  const { pixels, labels } = pack(samples);
  const count = samples.length;
  /** @type {Record<string, Uint8Array>} */
  const files = {
    [STROKES]: strToU8(
      JSON.stringify({
        format: areDigits(names) ? DRAWINGS : SYMBOLS,
        ...(areDigits(names) ? {} : { classes: names }),
        samples: samples.map(({ ink: _, ...sample }, i) => ({
          ...sample,
          ink: Array.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS)),
        })),
      }),
    ),
    'images.idx3-ubyte': idx(pixels, [count, SIDE, SIDE]),
    'labels.idx1-ubyte': idx(labels, [count]),
    'sprite.png': png(pixels, PIXELS, count),
  };
  for (const { id, label, ink } of samples) {
    files[`${folders[label]}/${id}.png`] = png(ink, SIDE, SIDE);
  }
  return zipSync(files, { level: 6 });
}

/** @param {any} value */
const isPoint = (value) => Number.isFinite(value?.x) && Number.isFinite(value?.y);

/** @param {{ x: number, y: number }} point */
const point = ({ x, y }) => ({ x, y });

/** @param {import('../storage/schema.js').Kind} kind @param {any} sample @returns {OwnSample} */
function parseSample(kind, { id, label, strokes, ink, at, how }) {
  const valid =
    typeof id === 'string' &&
    id.length < 40 &&
    Array.isArray(strokes) &&
    strokes.every((stroke) => Array.isArray(stroke) && stroke.every(isPoint)) &&
    Array.isArray(ink) &&
    ink.length === PIXELS &&
    ink.every((value) => Number.isInteger(value) && value >= 0 && value <= 255);
  if (!valid) throw new Error('Not a drawing.');
  const sample = {
    id,
    label,
    strokes: strokes.map((stroke) => stroke.map(point)),
    ink: Uint8Array.from(ink),
    at: Number(at) || 0,
    how: ORIGINS.find((known) => known === how) ?? 'taught',
  };
  // What could not be read again from storage is not imported.
  if (!kind.fits(sample) || label === NO_CLASS) throw new Error('Not a drawing.');
  return sample;
}

/** The content of an exported zip's strokes.json, or of that file itself. @param {Uint8Array} bytes */
function contentOf(bytes) {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const filter = (/** @type {{ name: string, originalSize: number }} */ { name, originalSize }) =>
    name === STROKES && originalSize <= MAX_BYTES;
  const json = zipped ? unzipWanted(bytes, filter)[STROKES] : bytes;
  if (!json || json.length > MAX_BYTES) throw new Error('The file has no drawings.');
  const content = JSON.parse(strFromU8(json));
  if (!Array.isArray(content.samples) || content.samples.length > MAX_SAMPLES)
    throw new Error('The file has no drawings.');
  return content;
}

/**
 * The digits in an exported zip, or in its strokes.json.
 * @param {Uint8Array} bytes
 * @returns {OwnSample[]}
 * @throws for any other file
 */
export function samplesOf(bytes) {
  const { format, samples } = contentOf(bytes);
  if (format === SYMBOLS) throw new Error('These are not digits.');
  return samples.map((/** @type {any} */ sample) => parseSample(SAMPLE, sample));
}

/**
 * The symbols in an exported zip, or in its strokes.json. Digits are symbols, too.
 * @param {Uint8Array} bytes
 * @returns {{ names: string[], samples: OwnSample[] }} labels are indices of names
 * @throws for any other file
 */
export function symbolsIn(bytes) {
  const { format, classes, samples } = contentOf(bytes);
  const names = format === SYMBOLS ? classes : DIGITS;
  const isName = (/** @type {any} */ name) =>
    typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME;
  if (!Array.isArray(names) || !names.every(isName) || new Set(names).size < names.length)
    throw new Error('The symbols have no names.');
  const parsed = samples.map((/** @type {any} */ sample) => parseSample(SYMBOL_SAMPLE, sample));
  if (parsed.some((/** @type {OwnSample} */ { label }) => label >= names.length))
    throw new Error('Not a drawing.');
  return { names, samples: parsed };
}
