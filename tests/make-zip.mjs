/** Writes zip files for tests, including invalid ones. */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../web/import/worker/crc32.js';

/**
 * @typedef {object} File
 * @property {string} path
 * @property {Uint8Array} bytes
 * @property {boolean} [stored] not deflated
 * @property {number} [flags] 1: encrypted
 * @property {number} [claims] a false uncompressed size
 * @property {boolean} [shared] points at the data of the previous file
 */

/** @param {number[][]} fields [size in bytes, value] */
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
 * Yields the parts of a zip in order.
 * @param {Iterable<File>} files
 * @param {boolean} [zip64] use ZIP64 fields even where they are not needed
 * @returns {Generator<Uint8Array>}
 */
export function* zipParts(files, zip64 = false) {
  const directory = [];
  let offset = 0;
  let before = 0;
  let count = 0;
  for (const { path, bytes, stored = false, flags = 0, claims, shared = false } of files) {
    const packed = stored ? bytes : deflateRawSync(bytes);
    const name = Buffer.from(path);
    const size = claims ?? bytes.length;
    /** @param {number} wide @param {number} extra */
    const common = (wide, extra) => [
      [2, flags | 0x800],
      [2, stored ? 0 : 8],
      [4, 0],
      [4, crc32(bytes)],
      [4, wide || packed.length],
      [4, wide || size],
      [2, name.length],
      [2, extra],
    ];
    const local = Buffer.concat([record([4, 0x04034b50], [2, 20], ...common(0, 0)), name, packed]);
    const at = shared ? before : offset;
    const wide = zip64 ? 0xffffffff : 0;
    const extra = zip64
      ? record([2, 0x9999], [2, 0], [2, 1], [2, 24], [8, size], [8, packed.length], [8, at])
      : Buffer.alloc(0);
    directory.push(
      record(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        ...common(wide, extra.length),
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, wide || at],
      ),
      name,
      extra,
    );
    count++;
    if (shared) continue;
    before = offset;
    offset += local.length;
    yield local;
  }
  const list = Buffer.concat(directory);
  yield list;
  if (zip64 || count > 0xffff) {
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
  const shown = zip64 ? 0xffff : Math.min(count, 0xffff);
  yield record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, shown],
    [2, shown],
    [4, zip64 ? 0xffffffff : list.length],
    [4, zip64 ? 0xffffffff : offset],
    [2, 0],
  );
}

/** @param {Iterable<File>} files @param {boolean} [zip64] */
export const makeZip = (files, zip64) => Buffer.concat([...zipParts(files, zip64)]);
