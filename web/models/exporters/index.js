/** Exports models to other formats. To add one, write its file in this folder and list it here. */
import { float32, int8 } from './c-header.js';
import { csv } from './curve-csv.js';
import { onnx } from './onnx.js';
import { safetensors } from './safetensors.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 *
 * @typedef {object} Exporter
 * @property {string} extension of the file
 * @property {string} type its media type
 * @property {(inkling: Inkling, file: Uint8Array<ArrayBuffer>) => BlobPart | null | Promise<BlobPart>} write
 *   converts a model file, using the full module; null if there is nothing to write
 * @property {() => string} [emptyMessage] the message in that case
 */

/** A zip of a script and its weights, whose code loads when it is chosen. @param {string} name @param {() => Promise<Pick<Exporter, 'write'>>} load @returns {Exporter} */
const script = (name, load) => ({
  extension: `-${name}.zip`,
  type: 'application/zip',
  write: async (inkling, file) =>
    /** @type {Promise<BlobPart>} */ ((await load()).write(inkling, file)),
});

/** In menu order. The texts are models.<format>. */
const EXPORTERS = {
  safetensors,
  onnx,
  pytorch: script('pytorch', () => import('./pytorch.js')),
  keras: script('keras', () => import('./keras.js')),
  header: float32,
  int8,
  csv,
};
/** @typedef {keyof typeof EXPORTERS} Format */

export const FORMATS = /** @type {Format[]} */ (Object.keys(EXPORTERS));

/** @param {string} name of a model */
const fileName = (name) =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'model';

/**
 * @param {Inkling} inkling
 * @param {{ name: string, file: Uint8Array<ArrayBuffer> }} model
 * @param {Format} format
 * @returns {Promise<File | string>} a message if there is nothing to write
 */
export async function exportModel(inkling, { name, file }, format) {
  /** @type {Exporter} */
  const { extension, type, write, emptyMessage } = EXPORTERS[format];
  const content = await write(inkling, file);
  if (content === null) return emptyMessage?.() ?? '';
  return new File([content], fileName(name) + extension, { type });
}
