/** Kinds of datasets: how numbers, columns, names, and labels are understood, whatever the file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { split } from '../../web/data/imported.js';
import { outputsOf } from '../../web/data/training-on.js';
import { kindOf } from '../../web/import/evidence/kinds.js';
import { fairPicks } from '../../web/import/worker/fair.js';
import { Import } from '../../web/import/worker/import.js';
import { Judge } from '../../web/import/worker/judge.js';
import { NearCopies } from '../../web/import/worker/near-copies.js';
import { PIXELS } from '../../web/inkling/index.js';
import { makeZip } from '../make-zip.mjs';
import { random } from '../pen-digits.mjs';
import { darkPng, digits, idx, png } from '../pictures.mjs';
import { inkling, pretrainedFile } from './helpers.mjs';

const SOME = digits(60);
const INK = Buffer.concat(SOME.map(({ ink }) => ink));
const LABELS = Uint8Array.from(SOME, ({ label }) => label);
const bytesOf = (/** @type {string} */ words) => new TextEncoder().encode(words);

/** An image scaled and turned about its middle. @param {Uint8Array} ink @param {number} by @param {number} [degrees] */
const scaled = (ink, by, degrees = 0) =>
  ink.map((_, i) => {
    const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
    const [across, down] = [((i % 28) - 13.5) / by, (Math.floor(i / 28) - 13.5) / by];
    const x = cos * across - sin * down + 13.5;
    const y = sin * across + cos * down + 13.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const at = (/** @type {number} */ right, /** @type {number} */ down) =>
      ink[(top + down) * 28 + left + right] ?? 0;
    const upper = at(0, 0) * (1 - x + left) + at(1, 0) * (x - left);
    const lower = at(0, 1) * (1 - x + left) + at(1, 1) * (x - left);
    return upper * (1 - y + top) + lower * (y - top);
  });

/** @param {Record<string, Uint8Array>} files by path @param {Partial<import('../../web/import/worker/import.js').Options>} [more] */
async function importFiles(files, more) {
  const sources = Object.entries(files).map(([path, bytes]) => ({
    path,
    open: async () => new Blob([/** @type {any} */ (bytes)]),
  }));
  const judge = async () => new Judge(inkling, pretrainedFile());
  const plain = /** @type {const} */ ({ name: 'test', polarity: 'detect', framing: 'detect' });
  const options = { ...plain, ...more };
  const work = new Import(inkling, sources, options, () => {}, { judge });
  const imported = await work.run();
  const labels = new Uint8Array(await imported.labels.arrayBuffer());
  const pixels = new Uint8Array(await imported.pixels.arrayBuffer());
  const notes = imported.notes?.map(({ kind }) => kind) ?? [];
  return { ...imported, labels, pixels, notes };
}

/** Asserts that all digits come in, in order, nearly or exactly as they are. @param {Record<string, Uint8Array>} files @param {number} [tolerance] in gray levels */
async function assertDigits(files, tolerance = 0) {
  const imported = await importFiles(files);
  assert.deepEqual(imported.skipped, []);
  assert.equal(imported.count, SOME.length);
  assert.deepEqual(
    [...imported.labels].map((label) => Number(imported.classes[label])),
    [...LABELS],
  );
  for (let i = 0; i < INK.length; i++) {
    assert.ok(Math.abs(imported.pixels[i] - INK[i]) <= tolerance, `pixel ${i}`);
  }
  return imported;
}

const NAMES = Array.from({ length: PIXELS }, (_, i) => `pixel${i}`);
/** @param {(value: number) => string | number} of */
const rows = (of) => SOME.map(({ ink, label }) => [label, ...Array.from(ink, of)]);
/** @param {(string | number)[][]} all @param {string} [delimiter] @param {string} [end] */
const table = (all, delimiter = ',', end = '\n') =>
  bytesOf(all.map((row) => row.join(delimiter)).join(end));
const plain = rows((value) => value);

test('numbers of any range: fractions, signs, 16 bits, standardized', async () => {
  await assertDigits({ 'a.csv': table(rows((value) => (value / 255).toExponential(4))) }, 1);
  await assertDigits({ 'a.csv': table(rows((value) => (value / 127.5 - 1).toFixed(4))) }, 1);
  await assertDigits({ 'a.csv': table(rows((value) => value * 257)) });
  const standard = rows((value) => ((value / 255 - 0.1307) / 0.3081).toFixed(4));
  await assertDigits({ 'a.csv': table(standard) }, 1);
  const inverted = await assertDigits({ 'a.csv': table(rows((value) => 255 - value)) });
  assert.equal(inverted.found.dark, SOME.length);
});

test('tables in any encoding, with any separator and line end', async () => {
  const text = [['label', ...NAMES], ...plain].map((row) => row.join('\t')).join('\r');
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
  await assertDigits({ 'a.txt': wide });
  await assertDigits({ 'a.data': Buffer.from(wide).swap16() });
  const [header, ...words] = plain.map(([label, ...ink]) => [
    ['fünf', 'zwölf'][+label % 2],
    ...ink,
  ]);
  const latin = Buffer.from([header, ...words].map((row) => row.join(';')).join('\n'), 'latin1');
  assert.deepEqual((await importFiles({ 'a.csv': latin })).classes, ['fünf', 'zwölf']);
});

test('an image of a table is shown before the whole table has been looked at', async () => {
  /** @type {{ images: number, latest: Uint8Array | null }[]} */
  const shown = [];
  const source = { path: 'train.csv', open: async () => new Blob([table(plain)]) };
  const options = /** @type {const} */ ({ name: 'test', polarity: 'detect', framing: 'keep' });
  await new Import(inkling, [source], options, ({ images, latest }) => {
    if (latest) shown.push({ images, latest: latest.slice() });
  }).run();
  assert.equal(shown[0].images, 0);
  assert.deepEqual(Buffer.from(shown[0].latest ?? []), INK.subarray(0, PIXELS));
});

test('the label is the column that isn’t a pixel, wherever it is', async () => {
  const last = plain.map(([label, ...ink]) => [...ink, label]);
  await assertDigits({ 'a.csv': table(last) });
  const indexed = plain.map((row, i) => [i, ...row]);
  await assertDigits({ 'a.csv': table([['', ...indexed[0].slice(1).keys()], ...indexed]) });
  await assertDigits({ 'a.csv': table([[...NAMES, 'class'], ...last]) });
  await assertDigits({ 'a.csv': table(last.map((row, i) => [i, ...row])) });
  await assertDigits({ 'a.csv': table(plain.map((row, i) => [`img${i}.png`, ...row])) });
  const hot = plain.map(([label, ...ink]) => [
    ...ink,
    ...Array.from({ length: 10 }, (_, i) => (i === label ? 1 : 0)),
  ]);
  await assertDigits({ 'semeion.data': table(hot, ' ') });
  const first = hot.map((row) => [...row.slice(PIXELS), ...row.slice(0, PIXELS)]);
  const titles = Array.from({ length: 10 }, (_, i) => `label_${i}`);
  await assertDigits({ 'a.csv': table(first) });
  await assertDigits({ 'a.csv': table([[...titles, ...NAMES], ...first]) });
  await assertDigits({ 'a.csv': table([[...NAMES, ...titles], ...hot]) });
  const words = hot.map((row) => [
    ...row.slice(0, PIXELS),
    ...row.slice(PIXELS).map((value) => (value ? 'True' : 'False')),
  ]);
  await assertDigits({ 'a.csv': table([[...NAMES, ...titles], ...words]) });
  const numbered = plain.map((row, i) => [`"${i + 1}"`, ...row]);
  await assertDigits({
    'a.txt': table([['"label"', ...NAMES.map((name) => `"${name}"`)], ...numbered], ' '),
  });
  const opaque = plain.map(([label, ...ink]) => [
    label,
    ...ink.flatMap((ink) => [ink, ink, ink, 255]),
  ]);
  await assertDigits({ 'a.csv': table(opaque) });
  const sparse = plain.map(([label, ...ink]) => [
    label,
    ...ink.flatMap((value, i) => (value ? [`${i + 1}:${value}`] : [])),
  ]);
  await assertDigits({ 'mnist.scale': table(sparse, ' ') });
});

test('labels in a table of their own', async () => {
  const pixels = plain.map(([, ...ink]) => ink);
  const labels = plain.map(([label]) => [label]);
  await assertDigits({ 'X.csv': table(pixels), 'y.csv': table(labels) });
  await assertDigits({
    'X_train.csv': table([['', ...NAMES], ...pixels.map((row, i) => [i, ...row])]),
    'y_train.csv': table([['', '0'], ...labels.map((row, i) => [i, ...row])]),
  });
  await assert.rejects(importFiles({ 'X.csv': table(pixels), 'y.csv': table(labels.slice(1)) }));
  await assert.rejects(
    importFiles({ 'test.csv': table([NAMES, ...pixels]), 'sample_submission.csv': table(labels) }),
  );
});

/** A NumPy file. @param {string} type @param {number[]} shape @param {ArrayBufferView} data */
function npy(type, shape, data) {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }\n`;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    Buffer.from([0x93, ...bytesOf('NUMPY'), 1, 0, header.length, 0]),
    Buffer.from(header),
    bytes,
  ]);
}

test('NumPy arrays: floats, wide integers, one-hot labels, archives of one array', async () => {
  const floats = npy(
    '<f4',
    [60, 28, 28, 1],
    Float32Array.from(INK, (value) => value / 255),
  );
  const wide = npy('<i8', [60], BigInt64Array.from(LABELS, BigInt));
  await assertDigits({ 'X.npy': floats, 'y.npy': wide });
  const hot = Float64Array.from({ length: 600 }, (_, i) =>
    Number(LABELS[Math.floor(i / 10)] === i % 10),
  );
  const archive = [
    { path: 'images.npy', bytes: npy('|u1', [60, PIXELS], INK) },
    { path: 'labels.npy', bytes: npy('<f8', [60, 10], hot) },
  ];
  await assertDigits({ 'd.npz': makeZip(archive) });
  const one = (/** @type {Uint8Array} */ bytes) => makeZip([{ path: 'arr_0.npy', bytes }]);
  await assertDigits({
    'kmnist-train-imgs.npz': one(npy('|u1', [60, 28, 28], INK)),
    'kmnist-train-labels.npz': one(npy('|u1', [60], LABELS)),
  });
  await assert.rejects(importFiles({ 'x.npy': floats }), { reason: 'nothing' });
  const half = (/** @type {number} */ at) =>
    npy('|u1', [30, PIXELS], INK.subarray(at, at + 30 * PIXELS));
  const inFolders = (/** @type {string[]} */ [a, b]) =>
    importFiles({ [`d/${a}/images.npy`]: half(0), [`d/${b}/images.npy`]: half(30 * PIXELS) });
  const { classes, counts } = await inFolders(['circle', 'star']);
  assert.deepEqual(
    [classes, counts],
    [
      ['circle', 'star'],
      [30, 30],
    ],
  );
  await assert.rejects(inFolders(['train', 'test']), { reason: 'nothing' });

  // Texts padded to the longest.
  const width = 200_000;
  const words = new Uint8Array(4 * width);
  ['cat', 'dog', 'cat', 'dog'].forEach((word, i) => {
    words.set(bytesOf(word), i * width);
  });
  const named = await importFiles({
    'X.npy': npy('|u1', [4, PIXELS], INK.subarray(0, 4 * PIXELS)),
    'y.npy': npy(`|S${width}`, [4], words),
  });
  assert.deepEqual(named.classes, ['cat', 'dog']);
});

/** @param {(label: number, i: number) => string} path @param {(ink: Uint8Array, i: number) => Uint8Array} [encode] */
const images = (path, encode = (ink) => png(ink, 1)) =>
  SOME.map(({ ink, label }, i) => ({ path: path(label, i), bytes: encode(ink, i) }));

test('what was downloaded in place of a file is named', async () => {
  const page = bytesOf('<!-- saved -->\n<html><body>Sign in, to continue</body></html>');
  const pointer = bytesOf('version https://git-lfs.github.com/spec/v1\nsize 76775041\n');
  assert.equal(kindOf(page).format, 'HTML');
  assert.equal(kindOf(pointer).format, 'Git LFS');
  assert.equal(kindOf(bytesOf('<?xml version="1.0"?><svg><html/></svg>')).format, 'SVG');
  const mixed = {
    'a.zip': makeZip(images((label, i) => `${label}/${i}.png`)),
    'readme.html': page,
  };
  const { skipped } = await importFiles(mixed);
  assert.deepEqual(
    skipped.map(({ reason }) => reason),
    ['unknownKind'],
  );
});

test('classes in file names, in tables, and in annotations beside images', async () => {
  await assertDigits({ 'a.zip': makeZip(images((label, i) => `all/${label}_${1000 + i}.png`)) });
  await assertDigits({ 'a.zip': makeZip(images((label, i) => `digit-${1000 + i}-${label}.png`)) });
  await assertDigits({
    'a.zip': makeZip(images((label, i) => `My/Numbers/${label}-${1000 + i}.png`)),
  });
  /** @type {number[]} */
  const drawn = [];
  const byWriter = images(
    (label) => `${'ABCDEFGHIJ'[(drawn[label] = (drawn[label] ?? -1) + 1)]}nna/${label}.png`,
  );
  await assertDigits({ 'a.zip': makeZip(byWriter) });
  const numbered = images((_, i) => `images/im${i}.png`);
  const beside = (/** @type {string} */ path, /** @type {string} */ words) => ({
    'a.zip': makeZip([...numbered, { path, bytes: bytesOf(words) }]),
  });
  const lines = (/** @type {(label: number, i: number) => string} */ line) =>
    SOME.map(({ label }, i) => line(label, i)).join('\n');
  await assertDigits(
    beside(
      'labels.txt',
      lines((label, i) => `images/im${i}.png ${label}`),
    ),
  );
  await assertDigits(beside('l.csv', `id,class\n${lines((label, i) => `im${i},${label}`)}`));
  for (const folder of ['C:\\data\\images\\', './images/'])
    await assertDigits(
      beside('l.csv', `path,class\n${lines((label, i) => `${folder}im${i}.png,${label}`)}`),
    );
  const hot = lines((label, i) => `im${i}.png,${[...'0123456789'].map((c) => +(+c === label))}`);
  await assertDigits(beside('_classes.csv', `filename,0,1,2,3,4,5,6,7,8,9\n${hot}`));
  // A label in each line, in the order of the images.
  await assertDigits(
    beside(
      'images/labels.txt',
      lines((label) => `${label}`),
    ),
  );
  await assertDigits(beside('l.csv', `id,class\n${lines((label, i) => `${i},${label}`)}`));
  const shuffled = SOME.map((_, i) => (7 * i) % 60);
  const ids = shuffled.map((i) => `${i},${SOME[i].label}`).join('\n');
  await assert.rejects(importFiles(beside('l.csv', `id,class\n${ids}`)), { reason: 'nothing' });
  const coco = {
    images: SOME.map((_, i) => ({ id: i, file_name: `im${i}.png` })),
    annotations: SOME.map(({ label }, i) => ({ image_id: i, category_id: label + 1 })),
    categories: Array.from({ length: 10 }, (_, i) => ({ id: i + 1, name: String(i) })),
  };
  await assertDigits(beside('coco.json', JSON.stringify(coco)));
  const yolo = SOME.map(({ label }, i) => ({
    path: `labels/im${i}.txt`,
    bytes: bytesOf(`${label} 0.5 0.5 0.9 0.9\n`),
  }));
  await assertDigits({ 'a.zip': makeZip([...numbered, ...yolo]) });
  // Named in another order, as a list or a map.
  const moved = yolo.map((file, i) => ({
    ...file,
    bytes: bytesOf(`${(SOME[i].label + 3) % 10} 0.5 0.5 0.9 0.9\n`),
  }));
  const order = [...'7890123456'];
  for (const names of [
    `['${order.join("', '")}']`,
    `\n${order.map((name) => `  - ${name}`).join('\n')}`,
    `\n${order.map((name, i) => `  ${i}: "${name}"`).join('\n')}`,
  ]) {
    const yaml = { path: 'data.yaml', bytes: bytesOf(`nc: 10\nnames: ${names}\ntrain: images\n`) };
    await assertDigits({ 'a.zip': makeZip([...numbered, ...moved, yaml]) });
  }
  const voc = SOME.map(({ label }, i) => ({
    path: `Annotations/im${i}.xml`,
    bytes: bytesOf(
      `<annotation><filename>im${i}.png</filename>\n<object>\n <name>${label}</name></object></annotation>`,
    ),
  }));
  await assertDigits({ 'a.zip': makeZip([...numbered, ...voc]) });
  await assert.rejects(importFiles({ 'a.zip': makeZip(images((_, i) => `train/${i}.png`)) }), {
    reason: 'nothing',
  });
});

test('a table of something else than the labels of images is not taken for them', async () => {
  const others = [['file', 'label'], ...SOME.map(({ label }, i) => [`other${i}.png`, label])];
  const sizes = [['id', 'area', 'height'], ...SOME.map((_, i) => [i, (37 * i) % 61, 20])];
  for (const rows of [others, sizes]) {
    const zip = makeZip([
      ...images((label, i) => `d/${label}/${i}.png`),
      { path: 'table.csv', bytes: table(rows) },
    ]);
    const { classes, count } = await importFiles({ 'a.zip': zip });
    assert.deepEqual([classes.join(''), count], ['0123456789', 60]);
  }
});

test('given parts stay apart, and copies are not held out', async () => {
  const zip = makeZip(images((label, i) => `mnist/${i % 3 ? 'train' : 'test'}/${label}/${i}.png`));
  const { parts, notes, count, classes } = await importFiles({ 'a.zip': zip });
  assert.deepEqual([count, classes.length], [60, 10]);
  assert.ok(parts && notes.includes('given'));
  const given = new Uint8Array(await parts.arrayBuffer());
  const divided = split(new Uint8Array(60), [0], given);
  assert.deepEqual([divided.train.length, divided.test.length], [40, 20]);
  // Train images in folders, test images in a table.
  const listed = SOME.slice(45).map(({ label }, i) => [`${45 + i}.png`, label]);
  const both = [
    ...images((label, i) => (i < 45 ? `train/${label}/${i}.png` : `test/${i}.png`)),
    { path: 'test.csv', bytes: table([['file', 'label'], ...listed]) },
  ];
  assert.ok((await assertDigits({ 'a.zip': makeZip(both) })).notes.includes('given'));
  const tables = await importFiles({
    'mnist_train.csv': table(plain.slice(0, 45)),
    'mnist_test.csv': table(plain.slice(45)),
  });
  assert.ok(tables.parts && tables.notes.includes('given'));
  assert.equal((await importFiles({ 'train.csv': table(plain) })).parts, undefined);
  const copies = await importFiles({
    'a.zip': makeZip(
      images(
        (label, i) => `${label}/${i}.png`,
        (_, i) => png(SOME[i % 57].ink, 1),
      ),
    ),
  });
  assert.ok(copies.parts && copies.notes.includes('copies'));
  const kept = new Uint8Array(await copies.parts.arrayBuffer());
  const { test: held } = split(new Uint8Array(60), [0], kept);
  assert.ok(held.length > 0 && held.every((i) => i >= 3 && i < 57));
});

test('if a class has nothing but copies, some are held out together', async () => {
  const drawings = SOME.slice(0, 20);
  const files = drawings.flatMap(({ ink }, i) =>
    // The first of one class has copies enough to be most of it.
    Array.from({ length: i === 0 ? 30 : i < 10 ? 2 : 1 }, (_, copy) => ({
      path: `${i < 10 ? 'copied' : 'single'}/${i}-${copy}.png`,
      bytes: png(ink, 1),
    })),
  );
  const { parts, notes, labels, classes } = await importFiles({ 'a.zip': makeZip(files) });
  assert.ok(parts);
  assert.deepEqual([classes, notes], [['copied', 'single'], ['together']]);
  const divided = split(labels, [0, 1], new Uint8Array(await parts.arrayBuffer()));
  assert.deepEqual(
    Array.from(divided.test, (i) => labels[i]),
    [0, 0, 1],
  );
});

test('shifted copies are held out together', async () => {
  /** @param {Uint8Array} ink @param {number} by columns */
  const shifted = (ink, by) => ink.map((_, i) => ((i % 28) - by < 0 ? 0 : (ink[i - by] ?? 0)));
  const hasRoom = (/** @type {{ ink: Uint8Array }} */ { ink }) =>
    ink.every((value, i) => !value || i % 28 < 25);
  const files = SOME.filter(hasRoom).flatMap(({ ink, label }, i) =>
    [0, 1, 2, 3].map((by) => ({
      path: `${label}/${i}-${by}.png`,
      bytes: png(shifted(ink, by), 1),
    })),
  );
  const { parts, notes, labels, pixels } = await importFiles(
    { 'a.zip': makeZip(files) },
    { framing: 'keep' },
  );
  assert.deepEqual(notes, ['together']);
  assert.ok(parts);
  const { train, test } = split(
    labels,
    [...Array(10).keys()],
    new Uint8Array(await parts.arrayBuffer()),
  );
  assert.equal(test.length % 4, 0);
  assert.ok(test.length > 0);
  const inkOf = (/** @type {number} */ i) => {
    const rows = pixels.subarray(i * PIXELS, (i + 1) * PIXELS);
    return rows.filter((value) => value).join();
  };
  const trainedOn = new Set(Array.from(train, inkOf));
  for (const i of test) assert.ok(!trainedOn.has(inkOf(i)), `${i} is trained on, too`);
});

test('scaled, brighter, and noisy copies are held out together, and are trained on if there are few', async () => {
  const draw = random(1);
  // All 1s are alike.
  const drawings = SOME.filter(({ label }) => label !== 1);
  /** @type {((ink: Uint8Array) => Uint8Array)[]} */
  const changes = [
    (ink) => ink,
    (ink) => scaled(ink, 0.95),
    (ink) => ink.map((value) => 0.6 * value),
    (ink) => ink.map((value) => Math.min(255, Math.max(0, value + 40 * (draw() - 0.5)))),
  ];
  const zip = (/** @type {number} */ copied, /** @type {number} */ versions) =>
    makeZip(
      drawings.flatMap(({ ink, label }, i) =>
        changes.slice(0, i < copied ? versions : 1).map((change, version) => ({
          path: `${label}/${i}-${version}.png`,
          bytes: png(change(ink), 1),
        })),
      ),
    );
  const inSplit = async (/** @type {number} */ copied, /** @type {number} */ versions) => {
    const set = await importFiles({ 'a.zip': zip(copied, versions) }, { framing: 'keep' });
    assert.ok(set.parts);
    const parts = new Uint8Array(await set.parts.arrayBuffer());
    const all = [...Array(10).keys()];
    return { notes: set.notes, count: set.count, ...split(set.labels, all, parts) };
  };
  const most = await inSplit(drawings.length, 4);
  assert.deepEqual([most.notes[0], most.count], ['together', 4 * drawings.length]);
  assert.ok(most.test.length > 0);
  const drawing = (/** @type {number} */ i) => Math.floor(i / 4);
  const trainedOn = new Set(Array.from(most.train, drawing));
  for (const i of most.test) assert.ok(!trainedOn.has(drawing(i)), `${i} is trained on, too`);
  const few = await inSplit(6, 2);
  assert.deepEqual([few.notes[0], few.count], ['copies', drawings.length + 6]);
  for (const i of few.test) assert.ok(i >= 12, `${i} has copies`);
});

test('most copies that are turned by a few degrees are found, and few other digits', () => {
  // All 1s are alike.
  const all = digits(700).filter(({ label }) => label !== 1);
  for (const degrees of [-7, 7]) {
    const copies = new NearCopies();
    all.forEach(({ ink, label }, i) => {
      copies.add(i, label, ink);
      copies.add(all.length + i, label, scaled(ink, 1, degrees));
    });
    let [found, others] = [0, 0];
    copies.compare((a, b) => {
      if (b - a === all.length) found++;
      else others++;
    });
    assert.ok(found > 0.7 * all.length, `${found} of ${all.length} found`);
    assert.ok(others < 0.02 * all.length, `${others} others`);
  }
});

test('what else could name the classes is offered, and used if wanted', async () => {
  const zip = makeZip(images((label, i) => `set/${label}/writer0${i % 3}/${label}_${i}.png`));
  const read = await importFiles({ 'a.zip': zip });
  assert.equal(read.classes.length, 10);
  assert.equal(read.classSource?.used, 'folder2');
  assert.deepEqual(
    read.classSource?.offers.map(({ source }) => source),
    ['folder2', 'folder1'], // file names give the same classes as folder2
  );
  const again = await importFiles({ 'a.zip': zip }, { classSource: 'folder1' });
  assert.deepEqual(again.classes, ['writer00', 'writer01', 'writer02']);
  assert.equal(again.classSource?.used, 'folder1');
  const named = await importFiles({ 'a.zip': zip }, { classSource: 'names' });
  assert.deepEqual(named.classes, read.classes);
  const twice = makeZip(images((label, i) => `d/${label}/${label}/${i}.png`));
  assert.equal((await importFiles({ 'b.zip': twice })).classSource, undefined);
});

test('renamed classes with the same name are one; classes may be left out', () => {
  const classes = ['0', 'o', 'O', 'x'];
  assert.deepEqual(outputsOf({ classes }), {
    used: classes,
    digits: false,
    outputs: [0, 1, 2, 3],
  });
  const names = ['round', 'round', 'round', 'x'];
  assert.deepEqual(outputsOf({ classes, names }).outputs, [0, 0, 0, 1]);
  assert.deepEqual(outputsOf({ classes, names, chosen: [1, 3] }).outputs, [-1, 0, -1, 1]);
  const digits = outputsOf({
    classes: ['four', 'seven', '?'],
    names: ['4', '7', '?'],
    chosen: [0, 1],
  });
  assert.deepEqual(digits, { used: ['4', '7'], digits: true, outputs: [4, 7, -1] });
  const many = Array.from({ length: 50 }, (_, i) => `class ${i}`);
  assert.equal(outputsOf({ classes: many }).used.length, 36);
  assert.deepEqual(outputsOf({ classes: many, names: many.map(() => 'one') }).used, ['one']);
});

test('one polarity and orientation for a set; mixed sets are read image by image', async () => {
  const turned = (/** @type {Uint8Array} */ ink) =>
    png(
      ink.map((_, i) => ink[(27 - (i % 28)) * 28 + Math.floor(i / 28)]),
      1,
    );
  const upright = await assertDigits({
    'a.zip': makeZip(images((label, i) => `d/${label}/${i}.png`, turned)),
  });
  assert.deepEqual(upright.notes, ['turned']);
  const mixed = images(
    (label, i) => `d/${label}/${i}.png`,
    (ink, i) => (i % 2 ? darkPng(ink) : png(ink, 1)),
  );
  assert.deepEqual((await assertDigits({ 'a.zip': makeZip(mixed) })).notes, ['mixed']);
});

test('zips in a zip are classes; a gzip of two parts is read whole', async () => {
  const inner = Array.from({ length: 10 }, (_, digit) => ({
    path: `${digit}.zip`,
    bytes: makeZip(
      images((label, i) => `${label}/${i}.png`)
        .filter(({ path }) => path[0] === String(digit))
        .map(({ path, bytes }) => ({ path: path.slice(2), bytes })),
    ),
  }));
  const { count, classes, skipped } = await importFiles({ 'all.zip': makeZip(inner) });
  assert.deepEqual([count, classes.join(''), skipped], [60, '0123456789', []]);
  const [first, second] = [plain.slice(0, 30), plain.slice(30)].map((part) =>
    gzipSync(Buffer.concat([table(part), bytesOf('\n')])),
  );
  await assertDigits({ 'a.csv.gz': Buffer.concat([first, second]) });
});

test('IDX train and test files together are one dataset with parts', async () => {
  const { count, notes } = await importFiles({
    'train-images-idx3-ubyte': idx(INK, 60, 28, 28),
    'train-labels-idx1-ubyte': idx(LABELS, 60),
    't10k-images-idx3-ubyte': idx(INK.subarray(0, 20 * PIXELS), 20, 28, 28),
    't10k-labels-idx1-ubyte': idx(LABELS.subarray(0, 20), 20),
  });
  assert.equal(count, 80);
  assert.ok(notes.includes('given'));
});

test('names of classes are cut and cleaned, but never merged', async () => {
  const long = 'x'.repeat(500);
  const { ink } = SOME[0];
  const { classes } = await importFiles({
    'a.zip': makeZip([
      { path: `d/${long}a/1.png`, bytes: png(ink, 1) },
      { path: `d/${long}b/1.png`, bytes: png(SOME[1].ink, 1) },
      { path: 'd/nul\0 \u00a0/1.png', bytes: png(SOME[2].ink, 1) },
    ]),
  });
  assert.deepEqual(
    classes.map(({ length }) => length),
    [3, 100, 104],
  );
});

test('over the limit, every class keeps its share, and a small one enough', () => {
  const labels = Array.from({ length: 1000 }, (_, i) => (i < 980 ? 'many' : 'few'));
  const picks = fairPicks(labels, 100);
  assert.ok(picks);
  const few = picks.subarray(980).reduce((sum, pick) => sum + pick, 0);
  const all = picks.reduce((sum, pick) => sum + pick, 0);
  assert.ok(few === 20 && all > 95 && all <= 100, `${few} of ${all}`);
  assert.equal(fairPicks(labels, 1000), null);
});
