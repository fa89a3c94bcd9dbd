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

/**
 * What went wrong, for programs: a status of the core; why the module can't run or could not be loaded;
 * FREED for an object after free().
 * @typedef {(typeof STATUS)[number] | (typeof NOT_RUNNING)[number] | 'FREED'} Code
 */

/** A refusal or failure. Its message says what to do. */
export class InklingError extends Error {
  /**
   * @param {Code} code
   * @param {string} message
   * @param {Record<string, string>} [values] details, for translated messages
   * @param {{ argument?: string, value?: unknown, range?: string }} [about] a refused argument
   */
  constructor(code, message, values, { argument, value, range } = {}) {
    super(message);
    this.name = 'InklingError';
    /** What went wrong, for programs. @readonly */
    this.code = code;
    /** @internal @readonly */
    this.values = values;
    /** The refused argument, such as 'learningRate' or 'labels[3]'. @readonly @type {string | undefined} */
    this.argument = argument;
    /** Its value. @readonly @type {unknown} */
    this.value = value;
    /** What it must be, in words. @readonly @type {string | undefined} */
    this.range = range;
  }
}

/** @param {unknown} condition @param {string} message */
export function require(condition, message) {
  if (!condition) throw new InklingError('BAD_ARGUMENT', message);
}
