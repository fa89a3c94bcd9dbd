/**
 * Exports the visitor's digits as a zip, and imports it: PNGs in one folder per class, the same as
 * IDX files and as a sprite sheet, and the strokes, which restore everything exactly.
 */
import { encode } from 'fast-png';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { PIXELS, SIDE } from '../inkling/index.js';
import { SAMPLE } from './kinds.js';
import { pack } from './samples.js';

/** @typedef {import('./samples.js').OwnSample} OwnSample */

const STROKES = 'strokes.json';
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

/** @param {OwnSample[]} samples @returns {Uint8Array<ArrayBuffer>} the zip */
export function archive(samples) {
  const { pixels, labels } = pack(samples);
  const count = samples.length;
  /** @type {Record<string, Uint8Array>} */
  const files = {
    [STROKES]: strToU8(
      JSON.stringify({
        format: 'inkling drawings 1',
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
  for (const { id, label, ink } of samples) files[`${label}/${id}.png`] = png(ink, SIDE, SIDE);
  return zipSync(files, { level: 6 });
}

/** @param {any} value */
const isPoint = (value) => Number.isFinite(value?.x) && Number.isFinite(value?.y);

/** @param {{ x: number, y: number }} point */
const point = ({ x, y }) => ({ x, y });

/** @param {any} sample @returns {OwnSample} */
function parseSample({ id, label, strokes, ink, at, how }) {
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
  if (!SAMPLE.fits(sample) || label > 9) throw new Error('Not a drawing.');
  return sample;
}

/**
 * The samples in an exported zip, or in its strokes.json.
 * @param {Uint8Array} bytes
 * @returns {OwnSample[]}
 * @throws for any other file
 */
export function samplesOf(bytes) {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const filter = (/** @type {{ name: string, originalSize: number }} */ { name, originalSize }) =>
    name === STROKES && originalSize <= MAX_BYTES;
  const json = zipped ? unzipSync(bytes, { filter })[STROKES] : bytes;
  if (!json || json.length > MAX_BYTES) throw new Error('The file has no drawings.');
  const { samples } = JSON.parse(strFromU8(json));
  if (!Array.isArray(samples) || samples.length > MAX_SAMPLES)
    throw new Error('The file has no drawings.');
  return samples.map(parseSample);
}
