/** The files in a small zip. Zips of datasets, which may be large, have a reader of their own: import/worker/zip.js. */
import { unzipSync } from 'fflate';

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const LONGEST_COMMENT = 65_535;

/**
 * A copy of a zip whose ZIP64 fields aren't found. Only files of gigabytes need them, and the library believes
 * them: false ones would keep it in a loop for hours, or forever.
 * @param {Uint8Array} bytes
 */
function withoutZip64(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const last = bytes.length - END_BYTES;
  for (let at = last; at >= LOCATOR_BYTES && at >= last - LONGEST_COMMENT; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const locator = at - LOCATOR_BYTES;
    if (view.getUint32(locator, true) !== LOCATOR) return bytes;
    const copy = bytes.slice();
    copy.fill(0, locator, at);
    return copy;
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @param {import('fflate').UnzipFileFilter} filter which files are wanted
 * @throws for a file that isn't a zip, or a damaged one
 */
export const unzipWanted = (bytes, filter) => unzipSync(withoutZip64(bytes), { filter });
