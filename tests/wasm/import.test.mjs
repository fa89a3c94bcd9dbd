/** Importing datasets: what is imported, and the reasons for skipping the rest. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Import } from '../../web/import/worker/import.js';
import { PIXELS } from '../../web/inkling/index.js';
import { importDigits, isPlainData } from '../../web/module/datasets.js';
import { makeZip } from '../make-zip.mjs';
import { alphaPng, darkPng, digits, hugePng, idx, png } from '../pictures.mjs';
import { dataFile, inkling, pretrainedFile } from './helpers.mjs';

const SOME = digits(60);
const text = (/** @type {string} */ words) => new TextEncoder().encode(words);

/** @typedef {Record<string, Uint8Array>} Files by path */

/** @param {Files} files */
const zipOf = (files) => makeZip(Object.entries(files).map(([path, bytes]) => ({ path, bytes })));

/** @param {Files} files @param {Partial<import('../../web/import/worker/import.js').Options>} [options] */
async function importFiles(files, options) {
  const sources = Object.entries(files).map(([path, bytes]) => ({
    path,
    open: async () => new Blob([/** @type {any} */ (bytes)]),
  }));
  return importSources(sources, options);
}

/** @param {import('../../web/import/worker/find.js').ImportSource[]} sources @param {Partial<import('../../web/import/worker/import.js').Options>} [options] */
const importSources = (sources, options) =>
  new Import(
    inkling,
    sources,
    { name: 'test', polarity: 'detect', framing: 'detect', ...options },
    () => {},
  ).run();

/** @param {import('../../web/import/worker/collector.js').Imported} imported */
async function samples({ pixels, labels, classes }) {
  const bytes = new Uint8Array(await pixels.arrayBuffer());
  const numbers = new Uint8Array(await labels.arrayBuffer());
  assert.equal(bytes.length, numbers.length * PIXELS);
  return [...numbers].map((number, i) => ({
    label: classes[number],
    ink: bytes.subarray(i * PIXELS, (i + 1) * PIXELS),
  }));
}

/** @param {import('../../web/import/worker/collector.js').Imported} imported */
const reasons = ({ skipped }) =>
  Object.fromEntries(skipped.map(({ reason, count }) => [reason, count]));

/** Digits in the Kaggle layout. @param {(ink: Uint8Array) => Uint8Array} encode @returns {Files} */
const kaggle = (encode) =>
  Object.fromEntries(
    SOME.map(({ ink, label }, i) => [`dataset/${label}/${label}/${i}.png`, encode(ink)]),
  );

/** Asserts that every digit was imported with unchanged pixels. @param {import('../../web/import/worker/collector.js').Imported} imported */
async function assertAllImported(imported) {
  assert.deepEqual(imported.skipped, []);
  assert.equal(imported.count, SOME.length);
  const found = await samples(imported);
  for (const { ink, label } of SOME) {
    const match = found.find((sample) => Buffer.compare(sample.ink, ink) === 0);
    assert.equal(match?.label, String(label));
  }
  assert.equal(imported.found.kept, SOME.length);
  assert.equal(
    imported.counts.reduce((sum, count) => sum + count, 0),
    SOME.length,
  );
}

for (const [name, encode, polarity] of /** @type {const} */ ([
  ['ink in alpha', alphaPng, 'alpha'],
  ['dark on light', darkPng, 'dark'],
  ['light on dark', (/** @type {Uint8Array} */ ink) => png(ink, 1), 'light'],
])) {
  test(`class folders of PNGs, ${name}: as a zip and as files, pixels unchanged`, async () => {
    const packed = await importFiles({ 'digits.zip': zipOf(kaggle(encode)) });
    await assertAllImported(packed);
    assert.equal(packed.found[polarity], SOME.length);
    assert.deepEqual(packed.classes, [...'0123456789']);
    await assertAllImported(await importFiles(kaggle(encode)));
  });
}

test('polarity and framing can be set', async () => {
  const { ink } = SOME[0];
  const [sample] = await samples(
    await importFiles({ 'a/1.png': png(ink, 1) }, { polarity: 'dark', framing: 'keep' }),
  );
  assert.ok(sample.ink[0] > 200); // paper, read as ink
  assert.equal(sample.ink[ink.indexOf(255)], 0);
});

test('IDX files with MNIST names, plain and gzipped', async () => {
  const pixels = Buffer.concat(SOME.map(({ ink }) => ink));
  const images = idx(pixels, SOME.length, 28, 28);
  const labels = idx(
    Uint8Array.from(SOME, ({ label }) => label),
    SOME.length,
  );
  await assertAllImported(
    await importFiles({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels }),
  );
  await assertAllImported(
    await importFiles({
      'x/t10k-images-idx3-ubyte.gz': gzipSync(images),
      'x/t10k-labels-idx1-ubyte.gz': gzipSync(labels),
    }),
  );
  await assertAllImported(
    await importFiles({ 'm.zip': zipOf({ 'images.idx3': images, 'labels.idx1': labels }) }),
  );
});

test("CSV as in Kaggle's Digit Recognizer: with header, without, and gzipped", async () => {
  const rows = SOME.map(({ ink, label }) => [label, ...ink].join(','));
  const names = ['label', ...Array.from({ length: PIXELS }, (_, i) => `pixel${i}`)].join(',');
  const whole = text([names, ...rows, ''].join('\n'));
  await assertAllImported(await importFiles({ 'train.csv': whole }));
  await assertAllImported(await importFiles({ 'train.csv': text(rows.join('\r\n')) }));
  await assertAllImported(await importFiles({ 'train.csv.gz': gzipSync(whole) }));
});

test('CSV from spreadsheets: semicolons, tabs and pipes, quotes, decimal commas', async () => {
  const names = ['label', ...Array.from({ length: PIXELS }, (_, i) => `pixel${i}`)];
  const rows = SOME.map(({ ink, label }) => [label, ...ink]);
  const bom = '\uFEFF';
  for (const delimiter of [';', '\t', '|', ',']) {
    const lines = (/** @type {unknown[][]} */ all) =>
      all.map((fields) => fields.join(delimiter)).join('\r\n');
    await assertAllImported(await importFiles({ 'a.csv': text(bom + lines([names, ...rows])) }));
    await assertAllImported(await importFiles({ 'a.csv': text(lines(rows)) }));
    const quoted = rows.map((fields) => fields.map((field) => `"${field}"`));
    await assertAllImported(await importFiles({ 'a.csv': text(lines(quoted)) }));
    if (delimiter === ',') continue;
    const decimal = rows.map(([label, ...ink]) => [label, ...ink.map((value) => `${value},0`)]);
    await assertAllImported(await importFiles({ 'a.csv': text(lines(decimal)) }));
  }
  const labels = SOME.map(({ label }) => `x;${label}`).join('\n');
  const pixels = new Uint8Array(PIXELS * SOME.length);
  SOME.forEach(({ ink }, i) => {
    pixels.set(ink, i * PIXELS);
  });
  const sheet = { 'a.png': png(pixels, 1, PIXELS), 'a-labels.csv': text(labels) };
  await assertAllImported(await importFiles(sheet));
});

test('delimiters within quotes do not separate fields', async () => {
  const row = (/** @type {typeof SOME[number]} */ { label, ink }) =>
    `"${label}","a, ""b"", c",${[...ink].join(',')}`;
  const header = `label,comment,${Array.from({ length: 784 }, (_, i) => `p${i}`).join(',')}`;
  const imported = await importFiles({ 'a.csv': text([header, ...SOME.map(row)].join('\n')) });
  assert.equal(imported.count, SOME.length);
});

test('a hostile CSV does not take forever, and its good rows are imported', async () => {
  const good = [SOME[0].label, ...SOME[0].ink].join(';');
  const long = 1 << 21;
  const hostile = [
    good,
    `"${good}`, // an unclosed quote
    `${'"a'.repeat(long / 2)}${' '.repeat(long)}`,
    `3;0,${' '.repeat(long)}x`,
    ';'.repeat(long),
    good,
  ];
  const imported = await importFiles({ 'a.csv': text(hostile.join('\n')) });
  assert.equal(imported.count, 3);
  assert.deepEqual(reasons(imported), { badRow: 2, raggedRow: 1 });
  const endless = text('1;'.repeat(long * 3));
  await assert.rejects(importFiles({ 'a.csv': endless }), { reason: 'nothing' });
  await assert.rejects(importFiles({ 'a.csv': text('"'.repeat(long)) }), { reason: 'nothing' });
});

test('sprite sheets: one image per row, and tiles, with a file of labels', async () => {
  const bundled = await importFiles({
    'test-00.png': dataFile('test-00.png'),
    'test-00-labels.idx1': dataFile('test-00-labels.idx1'),
  });
  assert.equal(bundled.count, 5000);
  assert.equal(bundled.found.light, 5000);

  const tiles = new Uint8Array(10 * 28 * 6 * 28);
  SOME.forEach(({ ink }, i) => {
    for (let y = 0; y < 28; y++) {
      const start = (Math.floor(i / 10) * 28 + y) * 280 + (i % 10) * 28;
      tiles.set(ink.subarray(y * 28, y * 28 + 28), start);
    }
  });
  const labels = text(`label\n${SOME.map(({ label }) => label).join('\n')}\n`);
  await assertAllImported(
    await importFiles({ 'all.png': png(tiles, 1, 280), 'all-labels.csv': labels }),
  );
  const short = await importFiles({
    'all.png': png(tiles, 1, 280),
    'all-labels.csv': text('1\n2\n'.repeat(31)),
    'a/1.png': alphaPng(SOME[0].ink),
  });
  assert.deepEqual(reasons(short), { labelCount: 1 });
});

test('bad images are skipped one by one, each with a reason', async () => {
  const { ink } = SOME[0];
  const good = alphaPng(ink);
  const files = {
    'd/1/cut.png': good.subarray(0, 90),
    'd/1/huge.png': hugePng(30_000),
    'd/1/words.png': text('These are no pixels.'),
    'd/1/empty.png': new Uint8Array(0),
    'd/1/blank.png': alphaPng(new Uint8Array(PIXELS)),
    'd/1/good.png': good,
    'd/1/notes.txt': text('not a picture'),
    'd/1/.DS_Store': text('junk'),
    'loose.png': good,
  };
  for (const imported of [await importFiles(files), await importFiles({ 'd.zip': zipOf(files) })]) {
    assert.equal(imported.count, 1);
    assert.deepEqual(reasons(imported), {
      damaged: 1,
      tooLarge: 1,
      notPicture: 2,
      blank: 1,
      unknownKind: 1,
      noClass: 1,
    });
    const huge = imported.skipped.find(({ reason }) => reason === 'tooLarge');
    assert.deepEqual(huge?.examples, ['d/1/huge.png']);
  }
});

test('a class folder may have one image; 200 classes are imported, 300 are too many', async () => {
  const one = await importFiles({ ...kaggle(alphaPng), 'dataset/x/1.png': alphaPng(SOME[0].ink) });
  assert.equal(one.counts[one.classes.indexOf('x')], 1);
  /** @param {number} count @returns {Files} */
  const many = (count) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`c/class ${i}/1.png`, alphaPng(SOME[i % 9].ink)]),
    );
  const classes = await importFiles(many(200));
  assert.equal(classes.classes.length, 200);
  assert.deepEqual(classes.classes.slice(1, 3), ['class 1', 'class 2']);
  assert.deepEqual(
    (await samples(classes)).map(({ label }) => label).sort(),
    [...classes.classes].sort(),
  );
  assert.deepEqual(reasons(await importFiles(many(300))), { tooManyClasses: 44 });
});

test('zip entries with escaping paths, encryption or wrong sizes are refused', async () => {
  const bytes = alphaPng(SOME[0].ink);
  const zip = makeZip([
    { path: '/etc/1/a.png', bytes },
    { path: '../1/b.png', bytes },
    { path: 'd/../../1/c.png', bytes },
    { path: 'C:\\1\\d.png', bytes },
    { path: 'd/1/secret.png', bytes, flags: 1 },
    { path: 'd/1/good.png', bytes },
    { path: 'd/1/lies.png', bytes, claims: 10 },
  ]);
  const imported = await importFiles({ 'a.zip': zip });
  assert.equal(imported.count, 1);
  assert.deepEqual(reasons(imported), { unsafePath: 4, encrypted: 1, damaged: 1 });
  const locked = makeZip([{ path: 'd/1/secret.png', bytes, flags: 1 }]);
  await assert.rejects(importFiles({ 'a.zip': locked }), { reason: 'nothing' });
});

test('zip bombs are refused before decompression', async () => {
  const zeros = new Uint8Array(8 << 20);
  const good = { path: 'd/1/good.png', bytes: alphaPng(SOME[0].ink) };
  const single = await importFiles({
    'a.zip': makeZip([good, { path: 'd/1/b.png', bytes: zeros }]),
  });
  assert.deepEqual(reasons(single), { bomb: 1 });
  assert.equal(single.count, 1);
  const many = Array.from({ length: 12 }, (_, i) => ({ path: `d/1/${i}.png`, bytes: zeros }));
  await assert.rejects(importFiles({ 'a.zip': makeZip([good, ...many]) }), { reason: 'zipBomb' });
  const liar = makeZip([good, { path: 'd/1/b.png', bytes: zeros, claims: 500 }]);
  assert.deepEqual(reasons(await importFiles({ 'a.zip': liar })), { damaged: 1 });
});

test('ZIP64 is read, and overlapping entries are refused', async () => {
  const files = Object.entries(kaggle(alphaPng)).map(([path, bytes]) => ({ path, bytes }));
  await assertAllImported(await importFiles({ 'a.zip': makeZip(files, true) }));
  const [first] = files;
  const shared = Array.from({ length: 9 }, (_, i) => ({
    ...first,
    path: `d/1/${i}.png`,
    shared: true,
  }));
  await assert.rejects(importFiles({ 'a.zip': makeZip([first, ...shared]) }), {
    reason: 'zipBomb',
  });
});

test('a truncated zip and a file that is not a zip are reported', async () => {
  const whole = zipOf(kaggle(alphaPng));
  await assert.rejects(importFiles({ 'a.zip': whole.subarray(0, whole.length / 2) }), {
    reason: 'badZip',
  });
  await assert.rejects(importFiles({ 'a.zip': text('no zip') }), { reason: 'badZip' });
  await assert.rejects(importFiles({ 'a.txt': text('nothing') }), { reason: 'nothing' });
  const damaged = Buffer.from(whole);
  damaged.fill(0, 40, 200);
  const rest = await importFiles({ 'a.zip': damaged });
  assert.equal(rest.count + (reasons(rest).damaged ?? 0), SOME.length);
  assert.ok(rest.count > SOME.length - 3);
});

test('IDX files with a wrong count are refused', async () => {
  const pixels = Buffer.concat(SOME.map(({ ink }) => ink));
  const labels = idx(
    Uint8Array.from(SOME, ({ label }) => label),
    SOME.length,
  );
  const good = { 'd/1/a.png': alphaPng(SOME[0].ink) };
  const wrong = { 'a-images.idx3': idx(pixels, 61, 28, 28), 'a-labels.idx1': labels };
  assert.deepEqual(reasons(await importFiles({ ...good, ...wrong })), { idxCount: 1 });
  const fewer = {
    'a-images.idx3': idx(pixels, 60, 28, 28),
    'a-labels.idx1': idx(new Uint8Array(59), 59),
  };
  assert.deepEqual(reasons(await importFiles({ ...good, ...fewer })), { labelCount: 1 });
  const alone = { 'a-images.idx3': idx(pixels, 60, 28, 28) };
  assert.deepEqual(reasons(await importFiles({ ...good, ...alone })), { noLabels: 1 });
});

test('ragged and invalid rows of a CSV are skipped with their line numbers', async () => {
  const row = (/** @type {number} */ i) => [SOME[i].label, ...SOME[i].ink].join(',');
  const csv = [
    row(0),
    `${row(1)},0`,
    row(2)
      .slice(0, 1000)
      .replace(/,[^,]*$/, ''),
    row(3).replace(/^\d/, ''),
    row(4).replace(/,0,/, ',ink,'),
    row(5).replace(/,0,/, ',256,'),
    row(6),
  ];
  const imported = await importFiles({ 'a.csv': text(csv.join('\n')) });
  assert.equal(imported.count, 2);
  assert.deepEqual(reasons(imported), { raggedRow: 2, badRow: 3 });
  const ragged = imported.skipped.find(({ reason }) => reason === 'raggedRow');
  assert.deepEqual(ragged?.examples, ['a.csv:2', 'a.csv:3']);
  const unlabeled = text(Array.from({ length: 784 }, (_, i) => `pixel${i}`).join(','));
  await assert.rejects(importFiles({ 'test.csv': unlabeled }), { reason: 'nothing' });
});

test('files that can’t be opened are skipped; if none can, the import fails', async () => {
  const bytes = /** @type {any} */ (alphaPng(SOME[0].ink));
  const good = { path: 'd/1/a.png', open: async () => new Blob([bytes]) };
  const bad = ['d/1/b.png', 'd/1/c.zip', 'd/rows.csv'].flatMap((path) => [
    { path, open: async () => null },
    { path, open: () => Promise.reject(new Error('gone')) },
  ]);
  assert.deepEqual(reasons(await importSources([good, ...bad])), { unreadable: 6 });
  await assert.rejects(importSources(bad), { reason: 'gone' });
});

test('more images than are read ahead arrive in order', async () => {
  const count = 9000; // more than are opened ahead
  const files = [1, 2, 3].map((digit) => alphaPng(SOME[digit].ink));
  const sources = Array.from({ length: count }, (_, i) => ({
    path: `d/${i % 3}/${i}.png`,
    open: async () => new Blob([/** @type {any} */ (files[i % 3])]),
  }));
  const imported = await importSources(sources);
  assert.deepEqual(imported.skipped, []);
  const labels = new Uint8Array(await imported.labels.arrayBuffer());
  assert.ok(labels.every((label, i) => label === i % 3));
  assert.equal(labels.length, count);
});

test('files named like class folders, and folders with other files, are converted first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-plain-'));
  try {
    for (const name of ['7', 'train', 'test']) writeFileSync(join(folder, name), '');
    assert.equal(isPlainData(folder), false);
    for (const name of ['3', '4']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, '3', 'a.png'), '');
    assert.equal(isPlainData(folder), true);
    writeFileSync(join(folder, '4', 'a.gif'), '');
    assert.equal(isPlainData(folder), false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an import by the command line leaves room for Ctrl-C', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'digits.csv');
  const rows = SOME.map(({ ink, label }) => [label, ...ink].join());
  writeFileSync(file, ['label', ...Array.from(SOME[0].ink, (_, i) => `pixel${i}`)].join());
  writeFileSync(file, `\n${rows.join('\n')}`, { flag: 'a' });
  let turns = 0;
  const count = () => {
    turns++;
    turn = setImmediate(count);
  };
  let turn = setImmediate(count);
  await importDigits(
    inkling,
    file,
    join(folder, 'out'),
    new Uint8Array(pretrainedFile()),
    () => {},
  );
  clearImmediate(turn);
  assert.ok(turns > 1, `${turns} turns`);
});
