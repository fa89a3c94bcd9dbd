/** Writes zip files for tests: also such as should be refused. */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../web/import/worker/crc32.js';

/**
 * @typedef {object} File
 * @property {string} path
 * @property {Uint8Array} bytes
 * @property {boolean} [stored] not deflated
 * @property {number} [flags] 1: encrypted
 * @property {number} [claims] the size that is claimed, if it is not the true one
 */

/** @param {number[][]} fields [bytes, value] */
function record(...fields) {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
}

/**
 * The parts of a zip, one behind the other.
 * @param {Iterable<File>} files
 * @returns {Generator<Uint8Array>}
 */
export function* zipParts(files) {
  const directory = [];
  let offset = 0;
  let count = 0;
  for (const { path, bytes, stored = false, flags = 0, claims } of files) {
    const packed = stored ? bytes : deflateRawSync(bytes);
    const name = Buffer.from(path);
    const common = [
      [2, flags | 0x800],
      [2, stored ? 0 : 8],
      [4, 0],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, claims ?? bytes.length],
      [2, name.length],
      [2, 0],
    ];
    const local = Buffer.concat([record([4, 0x04034b50], [2, 20], ...common), name, packed]);
    directory.push(
      record(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        ...common,
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ),
      name,
    );
    offset += local.length;
    count++;
    yield local;
  }
  const list = Buffer.concat(directory);
  yield list;
  if (count > 0xffff) {
    const start = offset + list.length;
    yield record(
      [4, 0x06064b50],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, list.length],
      [8, offset],
    );
    yield record([4, 0x07064b50], [4, 0], [8, start], [4, 1]);
  }
  const shown = Math.min(count, 0xffff);
  yield record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, shown],
    [2, shown],
    [4, list.length],
    [4, offset],
    [2, 0],
  );
}

/** @param {Iterable<File>} files */
export const makeZip = (files) => Buffer.concat([...zipParts(files)]);
