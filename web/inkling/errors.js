/** Errors, with the codes of the core. */

/** In the order of InkStatus in src/inkling/base.h. */
export const STATUS = /** @type {const} */ ([
  'OK',
  'WAITING',
  'BAD_ARGUMENT',
  'NO_MEMORY',
  'BAD_LAYERS',
  'BAD_PNG',
  'BAD_SHEET_SIZE',
  'BAD_LABELS',
  'LABEL_MISMATCH',
  'DATASET_FULL',
  'BAD_LAYER_TEXT',
  'TOO_SMALL',
  'DIVERGED',
  'NOT_A_PICTURE',
  'BAD_PICTURE',
  'PICTURE_TOO_LARGE',
  'NOT_A_MODEL',
  'MODEL_HEADER',
  'MODEL_SIZES',
  'FOREIGN_MODEL',
  'MODEL_NOT_FINITE',
  'UNKNOWN_CLASS',
  'UNFINISHED_LAYER',
]);

/** Why the core can't run. The other errors are about what it was given. */
const NOT_RUNNING = /** @type {const} */ ([
  'NO_WASM',
  'NO_SIMD',
  'WASM_OFF',
  'WASM_FORBIDDEN',
  'NOT_LOADED',
  'DAMAGED_MODULE',
]);

/** @param {string | undefined} code of an error */
export const isNotRunning = (code) =>
  /** @type {readonly (string | undefined)[]} */ (NOT_RUNNING).includes(code);

export const OK = 0;
export const WAITING = 1;

export class InklingError extends Error {
  /**
   * @param {(typeof STATUS)[number] | (typeof NOT_RUNNING)[number]} code
   * @param {string} message
   * @param {Record<string, string>} [values] details, for translated messages
   */
  constructor(code, message, values) {
    super(message);
    this.name = 'InklingError';
    this.code = code;
    this.values = values;
  }
}

/** @param {unknown} condition @param {string} message */
export function require(condition, message) {
  if (!condition) throw new InklingError('BAD_ARGUMENT', message);
}
