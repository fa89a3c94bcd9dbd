/** Assigning files to the registered importers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf } from '../../web/import/files.js';
import { csv } from '../../web/import/formats/csv.js';
import { idx } from '../../web/import/formats/idx.js';
import { images } from '../../web/import/formats/images.js';
import { FORMATS } from '../../web/import/formats/index.js';
import { sheet } from '../../web/import/formats/sheet.js';
import { makePlan } from '../../web/import/worker/plan.js';

/** @typedef {import('../../web/import/formats/format.js').Format} Format */

/** @param {string[]} paths @param {Format[]} [formats] */
function planned(paths, formats) {
  /** @type {Record<string, string>} */
  const skipped = {};
  const entries = paths.map((path) => ({ path, open: async () => null }));
  const plan = makePlan(entries, (path, reason) => (skipped[path] = reason), formats);
  /** @param {Format} format */
  const of = (format) =>
    plan
      .get(format)
      ?.map(({ entry, labels, label }) => [entry.path, labels?.path ?? label].filter(Boolean));
  return { skipped, of };
}

test('files go to the importer that matches them; the rest are skipped with a reason', () => {
  const { skipped, of } = planned([
    'd/7/1.PNG',
    'd/all.png',
    'd/all-labels.csv',
    'd/more.jpg',
    'd/more.idx1',
    'train-images-idx3-ubyte.gz',
    'train-labels-idx1-ubyte',
    'rows.csv',
    'rows.csv.gz',
    'alone.png',
    'alone.idx3',
    'alone2.idx1',
    'd/7/1.png.gz',
    'notes.txt',
  ]);
  assert.deepEqual(of(images), [['d/7/1.PNG', '7']]);
  assert.deepEqual(of(sheet), [
    ['d/all.png', 'd/all-labels.csv'],
    ['d/more.jpg', 'd/more.idx1'],
  ]);
  assert.deepEqual(of(idx), [['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte']]);
  assert.deepEqual(of(csv), [['rows.csv'], ['rows.csv.gz']]);
  assert.deepEqual(skipped, {
    'alone.png': 'noClass',
    'alone.idx3': 'noLabels',
    'alone2.idx1': 'noLabels',
    'd/7/1.png.gz': 'unknownKind',
    'notes.txt': 'unknownKind',
  });
});

test('an importer only needs to be in the list', () => {
  /** @type {Format} */
  const made = {
    words: 'import.formatMade',
    extensions: ['made'],
    matches: (name) => name.endsWith('.made'),
    alone: ({ entry }) => ({ entry }),
    read: async () => {},
  };
  const { of, skipped } = planned(['a.made', 'd/7/1.png'], [made]);
  assert.deepEqual(of(made), [['a.made']]);
  assert.deepEqual(skipped, { 'd/7/1.png': 'unknownKind' });
  assert.deepEqual(planned(['a.made']).skipped, { 'a.made': 'unknownKind' });
});

test('every importer finds and reads files; its extensions are stripped from names', () => {
  for (const format of /** @type {Format[]} */ (FORMATS)) {
    assert.ok(format.pairs || format.together || format.alone, format.words);
    assert.ok(format.read || format.readOne, format.words);
    for (const extension of format.extensions) {
      assert.equal(nameOf([{ path: `mine.${extension.toUpperCase()}` }]), 'mine');
    }
  }
  assert.equal(nameOf([{ path: 'train.csv.gz' }]), 'train');
  assert.equal(nameOf([{ path: 'mine.zip' }]), 'mine');
  assert.equal(nameOf([{ path: 'folder.old/7/1.png' }]), 'folder.old');
});
