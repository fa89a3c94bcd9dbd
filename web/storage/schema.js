/**
 * Checks of stored values. What is read from storage may have been written by another version of the
 * page, by another page of the same origin, or by a failing disk, so it is checked like a file.
 */

/** @typedef {(value: any) => boolean} Check */

/**
 * A kind of record.
 * @typedef {object} Kind
 * @property {number} version of its format. A record with no version of its own has the first; one
 *   with a later version was written by a newer page.
 * @property {Check} fits whether a value is a record of this version
 * @property {(value: any) => any} [migrate] turns a record of an older version into one of this version
 */

/** @param {number} most characters @returns {Check} */
export const text = (most) => (value) => typeof value === 'string' && value.length <= most;

/** Includes NaN and infinities, which losses may be. @type {Check} */
export const anyNumber = (value) => typeof value === 'number';

/** @param {number} least @param {number} most @returns {Check} */
export const number = (least, most) => (value) =>
  typeof value === 'number' && value >= least && value <= most;

/** @param {number} least @param {number} most @returns {Check} */
export const whole = (least, most) => (value) =>
  Number.isInteger(value) && value >= least && value <= most;

/** A time that a Date can hold. */
export const time = number(0, 8.64e15);

/** @type {Check} */
export const flag = (value) => typeof value === 'boolean';

/** @param {...unknown} values @returns {Check} */
export const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);

/** @param {number} least @param {number} most @returns {Check} */
export const bytes = (least, most) => (value) =>
  value instanceof Uint8Array && value.length >= least && value.length <= most;

/** @param {number} [most] @returns {Check} */
export const floats =
  (most = 1 << 26) =>
  (value) =>
    value instanceof Float32Array && value.length <= most;

/** @type {Check} */
export const blob = (value) => value instanceof Blob;

/** @param {Check} fits @returns {Check} */
export const optional = (fits) => (value) => value === undefined || fits(value);

/** @param {Check} fits @returns {Check} */
export const nullable = (fits) => (value) => value === null || fits(value);

/** @param {Check} fits each entry @param {number} most @returns {Check} */
export const listOf = (fits, most) => (value) =>
  Array.isArray(value) && value.length <= most && value.every(fits) && !hasHoles(value);

/** `every` skips them. @param {unknown[]} list */
const hasHoles = (list) => Object.keys(list).length < list.length;

/**
 * A plain object. Fields that are not listed may be there: a newer version may have added them.
 * @param {Record<string, Check>} fields @returns {Check}
 */
export const shape = (fields) => (value) =>
  isPlain(value) &&
  Object.entries(fields).every(([name, fits]) =>
    fits(Object.hasOwn(value, name) ? value[name] : undefined),
  );

/** Whether copying this object's fields copies nothing but data. @param {any} value */
export const isPlain = (value) =>
  Object.prototype.toString.call(value) === '[object Object]' &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !Object.hasOwn(value, '__proto__');

/** Whether all checks pass, in order. @param {...Check} checks @returns {Check} */
export const all =
  (...checks) =>
  (value) =>
    checks.every((fits) => fits(value));

/**
 * A stored value as a record of the current version; undefined if it does not fit.
 * @param {Kind} kind @param {any} value
 */
export function read({ version, fits, migrate = (value) => value }, value) {
  try {
    if (value?.version > version) return undefined;
    const record = migrate(value);
    return fits(record) ? record : undefined;
  } catch {
    return undefined; // no older version wrote this either
  }
}
