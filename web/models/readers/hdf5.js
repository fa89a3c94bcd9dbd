/** HDF5 files, as far as Keras writes them. */
import { Dataset, File, Group } from 'jsfive';
import { need, ReadError } from './error.js';

/** The most numbers of one dataset. */
const MAX_NUMBERS = 1 << 24;

/** Old files fill strings up with zeros. @param {unknown} value */
export const textOf = (value) => String(value ?? '').replace(/\0+$/, '');

/**
 * Runs a function of the library. It throws errors of its own for damaged files, and logs what it doesn't know,
 * which would end up in the command line's output.
 * @template T @param {() => T} read @returns {T}
 */
function guarded(read) {
  const { log, warn } = console;
  console.log = console.warn = () => {};
  try {
    return read();
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError('damaged');
  } finally {
    Object.assign(console, { log, warn });
  }
}

export class Hdf5 {
  #file;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const { buffer, byteOffset, length } = bytes;
    const own = /** @type {ArrayBuffer} */ (buffer).slice(byteOffset, byteOffset + length);
    this.#file = guarded(() => new File(own, 'model.h5'));
  }

  /** What is at a path; null if there is nothing. @param {string} path */
  #at(path) {
    return guarded(() => {
      /** @type {any} */
      let here = this.#file;
      for (const part of path.split('/').filter(Boolean)) {
        if (!(here instanceof Group) || !here.keys.includes(part)) return null;
        here = here.get(part);
      }
      return here;
    });
  }

  /** @param {string} path @param {string} name */
  attribute(path, name) {
    const at = this.#at(path);
    return guarded(() => at?.attrs?.[name]);
  }

  /** The names in a group. @param {string} path @returns {string[]} */
  keys(path) {
    const at = this.#at(path);
    return guarded(() => (at instanceof Group ? [...at.keys] : []));
  }

  /** @param {string} path @returns {import('./keras.js').Weights} */
  numbers(path) {
    const at = this.#at(path);
    return guarded(() => {
      if (!(at instanceof Dataset)) throw new ReadError('damaged');
      const shape = Array.from(/** @type {ArrayLike<number>} */ (at.shape), Number);
      need(shape.reduce((all, side) => all * side, 1) <= MAX_NUMBERS, 'damaged');
      const { dtype } = at;
      need(typeof dtype === 'string' && /^[<>|]?[fiu]\d$/.test(dtype), 'damaged');
      return { shape, data: /** @type {number[]} */ (at.value) };
    });
  }
}
