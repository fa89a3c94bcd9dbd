/**
 * The site with fewer digits: most tests are about the page, not the dataset, and would spend much of
 * their time decoding, testing, and training on all of MNIST.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';

const TRAIN_SHEETS = 2;
/** Of each sheet. */
const TRAIN_DIGITS = 2500;
const TEST_DIGITS = 1000;

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The first digits of a sheet, which has one digit per row. @param {Uint8Array} png @param {number} count */
function firstOf(png, count) {
  const { width, data, depth, channels } = decode(png);
  const rows = data.slice(0, (count * width * depth * channels) / 8);
  return Buffer.from(encode({ width, height: count, channels, depth, data: rows }));
}

/**
 * What to answer instead of the site's own files, by their path in the site.
 * @param {string} site its folder
 * @returns {Map<string, Buffer>}
 */
export function fewDigits(site) {
  /** @param {string} file */
  const read = (file) => readFileSync(join(site, file));
  const list = read('data/manifest.json');
  /** @type {import('../../web/data/bundled.js').Manifest} */
  const { train, test, ...others } = JSON.parse(String(list));

  /** @param {string} file @param {Buffer} bytes */
  const entry = (file, bytes) => ({ file, bytes: bytes.length, sha256: sha256(bytes) });
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  /** @param {typeof train.sheets[0]} sheet @param {number} count */
  const cut = ({ images, labels }, count) => {
    const pictures = firstOf(read(`data/${images.file}`), count);
    const names = read(`data/${labels.file}`).subarray(0, 8 + count);
    names.writeUInt32BE(count, 4);
    files.set(`data/${images.file}`, pictures).set(`data/${labels.file}`, names);
    return { count, images: entry(images.file, pictures), labels: entry(labels.file, names) };
  };
  /** @param {object[]} sheets @param {number} count */
  const split = (sheets, count) => ({ count: sheets.length * count, sheets });

  const trained = train.sheets.slice(0, TRAIN_SHEETS).map((sheet) => cut(sheet, TRAIN_DIGITS));
  const tested = [cut(test.sheets[0], TEST_DIGITS)];
  const manifest = Buffer.from(
    JSON.stringify({
      train: split(trained, TRAIN_DIGITS),
      test: split(tested, TEST_DIGITS),
      ...others,
    }),
  );
  // The service worker knows the list by its hash.
  const worker = String(read('service-worker.js')).replace(sha256(list), sha256(manifest));
  return files.set('data/manifest.json', manifest).set('service-worker.js', Buffer.from(worker));
}
