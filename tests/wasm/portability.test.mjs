/**
 * A model gives the same probabilities for a thousand test digits everywhere: in the module, after
 * saving and loading, on the native command line, in onnxruntime, and in C headers.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { encode } from 'fast-png';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { CLASSES, PIXELS, SIDE } from '../../web/inkling/index.js';
import { answers, fromRoot, inkling, loadSplit, pretrainedFile } from './helpers.mjs';

/**
 * @typedef {import('../../web/inkling/index.js').Network} Network
 * @typedef {import('../../web/inkling/index.js').TrainerSettings} TrainerSettings
 */

const COUNT = 1000;
const FLAGS = ['-Wall', '-Wextra', '-Wconversion', '-Werror', '-O2'];
const folder = mkdtempSync(join(tmpdir(), 'inkling-portability-'));
const cli = fromRoot('build/inkling');
env.wasm.numThreads = 1;

const test_ = loadSplit('test', 1);
const samples = Array.from({ length: COUNT }, (_, i) => test_.sample(i));
const images = samples.map(({ pixels }) => Float32Array.from(pixels, (value) => value / 255));
const pngs = Buffer.concat(
  samples.map(({ pixels }) =>
    encode({ width: SIDE, height: SIDE, data: pixels, channels: 1, depth: 8 }),
  ),
);

/**
 * The pretrained network, and others with various kinds and orders of layers.
 * @type {Record<string, Network>}
 */
const networks = {
  pretrained: inkling.loadNetwork(pretrainedFile(), { maxBatch: 100 }),
  mlp: train('dense 64, relu, dense 10'),
  'padding, windows that overlap': train(
    'conv 3x3x4 same, relu6, maxpool 3 pad 1 stride 2 ceil, conv 3x3x8 pad 2, maxpool 4 stride 2 ceil, ' +
      'avgpool 2 stride 1, dense 10',
  ),
  'conv behind dense': train('dense 20, gelu, conv 1x1x12, silu, dropout 0.1, dense 10'),
  'strides, behind dark ink': train(
    'normalize 0.5 0.5 inverted, conv 3x3x6 same stride 2, elu, scale, conv 4x4x9 pad 1 stride 3, dense 10',
  ),
  'batch normalization': train(
    'conv 5x5x4 stride 2, batchnorm, relu, batchnorm, dense 12, batchnorm, relu, dense 10',
  ),
  'conv last': train('conv 5x5x4, maxpool 4, relu, conv 6x6x10'),
};

/** A briefly trained network. @param {string} layers @param {Partial<TrainerSettings>} [settings] */
function train(layers, settings) {
  const dataset = loadSplit('train', 1);
  const network = inkling.createNetwork({ layers, maxBatch: 100, seed: 3 });
  const trainer = inkling.createTrainer(network, dataset, {
    learningRate: 0.03,
    batchSize: 50,
    sampleCount: 1000,
    ...settings,
  });
  for (let i = 0; i < 20; i++) trainer.step();
  network.temperature = 1.3;
  trainer.free();
  dataset.free();
  return network;
}

/** The largest difference between two lists of probabilities. @param {ArrayLike<number>[]} a @param {ArrayLike<number>[]} b */
function maxDifference(a, b) {
  assert.equal(a.length, b.length);
  let most = 0;
  a.forEach((row, i) => {
    assert.equal(row.length, CLASSES);
    for (let k = 0; k < CLASSES; k++) most = Math.max(most, Math.abs(row[k] - b[i][k]));
    assert(!Number.isNaN(row[0] + b[i][0]));
  });
  return most;
}

/** The fraction with the same answer. @param {ArrayLike<number>[]} a @param {ArrayLike<number>[]} b */
const agreement = (a, b) => a.filter((row, i) => best(row) === best(b[i])).length / a.length;

/** @param {ArrayLike<number>} row */
const best = (row) => Array.from(row).indexOf(Math.max(...Array.from(row)));

/** Parses rows of numbers. @param {string} text */
const rows = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));

/** Writes a program around a header that reads images as floats and prints probabilities. @param {string} name @param {string} header */
function writeProgram(name, header) {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'model.h'), header);
  const source = join(at, 'main.c');
  writeFileSync(
    source,
    `#include "model.h"
#include <stdio.h>
int main(void) {
    static float image[784], p[10];
    int i;
    while (fread(image, sizeof(float), 784, stdin) == 784) {
        inkling_predict(image, p);
        for (i = 0; i < 10; i++) printf("%.9g ", (double)p[i]);
        printf("\\n");
    }
    return 0;
}
`,
  );
  return { at, source };
}

/** Compiles it as C. @param {string} name @param {string} header @returns the program */
function compileC(name, header) {
  const { at, source } = writeProgram(name, header);
  execFileSync('cc', ['-std=c99', '-pedantic', ...FLAGS, source, '-o', join(at, 'c'), '-lm']);
  return join(at, 'c');
}

/** Compiles it as C and C++, and checks the symbols it needs. @param {string} name @param {string} header */
function compile(name, header) {
  compileC(name, header);
  const { at, source } = writeProgram(name, header);
  execFileSync('c++', ['-xc++', '-std=c++11', ...FLAGS, source, '-o', join(at, 'cpp'), '-lm']);
  execFileSync('cc', ['-std=c99', ...FLAGS, '-c', source, '-o', join(at, 'main.o')]);
  const needed = execFileSync('nm', ['-u', join(at, 'main.o')], { encoding: 'utf8' });
  assert.doesNotMatch(needed, /alloc|free|sbrk|mmap/, 'no heap');
  assert.match(needed, /\bexp\b/);
  return at;
}

/** @param {string} program @param {Float32Array[]} [some] images */
const run = (program, some = images) => {
  const input = Buffer.concat(some.map(({ buffer }) => Buffer.from(buffer)));
  return rows(execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 26 }));
};

/** @type {string[]} */
const report = [];
before(() => execFileSync('make', ['-s', '-C', fromRoot(''), 'native'], { stdio: 'inherit' }));
after(() => {
  mkdirSync(fromRoot('build/reports'), { recursive: true });
  const title = `Exported models: largest difference of a probability over ${COUNT} test digits`;
  writeFileSync(fromRoot('build/reports/portability.txt'), [title, ...report, ''].join('\n'));
});

for (const [name, network] of Object.entries(networks)) {
  const wanted = answers(network, images);
  const note = (/** @type {string} */ where, /** @type {number} */ error) =>
    report.push(`  ${name.padEnd(24)}${where.padEnd(28)}${error.toExponential(1)}`);

  test(`${name}: a safetensors file gives the same result in the module and on the command line`, () => {
    const file = network.save();
    const loaded = inkling.loadNetwork(file, { maxBatch: 100 });
    const module = maxDifference(answers(loaded, images), wanted);
    note('safetensors, module', module);
    assert(module <= 1e-6, String(module));
    loaded.free();

    const path = join(folder, 'model.safetensors');
    writeFileSync(path, file);
    const output = execFileSync(cli, ['predict', path, '--json'], {
      input: pngs,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const said = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const native = maxDifference(
      said.map(({ probabilities }) => probabilities),
      wanted,
    );
    note('safetensors, native', native);
    assert(native <= 1e-6, String(native));
    for (const { digit, probabilities } of said) assert.equal(digit, best(probabilities));
  });

  test(`${name}: ONNX gives the same result in onnxruntime`, async () => {
    const error = maxDifference(await byOnnx(network.toOnnx(), images), wanted);
    note('ONNX, onnxruntime-web', error);
    assert(error <= 1e-4, String(error));
  });

  test(`${name}: a C header gives the same result in C and C++, without a heap`, () => {
    const at = compile('float', network.toHeader());
    const c = run(join(at, 'c'));
    const error = maxDifference(c, wanted);
    note('C header, float', error);
    assert(error <= 2e-6, String(error));
    const some = images.slice(0, 100);
    assert(maxDifference(run(join(at, 'cpp'), some), c.slice(0, some.length)) <= 1e-7);
  });

  test(`${name}: two headers in one source file need names, one twice does not`, () => {
    const { at } = writeProgram('two', network.toHeader());
    writeFileSync(join(at, 'other.h'), network.toHeader({ int8: true }));
    const check = (/** @type {string} */ text) => {
      writeFileSync(join(at, 'both.c'), text);
      return spawnSync('cc', ['-std=c99', '-fsyntax-only', join(at, 'both.c')], {
        encoding: 'utf8',
      });
    };
    assert.equal(check('#include "model.h"\n#include "model.h"\n').status, 0);
    const { status, stderr } = check('#include "model.h"\n#include "other.h"\n');
    assert.notEqual(status, 0);
    assert.match(stderr, /define INKLING_NAME before including each/);
    const include = (/** @type {string} */ as, /** @type {string} */ file) =>
      `#define INKLING_NAME ${as}\n#include "${file}"\n`;
    const both = `${include('one', 'model.h')}${include('other', 'other.h')}
      void all(const float *image, float *p) { one_predict(image, p); other_predict(image, p); }\n`;
    assert.equal(check(both).stderr, '');
    assert.equal(check(`#include "other.h"\n${include('one', 'model.h')}`).stderr, '');
  });

  test(`${name}: an int8 header gives the same digits, within an error bound`, () => {
    const header = network.toHeader({ int8: true });
    const at = compile('int8', header);
    const c = run(join(at, 'c'));
    const error = maxDifference(c, wanted);
    const mean =
      c.reduce(
        (sum, row, i) => sum + row.reduce((a, p, k) => a + Math.abs(p - wanted[i][k]), 0),
        0,
      ) /
      (COUNT * CLASSES);
    const same = agreement(c, wanted);
    report.push(
      `  ${name.padEnd(24)}${'C header, int8'.padEnd(28)}${error.toExponential(1)}, ` +
        `mean ${mean.toExponential(1)}, same digit ${(same * 100).toFixed(1)}%`,
    );
    assert(mean <= 0.002, `mean ${mean}`);
    // Barely trained networks waver between digits.
    assert(same >= (name === 'pretrained' ? 0.995 : 0.97), `${same}`);
    assert(header.length < network.toHeader().length / 2);
  });
}

/** Probabilities from onnxruntime. @param {Uint8Array} file @param {Float32Array[]} some images */
async function byOnnx(file, some) {
  const session = await InferenceSession.create(file);
  const x = new Float32Array(some.length * PIXELS);
  for (const [i, image] of some.entries()) x.set(image, i * PIXELS);
  const { probabilities } = await session.run({
    image: new Tensor('float32', x, [some.length, 1, SIDE, SIDE]),
  });
  assert.deepEqual(probabilities.dims, [some.length, CLASSES]);
  const values = /** @type {Float32Array} */ (probabilities.data);
  await session.release();
  return some.map((_, i) => values.subarray(i * CLASSES, (i + 1) * CLASSES));
}

/**
 * The examples of every kind of layer: on images, and after a dense layer where that is valid.
 */
const examples = inkling.layerKinds.flatMap((kind) => kind.examples);
const places = ['conv 5x5x4, maxpool 2, LAYER, dense 10', 'dense 24, LAYER, dense 10'];
for (const example of examples) {
  const lists = places
    .map((place) => place.replace('LAYER', example))
    .filter((layers) => !inkling.checkLayers(layers).failure);

  test(`${example}: the same result in every format`, async () => {
    assert.ok(lists.length > 0);
    const some = images.slice(0, 200);
    for (const layers of lists) {
      const network = train(layers, { learningRate: 0.01, optimizer: { rule: 'adamw' } });
      const wanted = answers(network, some);
      const loaded = inkling.loadNetwork(network.save(), { maxBatch: 100 });
      assert.deepEqual(loaded.getParameters(), network.getParameters());
      assert.deepEqual(answers(loaded, some), wanted);
      loaded.free();
      const onnx = maxDifference(await byOnnx(network.toOnnx(), some), wanted);
      assert(onnx <= 1e-4, `${layers}, ONNX: ${onnx}`);
      const float = maxDifference(run(compileC('kind', network.toHeader()), some), wanted);
      assert(float <= 2e-6, `${layers}, C: ${float}`);
      const bytes = run(compileC('kind8', network.toHeader({ int8: true })), some);
      const same = agreement(bytes, wanted);
      assert(same >= 0.95, `${layers}, int8: ${same}`);
      report.push(
        `  ${layers.padEnd(52)}ONNX ${onnx.toExponential(1)}, C ${float.toExponential(1)}, int8 ` +
          `${maxDifference(bytes, wanted).toExponential(1)}, same digit ${(same * 100).toFixed(1)}%`,
      );
      network.free();
    }
  });
}

test('the command line and the module export the same bytes', () => {
  const network = networks.pretrained;
  const path = join(folder, 'pretrained.safetensors');
  writeFileSync(path, network.save());
  const made = (/** @type {string[]} */ ...options) => {
    execFileSync(cli, ['export', path, ...options, join(folder, 'out')]);
    return readFileSync(join(folder, 'out'));
  };
  assert.deepEqual(made('--onnx'), Buffer.from(network.toOnnx()));
  assert.deepEqual(made('--safetensors'), Buffer.from(network.save()));
  assert.equal(made('--header').toString(), network.toHeader());
  assert.equal(made('--int8', '--header').toString(), network.toHeader({ int8: true }));
});
