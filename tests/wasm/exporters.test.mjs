/** Exporting a saved model to other formats. */
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import test from 'node:test';
import { unzipSync } from 'fflate';
import { csvOf } from '../../web/models/curve-csv.js';
import { nameInOnnx } from '../../web/models/exporters/class-names.js';
import { exportModel, FORMATS } from '../../web/models/exporters/index.js';
import { openModel } from '../../web/models/readers/open.js';
import { t } from '../../web/text/index.js';
import '../../web/models/words.js';
import { inkling } from './helpers.mjs';

// Node 18 has no global File.
Object.assign(globalThis, { File });

const POINT = { epoch: 1, trainLoss: 0.5, trainAccuracy: 0.9, testLoss: null, testAccuracy: null };

test('every format has a text, and its own file name, type and content', async () => {
  const network = inkling.createNetwork({ layers: 'dense 10', maxBatch: 1, seed: 1 });
  const file = network.save({ notes: { curve: csvOf([POINT]) } });
  /** @param {import('../../web/models/exporters/index.js').Format} format */
  const fileIn = async (format) => {
    const one = await exportModel(inkling, { name: 'A/b: 7', file }, format);
    assert.ok(typeof one !== 'string', format);
    return { name: one.name, type: one.type, bytes: new Uint8Array(await one.arrayBuffer()) };
  };
  const files = await Promise.all(FORMATS.map(fileIn));
  assert.deepEqual(
    files.map(({ name, type }) => `${name} ${type}`),
    [
      'A-b-7.safetensors application/octet-stream',
      'A-b-7.onnx application/octet-stream',
      'A-b-7-pytorch.zip application/zip',
      'A-b-7-keras.zip application/zip',
      'A-b-7.h text/x-c',
      'A-b-7-int8.h text/x-c',
      'A-b-7.csv text/csv',
    ],
  );
  const text = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);
  assert.deepEqual(files[0].bytes, file);
  assert.deepEqual(files[1].bytes, network.toOnnx());
  assert.equal(text(files[4].bytes), network.toHeader({ int8: false }));
  assert.equal(text(files[5].bytes), network.toHeader({ int8: true }));
  assert.equal(text(files[6].bytes), csvOf([POINT]));
  for (const format of FORMATS) assert.notEqual(t(`models.${format}`), `models.${format}`);

  network.free();
});

test('the names of the classes are in every format', async () => {
  const network = inkling.createNetwork({ layers: 'dense 3', maxBatch: 1, seed: 1 });
  const names = ['A', '♪', 'say "?\\"'];
  const file = network.save({ notes: { class_names: names.join('\n') } });
  /** @param {import('../../web/models/exporters/index.js').Format} format */
  const bytesOf = async (format) => {
    const one = await exportModel(inkling, { name: 'Mine', file }, format);
    assert.ok(typeof one !== 'string', format);
    return new Uint8Array(await one.arrayBuffer());
  };
  const decode = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);
  assert.deepEqual(inkling.readModel(await bytesOf('safetensors')).classNames, names);
  const named = await bytesOf('onnx');
  const plain = network.toOnnx();
  assert.deepEqual(named.subarray(0, plain.length), plain);
  assert.match(decode(named.subarray(plain.length)), /class_names.*A\n♪\nsay/s);
  const reopened = await openModel(inkling, [{ name: 'mine.onnx', bytes: named }], {});
  assert.deepEqual(inkling.readModel(reopened.file).classNames, names);
  for (const format of /** @type {const} */ (['pytorch', 'keras'])) {
    const script = decode(unzipSync(await bytesOf(format))['model.py']);
    assert.ok(script.includes(`CLASS_NAMES = ["A", "♪", "say \\"?\\\\\\""]`), script);
  }
  for (const format of /** @type {const} */ (['header', 'int8'])) {
    const header = decode(await bytesOf(format));
    const list = '{"A", "\\342\\231\\252", "say \\042\\077\\134\\042"}';
    assert.ok(header.includes(`#define INKLING_CLASS_NAMES ${list}\n`), header.slice(0, 1500));
  }
  network.free();
});

test('ten symbols that come back from ONNX are not taken for digits', async () => {
  const network = inkling.createNetwork({ layers: 'dense 10', maxBatch: 1, seed: 1 });
  const onnx = network.toOnnx();
  network.free();
  const asked = /** @type {string[]} */ ([]);
  /** @param {string[]} names */
  const opened = async (names) => {
    const bytes = nameInOnnx(onnx, names);
    const samples = async () => {
      asked.push(names[0]);
      return null;
    };
    const { file } = await openModel(inkling, [{ name: 'ten.onnx', bytes }], { samples });
    return inkling.readModel(file).classNames;
  };
  assert.deepEqual(await opened([...'ABCDEFGHIJ']), [...'ABCDEFGHIJ']);
  assert.equal(await opened([...'0123456789']), null);
  assert.equal(await opened([...'DEF']), null, 'three names for ten outputs');
  assert.deepEqual(asked, ['0', 'D']);
});

test('exporting the curves of a model without a run gives a message', async () => {
  const network = inkling.createNetwork({ layers: 'dense 10', maxBatch: 1, seed: 1 });
  const message = await exportModel(inkling, { name: 'Mine', file: network.save({}) }, 'csv');
  assert.equal(message, t('models.noCurve'));
  network.free();
});
