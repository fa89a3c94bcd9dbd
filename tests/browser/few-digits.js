/**
 * The site with fewer digits: most tests are about the page, not the dataset, and would spend much of
 * their time decoding, testing, and training on all of MNIST.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';

/** Sheets of 5,000 training digits. */
const TRAIN_SHEETS = 2;
/** Test digits. */
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
  const { train, test, ...others } = JSON.parse(String(list));

  const [sheet] = test.sheets;
  const images = firstOf(read(`data/${sheet.images.file}`), TEST_DIGITS);
  const labels = read(`data/${sheet.labels.file}`).subarray(0, 8 + TEST_DIGITS);
  labels.writeUInt32BE(TEST_DIGITS, 4);
  /** @param {string} file @param {Buffer} bytes */
  const entry = (file, bytes) => ({ file, bytes: bytes.length, sha256: sha256(bytes) });
  const tested = {
    count: TEST_DIGITS,
    images: entry(sheet.images.file, images),
    labels: entry(sheet.labels.file, labels),
  };

  const sheets = train.sheets.slice(0, TRAIN_SHEETS);
  let count = 0;
  for (const sheet of sheets) count += sheet.count;
  const manifest = Buffer.from(
    JSON.stringify({
      train: { count, sheets },
      test: { count: TEST_DIGITS, sheets: [tested] },
      ...others,
    }),
  );
  // The service worker knows the list by its hash.
  const worker = String(read('service-worker.js')).replace(sha256(list), sha256(manifest));
  return new Map([
    ['data/manifest.json', manifest],
    [`data/${sheet.images.file}`, images],
    [`data/${sheet.labels.file}`, labels],
    ['service-worker.js', Buffer.from(worker)],
  ]);
}
