/** Lists the files of a tar: 512-byte headers, each followed by a file's bytes. */
import { ImportError } from '../errors.js';
import { MAX_FILES } from '../limits.js';

const BLOCK = 512;
const text = new TextDecoder();

/** @param {Uint8Array} field up to its first zero */
const string = (field) => {
  const end = field.indexOf(0);
  return text.decode(end < 0 ? field : field.subarray(0, end));
};

/** A size in octal, or in binary if the first bit is set. @param {Uint8Array} field */
function number(field) {
  if (field[0] & 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.parseInt(string(field).trim() || '0', 8);
}

/** The path in a PAX header: lines of "length key=value". @param {string} records */
const paxPath = (records) => records.match(/(?:^|\n)\d+ path=([^\n]*)\n/)?.[1];

/**
 * @param {Blob} blob
 * @returns {Promise<{ path: string, blob: Blob }[]>}
 */
export async function listTar(blob) {
  /** @type {{ path: string, blob: Blob }[]} */
  const files = [];
  let longPath = '';
  for (let at = 0; at + BLOCK <= blob.size; ) {
    const header = new Uint8Array(await blob.slice(at, at + BLOCK).arrayBuffer());
    if (!header[0]) break;
    const size = number(header.subarray(124, 136));
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0) throw new ImportError('damaged');
    const type = String.fromCharCode(header[156] || 48);
    const content = blob.slice(start, start + size);
    if (type === 'L' || type === 'x') {
      if (size > 1 << 16) throw new ImportError('damaged');
      const name = await content.text();
      longPath = type === 'L' ? name.replace(/\0.*$/s, '') : (paxPath(name) ?? longPath);
    } else {
      const prefix =
        string(header.subarray(257, 262)) === 'ustar' ? string(header.subarray(345, 500)) : '';
      const short = string(header.subarray(0, 100));
      const path = longPath || (prefix ? `${prefix}/${short}` : short);
      longPath = '';
      if ((type === '0' || type === '7') && !path.endsWith('/')) {
        if (start + size > blob.size) throw new ImportError('damaged');
        files.push({ path: path.replace(/^(\.\/)+/, ''), blob: content });
        if (files.length > MAX_FILES) throw new ImportError('tooMany');
      }
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
