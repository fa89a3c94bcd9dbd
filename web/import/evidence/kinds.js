/**
 * Recognizes files by their first bytes: names are often wrong or missing. What cannot be read is
 * named, so that the report can say what to do with it.
 */

/**
 * @typedef {'zip' | 'gzip' | 'tar' | 'idx' | 'npy' | 'png' | 'jpeg' | 'picture' | 'netpbm' | 'json'
 *   | 'text' | 'empty' | 'unknown'} ReadableKind picture: left to the browser to decode
 * @typedef {'dataFile' | 'archiveFile' | 'officeFile' | 'modelFile' | 'imageFormat' | 'standIn'} NamedReason
 * @typedef {object} Kind
 * @property {ReadableKind | 'named'} kind
 * @property {NamedReason} [reason] why a named file can't be read
 * @property {string} [format] its name, such as HDF5; also of a picture
 */

/** Bytes enough to recognize every kind, even a tar, whose magic is at 257. */
export const HEAD_BYTES = 64 << 10;

/** Bytes as characters of the same codes. Browsers' "latin1" is Windows-1252. @param {Uint8Array} bytes */
const characters = (bytes) => String.fromCharCode(...bytes);

/** @type {[string, Kind][]} what a file starts with, as Latin-1 */
const STARTS = [
  ['PK\x03\x04', { kind: 'zip' }],
  ['PK\x05\x06', { kind: 'zip' }],
  ['\x1f\x8b', { kind: 'gzip' }],
  ['\x93NUMPY', { kind: 'npy' }],
  ['\x89PNG\r\n\x1a\n', { kind: 'png' }],
  ['\xff\xd8\xff', { kind: 'jpeg' }],
  ['GIF8', { kind: 'picture', format: 'GIF' }],
  ['BM', { kind: 'picture', format: 'BMP' }],
  ['II*\0', { kind: 'picture', format: 'TIFF' }],
  ['MM\0*', { kind: 'picture', format: 'TIFF' }],
  ['\0\0\x01\0', { kind: 'picture', format: 'ICO' }],
  ['\0\0\0\x0cjP  ', { kind: 'picture', format: 'JPEG 2000' }],
  ['\xff\x4f\xff\x51', { kind: 'picture', format: 'JPEG 2000' }],
  ['\xff\x0a', { kind: 'picture', format: 'JPEG XL' }],
  ['\0\0\0\x0cJXL ', { kind: 'picture', format: 'JPEG XL' }],
  ['8BPS', { kind: 'named', reason: 'imageFormat', format: 'Photoshop' }],
  ['Rar!', { kind: 'named', reason: 'archiveFile', format: 'RAR' }],
  ['7z\xbc\xaf', { kind: 'named', reason: 'archiveFile', format: '7z' }],
  ['\xfd7zXZ', { kind: 'named', reason: 'archiveFile', format: 'xz' }],
  ['BZh', { kind: 'named', reason: 'archiveFile', format: 'bzip2' }],
  ['\x28\xb5\x2f\xfd', { kind: 'named', reason: 'archiveFile', format: 'Zstandard' }],
  ['\x04\x22\x4d\x18', { kind: 'named', reason: 'archiveFile', format: 'LZ4' }],
  ['\x1f\x9d', { kind: 'named', reason: 'archiveFile', format: 'compress' }],
  ['\x89HDF\r\n', { kind: 'named', reason: 'dataFile', format: 'HDF5' }],
  ['MATLAB ', { kind: 'named', reason: 'dataFile', format: 'MATLAB' }],
  ['PAR1', { kind: 'named', reason: 'dataFile', format: 'Parquet' }],
  ['ARROW1', { kind: 'named', reason: 'dataFile', format: 'Arrow' }],
  ['FEA1', { kind: 'named', reason: 'dataFile', format: 'Feather' }],
  ['\xff\xff\xff\xff', { kind: 'named', reason: 'dataFile', format: 'Arrow' }],
  ['SQLite format 3', { kind: 'named', reason: 'dataFile', format: 'SQLite' }],
  ['RDX', { kind: 'named', reason: 'dataFile', format: 'R' }],
  ['%PDF', { kind: 'named', reason: 'officeFile', format: 'PDF' }],
  ['\xd0\xcf\x11\xe0', { kind: 'named', reason: 'officeFile', format: 'Office' }],
  ['version https://git-lfs', { kind: 'named', reason: 'standIn', format: 'Git LFS' }],
  ['{\\rtf', { kind: 'named', reason: 'officeFile', format: 'RTF' }],
];

/** The brands of ISO media files. @param {string} head @returns {Kind | null} */
function mediaKind(head) {
  if (head.slice(4, 8) !== 'ftyp') return null;
  const brands = head.slice(8, 32);
  if (/avif|avis/.test(brands)) return { kind: 'picture', format: 'AVIF' };
  if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return { kind: 'picture', format: 'HEIC' };
  return { kind: 'named', reason: 'imageFormat', format: 'MP4' };
}

/** Sizes of the element types of IDX, by their code. @type {Record<number, number>} */
export const IDX_SIZES = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };

/** @param {Uint8Array} bytes */
const isIdx = (bytes) =>
  bytes.length >= 8 &&
  bytes[0] === 0 &&
  bytes[1] === 0 &&
  bytes[2] in IDX_SIZES &&
  bytes[3] >= 1 &&
  bytes[3] <= 5;

/** Pickles start with a protocol and a frame, a tuple, a dictionary, or an import. @param {Uint8Array} bytes */
const isPickle = ([first, protocol, opcode]) =>
  first === 0x80 && protocol >= 2 && protocol <= 5 && opcode !== undefined;

/** @param {Uint8Array} bytes */
function isTar(bytes) {
  if (characters(bytes.subarray(257, 262)) === 'ustar') return true;
  // Before POSIX there was no magic, only the checksum of the header.
  if (bytes.length < 512 || !bytes[0]) return false;
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += bytes[i];
  const stored = Number.parseInt(characters(bytes.subarray(148, 156)), 8);
  return stored === sum;
}

/** Whether bytes are text in UTF-8, UTF-16, or an 8-bit encoding. @param {Uint8Array} bytes */
function isText(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return true;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return true;
  let zeros = 0;
  let controls = 0;
  for (const byte of bytes) {
    if (!byte) zeros++;
    else if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27 && byte !== 26) controls++;
  }
  // UTF-16 without a mark: every other byte of ASCII is zero.
  return !controls && (!zeros || Math.abs(zeros - bytes.length / 2) < bytes.length / 20);
}

/** @param {Uint8Array} bytes the beginning of a file, decompressed @returns {Kind} */
export function kindOf(bytes) {
  if (!bytes.length) return { kind: 'empty' };
  const head = characters(bytes.subarray(0, 32));
  for (const [start, kind] of STARTS) {
    if (head.startsWith(start) && !(start === 'BM' && isText(bytes))) return kind;
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP')
    return { kind: 'picture', format: 'WebP' };
  const media = mediaKind(head);
  if (media) return media;
  if (isIdx(bytes)) return { kind: 'idx' };
  if (/^P[1-6]\s/.test(head)) return { kind: 'netpbm' };
  if (isTar(bytes)) return { kind: 'tar' };
  if (isPickle(bytes)) return { kind: 'named', reason: 'dataFile', format: 'pickle' };
  if (head.slice(8, 10) === '{"') return { kind: 'named', reason: 'modelFile' };
  if (isText(bytes)) return textKind(bytes);
  return { kind: 'unknown' };
}

/** @param {Uint8Array} bytes @returns {Kind} */
function textKind(bytes) {
  const start = characters(bytes.subarray(0, 2000))
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^<(\?xml|!--|svg|!doctype|html)/i.test(start)) {
    const [, tag] = start.match(/<(svg|(?:!doctype )?html)\b/i) ?? [];
    if (!tag) return { kind: 'unknown' };
    return tag.toLowerCase() === 'svg'
      ? { kind: 'named', reason: 'imageFormat', format: 'SVG' }
      : { kind: 'named', reason: 'standIn', format: 'HTML' };
  }
  return { kind: /^[{[]/.test(start) ? 'json' : 'text' };
}

/** What a zip is, judging by its files, if it isn't an archive of images. @param {string[]} paths @returns {Kind | null} */
export function packageKind(paths) {
  const all = new Set(paths);
  const office = (/** @type {string} */ format) =>
    /** @type {Kind} */ ({ kind: 'named', reason: 'officeFile', format });
  if (all.has('[Content_Types].xml')) {
    if (paths.some((path) => path.startsWith('xl/'))) return office('Excel');
    if (paths.some((path) => path.startsWith('word/'))) return office('Word');
    return office('PowerPoint');
  }
  if (all.has('mimetype') && all.has('content.xml')) return office('OpenDocument');
  if (paths.some((path) => /(^|\/)data\.pkl$/.test(path))) {
    return { kind: 'named', reason: 'dataFile', format: 'PyTorch' };
  }
  if (all.has('model.json') && all.has('weights.bin'))
    return { kind: 'named', reason: 'modelFile' };
  return null;
}

const IMAGE_NAME =
  /\.(png|apng|jpe?g|jfif|gif|bmp|dib|webp|avif|hei[cf]|tiff?|p[bgpn]m|ico|jp2|j2k|jxl)$/i;

/** Whether a name says that the file is an image. @param {string} path */
export const isNamedImage = (path) => IMAGE_NAME.test(path);

/**
 * The kind that a name suggests, for a file whose bytes are not known.
 * @param {string} path in lower case
 * @returns {ReadableKind}
 */
export function kindByName(path) {
  if (isNamedImage(path)) return 'png';
  const name = path.replace(/\.gz$/, '');
  if (
    /idx\d([-.](ubyte|int|float|short|double|byte))?(\.bin)?$|(images|labels)[^/]*ubyte$/.test(name)
  )
    return 'idx';
  if (name.endsWith('.npy')) return 'npy';
  if (/\.(csv|tsv)$/.test(name)) return 'text';
  return 'unknown';
}
