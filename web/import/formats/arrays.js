/**
 * Files of numbers: IDX, of any type and rank, and NumPy's. Tells which hold images and which labels, and
 * pairs them.
 */
import { elements, npyHeader, npyValues, sizeOf, viewOf } from '../../data/npy.js';
import { ImportError } from '../errors.js';
import { classesInNames, saysNothing } from '../evidence/class-names.js';
import { partOf, wordsOf } from '../evidence/file-names.js';
import { IDX_SIZES } from '../evidence/kinds.js';
import {
  extremesOf,
  grayOf,
  isPlanar,
  MIN_SIDE,
  scaleOf,
  squareOf,
  sumOf,
  toGray,
} from './numbers.js';
import { readLabelList } from './sidecar-table.js';

/**
 * @typedef {import('./format.js').Named} Named
 * @typedef {import('./format.js').Job} Job
 * @typedef {import('./format.js').Tools} Tools
 * @typedef {'badIdx' | 'idxCount' | 'labelCount' | 'noLabels'} ArrayReason
 *
 * @typedef {object} Numbers
 * @property {number[]} shape
 * @property {ArrayLike<number>} values in C order
 * @property {string[]} [words] instead, of an array of texts
 */

const MAX_SIDE = 4096;
/** Images that decide the range of the numbers. */
const SAMPLE = 300;

/** Characters of a label that are read. */
const LONGEST_WORD = 1000;

/** Readers of one element, by IDX's type. @type {Record<number, (view: DataView, at: number) => number>} */
const IDX_READERS = {
  9: (view, at) => view.getInt8(at),
  11: (view, at) => view.getInt16(at),
  12: (view, at) => view.getInt32(at),
  13: (view, at) => view.getFloat32(at),
  14: (view, at) => view.getFloat64(at),
};

/** @param {Uint8Array} head @returns {number[]} */
function idxShape(head) {
  const rank = head[3];
  if (head.length < 4 + 4 * rank || head[0] || head[1] || !(head[2] in IDX_SIZES)) {
    throw new ImportError('badIdx');
  }
  const view = viewOf(head);
  return Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
}

/** @param {Uint8Array} bytes @returns {Numbers} */
export function readIdx(bytes) {
  const shape = idxShape(bytes);
  const type = bytes[2];
  const size = IDX_SIZES[type];
  const data = bytes.subarray(4 + 4 * shape.length);
  const count = sizeOf(shape);
  if (data.length !== count * size) throw new ImportError('idxCount');
  return { shape, values: type === 8 ? data : elements(data, count, size, IDX_READERS[type]) };
}

/** The header of a NumPy file. @param {Uint8Array} bytes */
function numpyHeader(bytes) {
  if (bytes.length < 12) throw new ImportError('badIdx');
  const header = npyHeader(bytes);
  if (!header) throw new ImportError('dataFile', 'NumPy');
  return header;
}

/** @param {Uint8Array} bytes @returns {Numbers} */
export function readNpy(bytes) {
  const header = numpyHeader(bytes);
  const { start, order, kind, size, shape } = header;
  const data = bytes.subarray(start);
  const count = sizeOf(shape);
  const width = kind === 'U' ? size * 4 : size;
  if (data.length !== count * width) throw new ImportError('idxCount');
  if (kind === 'U' || kind === 'S') {
    const view = viewOf(data);
    const shown = Math.min(size, LONGEST_WORD);
    const words = Array.from({ length: count }, (_, i) => {
      const codes = Array.from({ length: shown }, (_, at) =>
        kind === 'S' ? data[i * size + at] : view.getUint32((i * size + at) * 4, order !== '>'),
      );
      return String.fromCodePoint(...codes.filter((code) => code > 0 && code < 0x110000));
    });
    return { shape, values: [], words };
  }
  const values = npyValues(data, header);
  if (!values) throw new ImportError('dataFile', 'NumPy');
  return { shape, values };
}

/**
 * The number and shape of the images in an array.
 * @param {number[]} shape
 * @returns {(import('./numbers.js').Shape & { count: number }) | null} null if it holds no images
 */
function imagesIn(shape) {
  const [count, a, b, c] = shape;
  const fits = (/** @type {number} */ side) => side >= MIN_SIDE && side <= MAX_SIDE;
  if (shape.length === 2) {
    const square = squareOf(a);
    return square && { ...square, count };
  }
  if (shape.length === 3 && fits(a) && fits(b)) return { count, height: a, width: b, channels: 1 };
  if (shape.length !== 4) return null;
  if ([1, 3, 4].includes(c) && fits(a) && fits(b))
    return { count, height: a, width: b, channels: c };
  if ([1, 3].includes(a) && fits(b) && fits(c))
    return { count, height: b, width: c, channels: a, planar: true };
  return null;
}

/** @param {Named} file @returns {number[] | null} null if its beginning is unknown or damaged */
function shapeOf({ entry: { head }, kind }) {
  if (!head) return null;
  try {
    return kind === 'npy' ? numpyHeader(head).shape : idxShape(head);
  } catch {
    return null;
  }
}

/** Whether a file holds images or labels; by its name if its shape is unknown. @param {Named} file */
function roleOf(file) {
  const shape = shapeOf(file);
  if (shape) return imagesIn(shape) ? 'images' : shape.length >= 3 ? null : 'labels';
  const name = file.name.replace(/\.gz$/, '').replace(/\.bin$/, '');
  if (/idx[34]([-.]\w+)?$/.test(name) || /images[^/]*ubyte$/.test(name)) return 'images';
  if (/idx[12]([-.]\w+)?$/.test(name) || /labels[^/]*ubyte$/.test(name)) return 'labels';
  return null;
}

/** Files of one array in an archive of their own belong with those of others. @param {Named} file */
const scopeOf = ({ entry: { path, container } }) =>
  /(^|\/)arr_\d+\.npy$/.test(path) ? '' : (container ?? '');

/** @param {string} path */
const folderOf = (path) => path.split(/[/\\]/).slice(0, -1).join('/');

/** How many labels a file has, if that can be told. @param {Named} file */
function countOf(file) {
  if (file.sidecar) return file.sidecar.kind === 'list' ? file.sidecar.labels.length : null;
  return shapeOf(file)?.[0] ?? null;
}

/**
 * Pairs arrays of images with their labels: arrays, or texts with a label per line.
 * @param {Named[]} files @param {string} kind of the images
 * @returns {Job[]}
 */
export function pairArrays(files, kind) {
  const images = files.filter((file) => file.kind === kind && roleOf(file) === 'images');
  if (!images.length) return [];
  const isArray = (/** @type {Named} */ file) => file.kind === 'idx' || file.kind === 'npy';
  const labels = files.filter((file) =>
    isArray(file) ? roleOf(file) === 'labels' : file.sidecar?.kind === 'list',
  );
  const mappings = files.filter((file) => file.sidecar?.kind === 'names');
  /** @type {Set<Named>} */
  const used = new Set();
  /** @type {Job[]} */
  const jobs = [];
  for (const file of images) {
    const { entry } = file;
    const stem = wordsOf(entry).join(' ');
    const count = countOf(file);
    const near = labels.filter((one) => scopeOf(one) === scopeOf(file) && !used.has(one));
    const score = (/** @type {Named} */ one) =>
      (wordsOf(one.entry).join(' ') === stem ? 4 : 0) +
      (count !== null && countOf(one) === count ? 3 : 0) +
      (folderOf(one.entry.path) === folderOf(entry.path) ? 1 : 0) +
      (isArray(one) ? 0.5 : 0);
    const [best] = near.sort((a, b) => score(b) - score(a));
    const isOnly = near.length === 1 && images.length === 1;
    if (!best || (score(best) < 3 && !isOnly)) continue;
    used.add(best);
    jobs.push({ entry, labels: best.entry, part: partOf(entry), names: namesFor(file, mappings) });
  }
  return jobs;
}

/** The names of the classes, from a mapping beside the images. @param {Named} file @param {Named[]} mappings */
function namesFor({ entry }, mappings) {
  const words = wordsOf(entry);
  const near = mappings.filter(({ entry: { container } }) => container === entry.container);
  const shared = (/** @type {Named} */ one) =>
    wordsOf(one.entry).filter((word) => words.includes(word)).length;
  const [best] = near.sort((a, b) => shared(b) - shared(a));
  return best?.sidecar?.kind === 'names' ? best.sidecar.names : undefined;
}

/**
 * Arrays of images without labels: several, each named after its class, or in a folder that is.
 * @param {Named[]} files @param {string} kind
 * @returns {Job[]}
 */
export function classArrays(files, kind) {
  const images = files.filter(
    (file) => file.kind === kind && roleOf(file) === 'images' && !partOf(file.entry),
  );
  if (images.length < 2) return [];
  const parts = images.map(({ entry }) => entry.path.split(/[/\\]/));
  const bases = parts.map((path) => (path.at(-1) ?? '').replace(/(\.\w+)?(\.gz)?$/, ''));
  const folders = parts.map((path) => path.at(-2) ?? '');
  const names =
    classesInNames(bases) ?? (folders.some(saysNothing) ? null : classesInNames(folders));
  return names ? images.map(({ entry }, i) => ({ entry, label: names[i] })) : [];
}

/** @param {Numbers} numbers @param {number} count @returns {string[]} */
function labelsFrom({ shape, values, words }, count) {
  if (words) return words;
  if (shape[0] !== count && sizeOf(shape) === count) return Array.from(values, String);
  const width = sizeOf(shape.slice(1));
  const rowOf = (/** @type {number} */ i) =>
    Array.from({ length: width }, (_, at) => values[i * width + at]);
  const isOneHot =
    width > 1 &&
    Array.from({ length: Math.min(shape[0], SAMPLE) }, (_, i) => rowOf(i)).every(
      (row) => row.every((value) => value === 0 || value === 1) && sumOf(row) === 1,
    );
  // The first column of QMNIST's labels is the class; the others tell who wrote it.
  return Array.from({ length: shape[0] }, (_, i) =>
    String(isOneHot ? rowOf(i).indexOf(1) : values[i * width]),
  );
}

/** @param {Uint8Array} bytes @returns {Numbers} */
const readAny = (bytes) => (bytes[0] === 0x93 ? readNpy(bytes) : readIdx(bytes));

/** @param {Uint8Array} bytes of an IDX or NumPy file, or a text with a label per line @param {number} count of images */
export function readLabels(bytes, count) {
  const isArray = bytes[0] === 0x93 || (bytes[0] === 0 && bytes[1] === 0);
  return isArray ? labelsFrom(readAny(bytes), count) : readLabelList(bytes);
}

/** Reads an array of images. @param {Job} job @param {Tools} tools */
export async function readArrays(job, { whole, addAll }) {
  const { shape, values, words } = readAny(await whole(job.entry));
  const images = words ? null : imagesIn(shape);
  if (!images) throw new ImportError('badIdx');
  const { count, height, width, channels } = images;
  const labels = job.labels
    ? readLabels(await whole(job.labels), count)
    : new Array(count).fill(job.label ?? '');
  if (labels.length !== count) throw new ImportError('labelCount');
  const size = height * width * channels;
  const all = /** @type {any} */ (values);
  /** @param {number} i @returns {ArrayLike<number>} */
  const valuesOf = (i) => all.subarray(i * size, (i + 1) * size);
  const step = Math.max(1, Math.floor(count / SAMPLE));
  const extremes = [];
  for (let i = 0; i < count; i += step) extremes.push(extremesOf(valuesOf(i)));
  const scale = scaleOf(extremes);
  const isPlain = values instanceof Uint8Array && scale.factor === 1 && scale.offset === 0;
  const raw = new Uint8Array(size);
  const gray = new Uint8Array(height * width);
  const bytesOf = (/** @type {number} */ i) => {
    const numbers = valuesOf(i);
    if (isPlain) return /** @type {Uint8Array} */ (numbers);
    for (let at = 0; at < size; at++) raw[at] = Math.max(0, grayOf(numbers[at], scale));
    return raw;
  };
  const planar =
    images.planar || (channels > 1 && shape.length === 2 && isPlanar(bytesOf(0), images));
  const grayAt = (/** @type {number} */ i) => {
    if (channels === 1) return bytesOf(i);
    toGray(bytesOf(i), { ...images, planar }, gray);
    return gray;
  };
  const { names } = job;
  const named = names ? labels.map((label) => names.get(label) ?? label) : labels;
  await addAll(job, { count, width, height, labels: named, grayOf: grayAt });
}
