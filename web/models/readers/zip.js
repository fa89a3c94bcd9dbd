/** The files in a zip, within limits. */
import { unzipWanted } from '../../data/unzip.js';
import { need, ReadError } from './error.js';

const MAX_FILES = 4096;
const MAX_BYTES = 256 << 20;

/** @param {Uint8Array} bytes */
export const isZip = (bytes) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/**
 * @param {Uint8Array} bytes
 * @param {(name: string) => boolean} wanted
 * @returns {Map<string, Uint8Array>}
 */
export function unzip(bytes, wanted) {
  let files = 0;
  let total = 0;
  try {
    const found = unzipWanted(bytes, ({ name, originalSize }) => {
      if (!wanted(name)) return false;
      files++;
      total += originalSize;
      need(files <= MAX_FILES && total <= MAX_BYTES, 'tooLong');
      return true;
    });
    return new Map(Object.entries(found));
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError('damaged');
  }
}

/** The names in a zip. @param {Uint8Array} bytes */
export function namesIn(bytes) {
  /** @type {string[]} */
  const names = [];
  unzip(bytes, (name) => {
    if (names.length < MAX_FILES) names.push(name);
    return false;
  });
  return names;
}
