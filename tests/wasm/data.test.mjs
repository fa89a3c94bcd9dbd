/** The built-in sprite sheets against MNIST's own IDX files. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { failureOf } from '../../web/data/bundled-files.js';
import { DataChoice } from '../../web/data/choice.js';
import { NO_CLASS, PIXELS } from '../../web/inkling/index.js';
import { tFailure } from '../../web/text/index.js';
import '../../web/data/words.js';
import { dataFile, inkling, loadSplit, manifest, mnist } from './helpers.mjs';

/** @param {'train' | 'test'} split @param {string} images @param {string} labels
 *  @param {(pixel: number) => number} expectedOf the value of a pixel in the sheets */
function compare(split, images, labels, expectedOf) {
  const pixels = mnist(images, 16);
  const answers = mnist(labels, 8);
  const dataset = loadSplit(split);
  assert.equal(dataset.count, answers.length);
  const expected = Buffer.alloc(PIXELS);
  for (let i = 0; i < dataset.count; i++) {
    const sample = dataset.sample(i);
    for (let p = 0; p < PIXELS; p++) expected[p] = expectedOf(pixels[i * PIXELS + p]);
    if (!expected.equals(sample.pixels)) assert.fail(`${split} image ${i} differs`);
    if (sample.label !== answers[i]) assert.fail(`${split} label ${i} differs`);
  }
  dataset.free();
}

test('10,000 test digits match byte for byte', () => {
  compare('test', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', (pixel) => pixel);
});

test('60,000 training digits match byte for byte, at 16 gray levels', () => {
  compare(
    'train',
    'train-images-idx3-ubyte',
    'train-labels-idx1-ubyte',
    (pixel) => Math.round(pixel / 17) * 17,
  );
});

test('the first sheet holds 5,000 digits of every class in under 600 kB', () => {
  assert.equal(manifest.train.sheets[0].count, 5000);
  assert(manifest.train.sheets[0].images.bytes < 600_000);
  const dataset = loadSplit('train', 1);
  const classes = new Set(Array.from({ length: 5000 }, (_, i) => dataset.sample(i).label));
  assert.equal(classes.size, 10);
  dataset.free();
});

test('fonts supply every digit, and non-digits, sized and placed as in MNIST', (t) => {
  if (!manifest.styles) return t.skip('no handwriting fonts were installed');
  const dataset = loadSplit('styles');
  assert.equal(dataset.count, manifest.styles.count);
  /** @type {Set<number>} */
  const labels = new Set();
  for (let i = 0; i < dataset.count; i++) {
    const { pixels, label } = dataset.sample(i);
    labels.add(label);
    let [top, bottom, left, right, mass, x, y] = [28, -1, 28, -1, 0, 0, 0];
    for (const [p, ink] of pixels.entries()) {
      if (!ink) continue;
      const [row, column] = [Math.floor(p / 28), p % 28];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
      [left, right] = [Math.min(left, column), Math.max(right, column)];
      mass += ink;
      x += ink * column;
      y += ink * row;
    }
    assert.equal(Math.max(...pixels), 255, `image ${i} has full ink`);
    assert(mass / 255 > 8, `image ${i} has some ink`);
    const longer = Math.max(bottom - top, right - left) + 1;
    assert.equal(longer, 20, `image ${i} is ${longer} pixels long`);
    // To the nearest pixel; rounding to 16 gray levels moves the center slightly. A T may be too
    // top-heavy to be centered without leaving the frame.
    if (label === NO_CLASS) continue;
    for (const center of [x / mass, y / mass]) {
      assert(Math.abs(center - 14) < 0.6, `image ${i} is centered at ${x / mass}, ${y / mass}`);
    }
  }
  assert.deepEqual(
    [...labels].sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO_CLASS],
  );
  dataset.free();
});

test('the manifest has the size and hash of every file', () => {
  for (const { sheets } of Object.values(manifest)) {
    for (const { file, bytes, sha256 } of sheets.flatMap((s) => [s.images, s.labels])) {
      const content = dataFile(file);
      assert.equal(content.length, bytes);
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256);
    }
  }
});

test('a sheet that is truncated, misshapen or mislabeled adds nothing', () => {
  const dataset = inkling.createDataset(20_000);
  const { images, labels } = manifest.train.sheets[0];
  const png = dataFile(images.file);
  const idx = dataFile(labels.file);
  const half = idx.slice(0, 8 + 2500);
  new DataView(half.buffer).setUint32(4, 2500);
  /** @type {[Uint8Array, Uint8Array, string][]} */
  const wrongs = [
    [png.subarray(0, png.length >> 1), idx, 'BAD_PNG'],
    [png, idx.subarray(0, 2500), 'BAD_LABELS'],
    [png, half, 'LABEL_MISMATCH'],
    [idx, idx, 'BAD_PNG'],
    [png, new Uint8Array(0), 'BAD_LABELS'],
  ];
  for (const [image, answers, code] of wrongs) {
    assert.throws(() => dataset.addSheet(image, answers), { code });
    assert.equal(dataset.count, 0);
  }
  dataset.addSheet(png, idx);
  assert.equal(dataset.count, 5000);
  dataset.free();
});

test('a dataset that fails after another was chosen is not reported', async () => {
  const bundled = /** @type {any} */ ({ inkling, complete: () => true });
  const choice = new DataChoice(Promise.resolve(bundled));
  const gone = { arrayBuffer: () => Promise.reject(new Error('gone')) };
  const chosen = /** @type {any} */ ({ pixels: gone, labels: gone, outputs: [0], digits: true });
  await assert.rejects(choice.choose(chosen), { message: 'gone' });
  assert.equal(await choice.data, bundled);
  const first = choice.choose(chosen);
  choice.choose(null);
  assert.equal(await first, bundled);
});

test('too little memory is told as such, and not as a damaged file', () => {
  const failure = failureOf(Object.assign(new Error('no memory'), { code: 'NO_MEMORY' }));
  assert.match(tFailure(failure), /^There is not enough memory\./);
});
