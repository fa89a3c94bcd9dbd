/**
 * The readers that are written in JavaScript, given damaged and made-up input: each ends with a result
 * or an error of its own. A failure prints the input; the seeds make it happen again.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { archive, samplesOf } from '../../web/handwriting/archive.js';
import { SAMPLE } from '../../web/handwriting/kinds.js';
import { readNpy } from '../../web/import/formats/arrays.js';
import { Import } from '../../web/import/worker/import.js';
import { PIXELS } from '../../web/inkling/index.js';
import { csvOf, pointsOf } from '../../web/models/curve-csv.js';
import { measure, sizeOf } from '../../web/photo/picture-size.js';
import {
  addressFromSettings,
  areSettings,
  hashFromSettings,
  settingsFromHash,
} from '../../web/settings/schema.js';
import { makeZip } from '../make-zip.mjs';
import { alphaPng, digits, idx } from '../pictures.mjs';
import { inkling } from './helpers.mjs';
import { ownSample } from './stored.mjs';

const SEED = 1126;
const SOME = digits(12);
const bytesOf = (/** @type {string} */ words) => new TextEncoder().encode(words);

/** A valid file of each format, small. @type {Record<string, Uint8Array>} */
const FILES = {
  'digits.zip': makeZip(
    SOME.map(({ ink, label }, i) => ({ path: `${label}/${i}.png`, bytes: alphaPng(ink) })),
  ),
  'train.csv': bytesOf(
    ['label', ...Array.from({ length: PIXELS }, (_, i) => `pixel${i}`)].join() +
      SOME.map(({ ink, label }) => `\n${label},${ink.join()}`).join(''),
  ),
  'images.idx3-ubyte': idx(Buffer.concat(SOME.map(({ ink }) => ink)), SOME.length, 28, 28),
  'labels.idx1-ubyte': idx(
    Uint8Array.from(SOME, ({ label }) => label),
    SOME.length,
  ),
  'digit.npy': Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([118, 0]),
    bytesOf("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 28, 28), }".padEnd(117)),
    bytesOf('\n'),
    new Uint8Array(2 * PIXELS),
  ]),
};
FILES['train.csv.gz'] = gzipSync(FILES['train.csv']);

/** Damage: some bytes replaced, then cut off or followed by others. @param {Uint8Array} bytes */
const damaged = (bytes) =>
  fc
    .record({
      changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
      end: fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
      more: fc.uint8Array({ maxLength: 40 }),
    })
    .map(({ changes, end, more }) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, value] of changes) copy[at] = value;
      return Uint8Array.from([...copy.subarray(0, end), ...more]);
    });

/** Imports files. Only an ImportError may come of it. @param {[path: string, bytes: Uint8Array][]} files */
async function importFiles(files) {
  const sources = files.map(([path, bytes]) => ({
    path,
    open: async () => new Blob([/** @type {any} */ (bytes)]),
  }));
  const options = /** @type {const} */ ({ name: 'test', polarity: 'detect', framing: 'detect' });
  try {
    const imported = await new Import(inkling, sources, options, () => {}).run();
    assert.equal(imported.pixels.size, imported.count * PIXELS);
    assert.equal(imported.labels.size, imported.count);
    assert.ok(imported.classes.every((name) => name.length <= 250));
  } catch (error) {
    const { name, stack } = /** @type {Error} */ (error);
    assert.equal(name, 'ImportError', stack);
  }
}

/** @param {any} property @param {number} [numRuns] */
const check = (property, numRuns = 200) => fc.assert(property, { seed: SEED, numRuns });

for (const [name, bytes] of Object.entries(FILES)) {
  test(`${name}, damaged, is imported or refused`, async () => {
    const others = Object.entries(FILES).filter(
      ([other]) => name.includes('idx') && other.includes('idx') && other !== name,
    );
    await check(
      fc.asyncProperty(damaged(bytes), (damage) => importFiles([[name, damage], ...others])),
      100,
    );
  });
}

test('any names and contents of files make a plan', async () => {
  const segment = fc.oneof(
    fc.constantFrom('train', 'test', '7', 'A', '..', '.', '', '__proto__', 'constructor', 'labels'),
    fc.string({ maxLength: 12, unit: 'binary' }),
  );
  const ending = fc.constantFrom(
    '',
    '.png',
    '.csv',
    '.zip',
    '.json',
    '.txt',
    '.npy',
    '.idx',
    '.gz',
  );
  const path = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), ending)
    .map(([segments, end]) => segments.join('/') + end);
  const content = fc.oneof(
    fc.constantFrom(...Object.values(FILES), alphaPng(SOME[0].ink)),
    fc.uint8Array({ maxLength: 300 }),
    fc.json({ maxDepth: 3 }).map(bytesOf),
    fc.string({ maxLength: 300, unit: 'binary' }).map(bytesOf),
  );
  await check(
    fc.asyncProperty(fc.array(fc.tuple(path, content), { maxLength: 6 }), importFiles),
    200,
  );
});

test('an npy header of any text is read or refused', () =>
  check(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const header = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, text.length & 255, 0]);
      try {
        readNpy(Buffer.concat([header, Buffer.from(text, 'latin1'), new Uint8Array(800)]));
      } catch (error) {
        assert.equal(/** @type {Error} */ (error).name, 'ImportError');
      }
    }),
  ));

test('drawings, damaged or made up, are such as storage takes, or refused', async () => {
  const zip = archive([ownSample(), { ...ownSample(), id: '2' }], [{ label: 7, name: '7' }]);
  /** @param {Uint8Array} bytes */
  const read = (bytes) => {
    /** @type {import('../../web/handwriting/samples.js').OwnSample[]} */
    let samples = [];
    try {
      samples = samplesOf(bytes);
    } catch {
      return;
    }
    for (const sample of samples) assert.ok(SAMPLE.fits(sample));
  };
  check(fc.property(damaged(zip), read), 300);
  const { samples, format } = {
    format: 'inkling drawings 1',
    samples: [{ ...ownSample(), ink: Array.from(ownSample().ink) }],
  };
  check(
    fc.property(fc.constantFrom(...Object.keys(samples[0])), fc.jsonValue(), (key, value) =>
      read(bytesOf(JSON.stringify({ format, samples: [{ ...samples[0], [key]: value }] }))),
    ),
    300,
  );
});

test('any address gives valid settings, which their own address restores', () => {
  const params = fc.constantFrom(
    'net',
    'lr',
    'epochs',
    'batch',
    'rule',
    'seed',
    'augment',
    '__proto__',
  );
  const values = fc.oneof(
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.double().map(String),
    fc.constantFrom('1e999', '-0', 'NaN', 'constructor', 'dense 10', '%', '%E0%A4', '١٢'),
  );
  const hash = fc.oneof(
    fc.string({ maxLength: 100, unit: 'binary' }),
    fc
      .array(fc.tuple(params, values), { maxLength: 6 })
      .map((pairs) => `#${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`),
  );
  check(
    fc.property(hash, (text) => {
      const settings = settingsFromHash(text);
      assert.ok(areSettings(settings));
      assert.deepEqual(settingsFromHash(hashFromSettings(settings)), settings);
      assert.ok(addressFromSettings(settings).startsWith('#'));
    }),
    400,
  );
});

test('curves of any text can be drawn: epochs rise, and shares are shares', () => {
  const number = fc.oneof(
    fc.double().map(String),
    fc.constantFrom('', '1', '2e-16', '1e308', '-1', 'x', '0.5', '100001'),
  );
  const rows = fc
    .array(fc.array(number, { minLength: 4, maxLength: 6 }), { maxLength: 8 })
    .map((lines) => [csvOf([]).trim(), ...lines.map((line) => line.join())].join('\n'));
  check(
    fc.property(fc.oneof(rows, fc.string()), (text) => {
      const points = pointsOf(text);
      points.forEach(({ epoch, trainAccuracy, testAccuracy }, i) => {
        assert.ok(epoch >= 0 && epoch <= 100_000 && epoch > (points[i - 1]?.epoch ?? -1));
        assert.ok(trainAccuracy >= 0 && trainAccuracy <= 1 && Number(testAccuracy) <= 1);
      });
      assert.deepEqual(pointsOf(csvOf(points)).length, points.length);
    }),
    400,
  );
});

test('the size of a picture is known before it is decoded; only pictures of pixels are', () => {
  const png = alphaPng(SOME[0].ink);
  assert.deepEqual(sizeOf(png), { width: 28, height: 28 });
  const jpeg = Uint8Array.from([
    0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0x12, 0x34, 0x43, 0x21, 1, 1, 0x11, 0,
  ]);
  assert.deepEqual(sizeOf(jpeg), { width: 0x4321, height: 0x1234 });
  assert.equal(sizeOf(bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')), null);
  const sizes = { width: 0x3fff, height: 0x1234 };
  const u16 = (/** @type {number} */ value) => [value & 255, value >> 8];
  const u32 = (/** @type {number} */ value) => [...u16(value & 0xffff), ...u16(value >>> 16)];
  const text = (/** @type {string} */ words) => [...bytesOf(words)];
  const { width, height } = sizes;
  const webp = (/** @type {string} */ kind, /** @type {number[]} */ more) =>
    Uint8Array.from([...text('RIFF'), 0, 0, 0, 0, ...text(`WEBP${kind}`), ...more, ...Array(16)]);
  const ispe = (/** @type {number} */ wide, /** @type {number} */ high) => [
    ...[0, 0, 0, 20, ...text('ispe'), 0, 0, 0, 0],
    ...u32(wide).reverse(),
    ...u32(high).reverse(),
  ];
  const others = [
    [...text('GIF89a'), ...u16(width), ...u16(height)],
    webp('VP8 ', [...u32(9), 0, 0, 0, 0x9d, 1, 0x2a, ...u16(width), ...u16(height)]),
    webp('VP8L', [...u32(9), 0x2f, ...u32((width - 1) | ((height - 1) << 14))]),
    webp('VP8X', [...u32(10), ...u32(0), ...u16(width - 1), 0, ...u16(height - 1), 0]),
    [...text('BM'), ...Array(12).fill(0), ...u32(40), ...u32(width), ...u32(-height >>> 0)],
    [...text('BM'), ...Array(12).fill(0), ...u32(12), ...u16(width), ...u16(height), 1, 0, 8, 0],
    [0, 0, 0, 24, ...text('ftypavif'), ...ispe(160, 120), ...ispe(width, height), ...Array(16)],
  ].map((bytes) => Uint8Array.from(bytes));
  for (const bytes of others) assert.deepEqual(sizeOf(bytes), sizes);
  check(
    fc.property(fc.oneof(...[png, jpeg, ...others].map(damaged), fc.uint8Array()), (bytes) => {
      const size = sizeOf(bytes);
      assert.ok(size === null || (size.width >= 0 && size.height >= 0));
    }),
    400,
  );
});

test('the size of a JPEG is found behind any thumbnail, and a hostile one takes no time', async () => {
  const frame = [0xff, 0xc0, 0, 11, 8, 0x12, 0x34, 0x43, 0x21, 1, 1, 0x11, 0];
  const segment = Uint8Array.from([0xff, 0xe1, 0xff, 0xff, ...Array(0xffff - 2).fill(7)]);
  const start = Uint8Array.from([0xff, 0xd8]);
  const late = new Blob([start, ...Array(8).fill(segment), Uint8Array.from(frame)]);
  assert.deepEqual(await measure(late), { width: 0x4321, height: 0x1234 });
  assert.equal(await measure(new Blob([new Uint8Array(4 << 20).fill(0xff)])), null);
  const padded = new Blob([Uint8Array.from([0xff, 0xd8]), new Uint8Array(4 << 20).fill(0xff)]);
  assert.equal(await measure(padded), null);
  assert.equal(await measure(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'])), null);
});
