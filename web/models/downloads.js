/** A model as the files that others read. */
import { csvOf, pointsOf } from './curve-csv.js';

/** @typedef {import('../inkling/index.js').Inkling} Inkling */

/** In the order in which they are offered; their words: models.<format>. */
export const FORMATS = /** @type {const} */ (['safetensors', 'onnx', 'header', 'int8', 'csv']);
/** @typedef {(typeof FORMATS)[number]} Format */

const ENDINGS = {
  safetensors: '.safetensors',
  onnx: '.onnx',
  header: '.h',
  int8: '-int8.h',
  csv: '.csv',
};
const TYPES = {
  safetensors: 'application/octet-stream',
  onnx: 'application/octet-stream',
  header: 'text/x-c',
  int8: 'text/x-c',
  csv: 'text/csv',
};

/** @param {string} name of a model */
const fileName = (name) =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'model';

/** Whether a model file has curves. @param {Record<string, string>} notes */
export const hasCurve = ({ curve = '' }) => pointsOf(curve).length > 0;

/**
 * @param {Inkling} inkling
 * @param {{ name: string, file: Uint8Array<ArrayBuffer> }} model
 * @param {Format} format
 */
export function fileOf(inkling, { name, file }, format) {
  /** @type {BlobPart} */
  let content = file;
  if (format === 'csv') {
    content = csvOf(pointsOf(inkling.readModel(file).notes.curve ?? ''));
  } else if (format !== 'safetensors') {
    const network = inkling.loadNetwork(file, { maxBatch: 1 });
    content = format === 'onnx' ? network.toOnnx() : network.toHeader({ int8: format === 'int8' });
    network.free();
  }
  return new File([content], fileName(name) + ENDINGS[format], { type: TYPES[format] });
}

/** @param {File} file */
export function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Whether this device can hand a file to another app. @param {File} file */
export const canShareFile = (file) => Boolean(navigator.canShare?.({ files: [file] }));
