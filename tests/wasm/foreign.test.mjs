/** load() of the package with models from other programs. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { entry } from '../../web/module/inkling.js';
import { onnxFile } from '../onnx-files.mjs';
import { loadSplit, site } from './helpers.mjs';

const folder = mkdtempSync(join(tmpdir(), 'inkling-foreign-'));
const at = (/** @type {string} */ name) => join(folder, name);
after(() => rmSync(folder, { recursive: true }));

const { loadInkling } = entry({
  files: { 'inkling.wasm': new URL('inkling.wasm', site) },
  pretrained: new URL('pretrained.safetensors', site),
  platform: {
    readFile: async (url) => new Uint8Array(await readFile(url)),
    fileURL: pathToFileURL,
    startThread: () => {},
  },
});
const inkling = await loadInkling({ reproducible: true });
const digits = loadSplit('test', 1);
const ink = Float32Array.from(digits.sample(0).pixels, (value) => value / 255);

/** A dense layer as ONNX, whose input is scaled. @param {{ external?: string, op?: string }} [how] */
function dense({ external, op = 'Flatten' } = {}) {
  const data = Float32Array.from({ length: 7840 }, (_, i) => Math.sin(i) / 30);
  return onnxFile({
    nodes: [
      { op, input: ['image'], output: ['flat'] },
      { op: 'MatMul', input: ['flat', 'w'], output: ['logits'] },
    ],
    tensors: [{ name: 'w', dims: [784, 10], data }],
    inputs: { image: ['n', 1, 28, 28] },
    outputs: { logits: ['n', 10] },
    external,
  });
}

test('bytes and a file name are enough: the input is found with synthetic digits', async () => {
  const original = await inkling.load();
  const file = original.toOnnx();
  const network = await inkling.load(file, { name: 'digits.onnx' });
  const report = network.report;
  assert.ok(report);
  assert.deepEqual([report.format, report.input, report.inverted], ['ONNX', 'unit', false]);
  assert.ok(report.tried > 900 && report.accuracy === null && !report.guessed);
  assert.equal(network.notes.name, 'digits');
  const [a, b] = [original.predict(ink), network.predict(ink)];
  assert.ok(a.every((value, i) => Math.abs(value - b[i]) < 1e-4));
  assert.equal(original.report, null);
  assert.equal((await inkling.load(network.save())).report, null, 'it is one of Inkling now');
});

test('labeled data can be passed, and the input can be given', async () => {
  const data = inkling.createDataset(60);
  for (let i = 0; i < 60; i++) data.add(digits.sample(i).pixels, digits.sample(i).label);
  const file = (await inkling.load()).toOnnx();
  const measured = await inkling.load(file, { data });
  assert.equal(measured.report?.tried, 60);
  assert.ok((measured.report?.accuracy ?? 0) > 0.9);
  const given = await inkling.load(file, { input: 'bytes', inverted: true });
  assert.deepEqual(
    [given.report?.input, given.report?.inverted, given.report?.tried],
    ['bytes', true, 0],
  );
  assert.equal(given.layers[0].type, 'normalize');
  const names = [...'abcdefghij'];
  const { objects } = inkling.memory;
  await assert.rejects(inkling.load(file, { input: 'unit', classNames: ['A'] }), /classNames/);
  await assert.rejects(
    inkling.load(file, { input: 'unit', inverted: /** @type {any} */ ('no') }),
    /inverted/,
  );
  assert.deepEqual(inkling.memory.objects, objects);
  const named = await inkling.load(file, { input: 'unit', classNames: names });
  assert.deepEqual([...(await inkling.load(named.save())).classNames], names);
});

test('weights in another file are found beside it, or passed, and nowhere else', async () => {
  const { file, weights } = dense({ external: 'w.data' });
  mkdirSync(at('inside'));
  writeFileSync(at('inside/m.onnx'), file);
  await assert.rejects(inkling.load(at('inside/m.onnx'), { input: 'unit' }), {
    code: 'NOT_LOADED',
    message: /w\.data/,
  });
  const handed = await inkling.load(file, { input: 'unit', beside: { 'w.data': weights } });
  writeFileSync(at('inside/w.data'), weights);
  const found = await inkling.load(at('inside/m.onnx'), { input: 'unit' });
  assert.deepEqual(found.predict(ink), handed.predict(ink));
  rmSync(at('inside/w.data'));
  writeFileSync(at('w.data'), weights);
  for (const name of ['../w.data', `${folder}/w.data`, pathToFileURL(at('w.data')).href]) {
    writeFileSync(at('inside/out.onnx'), dense({ external: name }).file);
    await assert.rejects(inkling.load(at('inside/out.onnx'), { input: 'unit' }), {
      code: 'NOT_LOADED',
    });
  }
});

test('a file that arrives damaged or not at all is refused by name', async () => {
  const file = gzipSync(await readFile(new URL('pretrained.safetensors', site)));
  assert.equal((await inkling.load(file)).classes, 10);
  writeFileSync(at('cut.gz'), file.subarray(0, 5000));
  await assert.rejects(inkling.load(at('cut.gz')), {
    code: 'NOT_LOADED',
    message: 'cut.gz could not be loaded: its gzip data is damaged.',
  });
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
  await assert.rejects(inkling.load(new Response(broken)), {
    code: 'NOT_LOADED',
    message: 'The response could not be loaded: the connection was lost.',
  });
});

test('a model that cannot be converted is refused by name, with a way out', async () => {
  const cases = /** @type {[Uint8Array, string, string, RegExp][]} */ ([
    [
      dense({ op: 'LSTM' }).file,
      'm.onnx',
      'FOREIGN_MODEL',
      /“m\.onnx” is a recurrent network \(LSTM\)/,
    ],
    [dense().file.subarray(0, 400), 'm.onnx', 'MODEL_SIZES', /damaged or incomplete/],
    [
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      'm.h5',
      'FOREIGN_MODEL',
      /git lfs pull/,
    ],
    [Buffer.from('\0\0\0\0TFL3\0\0\0\0'), 'm.tflite', 'FOREIGN_MODEL', /tf2onnx/],
    [Buffer.from('hello'), 'm.txt', 'NOT_A_MODEL', /Use ONNX/],
    [new Uint8Array(0), 'm.onnx', 'MODEL_SIZES', /damaged/],
  ]);
  for (const [bytes, name, code, message] of cases) {
    await assert.rejects(inkling.load(bytes, { name }), { name: 'InklingError', code, message });
  }
  const any = /** @type {any} */ (inkling);
  await assert.rejects(any.load(dense().file, { input: 'ink' }), { code: 'BAD_ARGUMENT' });
  await assert.rejects(any.load(dense().file, { data: [] }), { code: 'BAD_ARGUMENT' });
  await assert.rejects(any.load(dense().file, { inputs: 'unit' }), { code: 'BAD_ARGUMENT' });
});

test('nothing is left in memory by a refusal', async () => {
  const fresh = await loadInkling({ reproducible: true });
  for (let i = 0; i < 3; i++) {
    await assert.rejects(fresh.load(dense({ op: 'GRU' }).file));
    const opened = await fresh.load(dense().file);
    assert.equal(opened.predict(ink).length, 10);
    opened.free();
  }
  assert.ok(Object.values(fresh.memory.objects).every((count) => count === 0));
});

test('an opened model is trained on and exported, and answers the same when opened again', async () => {
  const floats = (/** @type {number} */ count, /** @type {(i: number) => number} */ value) =>
    Float32Array.from({ length: count }, (_, i) => value(i));
  const wave = (/** @type {number} */ scale) => (/** @type {number} */ i) =>
    Math.sin(i * i) * scale;
  const tensor = (
    /** @type {string} */ name,
    /** @type {number[]} */ dims,
    /** @type {(i: number) => number} */ value,
  ) => ({
    name,
    dims,
    data: floats(
      dims.reduce((a, b) => a * b),
      value,
    ),
  });
  const { file } = onnxFile({
    nodes: [
      { op: 'Conv', input: ['image', 'k'], output: ['a'] },
      { op: 'BatchNormalization', input: ['a', 'gamma', 'beta', 'mean', 'var'], output: ['b'] },
      { op: 'Relu', input: ['b'], output: ['c'] },
      {
        op: 'Conv',
        input: ['c', 'depthwise'],
        output: ['d'],
        attributes: { group: 4, pads: [1, 1, 1, 1] },
      },
      {
        op: 'MaxPool',
        input: ['d'],
        output: ['e'],
        attributes: { kernel_shape: [2, 2], strides: [2, 2] },
      },
      { op: 'Flatten', input: ['e'], output: ['f'] },
      { op: 'MatMul', input: ['f', 'w'], output: ['logits'] },
    ],
    tensors: [
      tensor('k', [4, 1, 3, 3], wave(0.5)),
      tensor('gamma', [4], () => 1),
      tensor('beta', [4], () => 0.1),
      tensor('mean', [4], () => 0.2),
      tensor('var', [4], () => 0.5),
      tensor('depthwise', [4, 1, 3, 3], wave(0.4)),
      tensor('w', [676, 10], wave(0.05)),
    ],
    inputs: { image: ['n', 1, 28, 28] },
    outputs: { logits: ['n', 10] },
  });
  const network = await inkling.load(file, { name: 'm.onnx', input: 'standard' });
  assert.deepEqual(
    network.layers.map(({ type }) => type),
    ['normalize', 'conv2d', 'batchnorm', 'relu', 'conv2d', 'maxpool', 'dense'],
  );
  assert.match(network.report?.remarks.join() ?? '', /Grouped .*Further training can change/);
  const data = inkling.createDataset(200);
  for (let i = 0; i < 200; i++) data.add(digits.sample(i).pixels, digits.sample(i).label);
  const { epochs } = await network.fit(data, { epochs: 3 });
  assert.ok(epochs[2].loss < 0.7 * epochs[0].loss, epochs.map(({ loss }) => loss).join());
  const answers = network.predict(ink);
  for (const again of [
    await inkling.load(network.toOnnx(), { input: 'unit' }),
    await inkling.load(network.save()),
  ]) {
    assert.ok(again.predict(ink).every((value, i) => Math.abs(value - answers[i]) < 1e-5));
    again.free();
  }
  network.free();
  data.free();
});
