/** A model as the files that others read. A new format is a file in this folder and its name here. */
import { float32, int8 } from './c-header.js';
import { csv } from './curve-csv.js';
import { onnx } from './onnx.js';
import { safetensors } from './safetensors.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 *
 * @typedef {object} Exporter
 * @property {string} ending of the file's name
 * @property {string} type of its content, as a media type
 * @property {(inkling: Inkling, file: Uint8Array<ArrayBuffer>) => BlobPart | null} write makes it
 *   from a model file, with a module that can do everything; null where there is nothing to write
 * @property {() => string} [nothing] says so
 */

/** In the order in which they are offered; their words: models.<format>. */
export const EXPORTERS = { safetensors, onnx, header: float32, int8, csv };
/** @typedef {keyof typeof EXPORTERS} Format */

export const FORMATS = /** @type {Format[]} */ (Object.keys(EXPORTERS));

/** @param {string} name of a model */
const fileName = (name) =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'model';

/**
 * @param {Inkling} inkling
 * @param {{ name: string, file: Uint8Array<ArrayBuffer> }} model
 * @param {Format} format
 * @returns {File | string} the words where there is nothing to write
 */
export function exported(inkling, { name, file }, format) {
  /** @type {Exporter} */
  const { ending, type, write, nothing } = EXPORTERS[format];
  const content = write(inkling, file);
  if (content === null) return nothing?.() ?? '';
  return new File([content], fileName(name) + ending, { type });
}
