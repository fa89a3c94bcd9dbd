/** Networks with other than ten outputs: trained, saved and exported. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { addLayerKinds, endsIn, named, outputsIn, withOutputs } from '../../web/data/classes.js';
import { MAX_CLASSES, NO_CLASS, PIXELS, SIDE } from '../../web/inkling/index.js';
import { characterPictures, characters } from '../letters.mjs';
import { png } from '../pictures.mjs';
import { fromRoot, inkling } from './helpers.mjs';

env.wasm.numThreads = 1;
const folder = mkdtempSync(join(tmpdir(), 'inkling-classes-'));
before(() => execFileSync('make', ['-s', '-C', fromRoot(''), 'native'], { stdio: 'inherit' }));
after(() => rmSync(folder, { recursive: true }));

const LAYERS = 'conv 5x5x8, relu, maxpool 2, dropout 0.1, dense';

/** A network trained on a number of characters, with held-out pictures. @param {number} classes */
function learned(classes) {
  const pictures = characterPictures(classes, 26);
  const datasetOf = (/** @type {typeof pictures} */ some) => {
    const dataset = inkling.createDataset(some.length);
    for (const { ink, label } of some) dataset.add(ink, [label]);
    return dataset;
  };
  const train = datasetOf(pictures.filter((_, i) => i % 26 < 20));
  const held = pictures.filter((_, i) => i % 26 >= 20);
  const network = inkling.createNetwork({ layers: `${LAYERS} ${classes}`, maxBatch: 64 });
  const trainer = inkling.createTrainer(network, train, {
    learningRate: 0.005,
    batchSize: 16,
    sampleCount: train.count,
    epochs: 6,
    optimizer: { rule: 'adamw', schedule: 'one-cycle' },
  });
  while (trainer.epoch < 6) trainer.step();
  return { network, trainer, train, test: datasetOf(held), held };
}

const letters = learned(26);

for (const { network, test: tested, held } of [learned(2), letters, learned(MAX_CLASSES)]) {
  const { classes } = network;
  test(`${classes} classes are learned, evaluated and inspected`, () => {
    network.calibrate(tested);
    const { accuracy, confusion, count, correct } = inkling.evaluate(network, tested);
    assert(accuracy > 0.9, `${accuracy}`);
    assert.equal(confusion.length, classes * classes);
    assert.equal(
      confusion.reduce((sum, value) => sum + value),
      count,
    );
    const right = characters(classes).reduce((sum, _, i) => sum + confusion[i * (classes + 1)], 0);
    assert.equal(right, correct);
    for (let label = 0; label < classes; label++) {
      const row = confusion.subarray(label * classes, (label + 1) * classes);
      assert.equal(
        row.reduce((sum, value) => sum + value),
        held.filter((one) => one.label === label).length,
      );
    }
    const image = Float32Array.from(held[0].ink, (value) => value / 255);
    const said = network.predict(image);
    assert.equal(said.length, classes);
    const { probabilities, logits, layers } = network.trace(image, classes - 1);
    assert.deepEqual(probabilities, said);
    assert.deepEqual(logits, layers[layers.length - 1].output);
    assert(network.saliency(image, classes - 1).some((value) => value !== 0));
    assert.throws(() => network.trace(image, classes), { code: 'BAD_ARGUMENT' });
    assert.throws(() => network.saliency(image, classes), { code: 'BAD_ARGUMENT' });
  });
}

test('labels without an output are rejected, and nothing changes', () => {
  const small = inkling.createNetwork({ layers: `${LAYERS} 25`, maxBatch: 16 });
  const before = small.getParameters();
  const image = new Float32Array(PIXELS);
  assert.throws(() => small.trainBatch(image, new Uint8Array([25]), 0.1), {
    code: 'UNKNOWN_CLASS',
    argument: 'labels[0]',
  });
  assert.throws(() => inkling.evaluate(small, letters.test), { code: 'UNKNOWN_CLASS' });
  assert.throws(() => small.calibrate(letters.test), { code: 'UNKNOWN_CLASS' });
  assert.deepEqual(small.getParameters(), before);
  small.trainBatch(image, new Uint8Array([NO_CLASS]), 0.1);
  const dataset = inkling.createDataset(2);
  for (const label of [MAX_CLASSES, 254]) {
    assert.throws(() => dataset.add(image, [label]), { code: 'BAD_LABELS' });
  }
  dataset.add(image, [NO_CLASS]);
  dataset.add(image, [MAX_CLASSES - 1]);
  for (const mixture of [{ drawn: 0.1 }, { lettered: 0.1 }, { strange: 0.1 }]) {
    const settings = { learningRate: 0.1, batchSize: 2, sampleCount: 2, mixture };
    assert.throws(() => inkling.createTrainer(small, dataset, settings), { code: 'BAD_ARGUMENT' });
  }
  dataset.free();
  small.free();
});

test('a model file has class names, and training continues from it', () => {
  const { network, trainer, train } = letters;
  const classNames = characters(26);
  const file = network.save({ classNames, trainer });
  const model = inkling.readModel(file);
  assert.equal(model.notes.classes, '26');
  assert.deepEqual(model.classNames, classNames);
  const again = inkling.resume(model, train);
  assert.equal(again.network.classes, 26);
  const [a, b] = [again.trainer.step(), trainer.step()];
  assert.deepEqual(a, b);
  assert.deepEqual(again.network.getParameters(), network.getParameters());
  assert.throws(() => network.save({ classNames: classNames.slice(1) }), { code: 'BAD_ARGUMENT' });
  assert.throws(() => network.save({ classNames: [...classNames.slice(1), 'A\nB'] }), {
    code: 'BAD_ARGUMENT',
  });
  assert.equal(inkling.readModel(network.save()).classNames, null);
});

test('the command line names classes, and trains and evaluates on digits only', () => {
  const { network, held } = letters;
  const path = join(folder, 'letters.safetensors');
  writeFileSync(path, network.save({ classNames: characters(26) }));
  const input = Buffer.concat(held.map(({ ink }) => png(ink, 1)));
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(fromRoot('build/inkling'), args, { input, encoding: 'utf8' });
  const lines = run('predict', path, '--json').stdout.trim().split('\n');
  assert.equal(lines.length, held.length);
  lines.forEach((line, i) => {
    const said = JSON.parse(line);
    const image = Float32Array.from(held[i].ink, (value) => value / 255);
    const wanted = network.predict(image);
    assert.equal(said.class, characters(26)[wanted.indexOf(Math.max(...wanted))]);
    assert.equal(said.probabilities.length, 26);
    for (const [k, p] of wanted.entries()) assert(Math.abs(p - said.probabilities[k]) < 1e-6);
  });
  assert.match(run('predict', path).stdout, /^-: [A-Z] {2}\(\d+\.\d%\)$/m);
  const evaluated = run('eval', path);
  assert.equal(evaluated.status, 1);
  assert.match(evaluated.stderr, /26 classes; to read digits, its last layer must be dense 10/);
  const trained = run('train', '--layers', 'dense 26');
  assert.equal(trained.status, 1);
  assert.match(trained.stderr, /--layers: .*dense 10/);
});

test('ONNX and a C header have one output per class', async () => {
  const { network, held } = letters;
  const images = held.map(({ ink }) => Float32Array.from(ink, (value) => value / 255));
  const wanted = images.map((image) => network.predict(image));
  const session = await InferenceSession.create(network.toOnnx());
  const x = new Float32Array(images.length * PIXELS);
  for (const [i, image] of images.entries()) x.set(image, i * PIXELS);
  const { probabilities } = await session.run({
    image: new Tensor('float32', x, [images.length, 1, SIDE, SIDE]),
  });
  assert.deepEqual(probabilities.dims, [images.length, 26]);
  const values = /** @type {Float32Array} */ (probabilities.data);
  wanted
    .flatMap((row) => [...row])
    .forEach((p, i) => {
      assert(Math.abs(p - values[i]) <= 1e-4);
    });
  await session.release();

  writeFileSync(join(folder, 'model.h'), network.toHeader());
  const source = `#include "model.h"
#include <stdio.h>
int main(void) {
    static float image[784], p[26];
    int i;
    while (fread(image, sizeof(float), 784, stdin) == 784) {
        inkling_predict(image, p);
        for (i = 0; i < 26; i++) printf("%.9g ", (double)p[i]);
    }
    return 0;
}
`;
  writeFileSync(join(folder, 'main.c'), source);
  const program = join(folder, 'program');
  execFileSync('cc', [
    '-std=c99',
    '-Wall',
    '-Werror',
    '-O1',
    '-o',
    program,
    join(folder, 'main.c'),
    '-lm',
  ]);
  const out = execFileSync(program, { input: Buffer.from(x.buffer), encoding: 'utf8' });
  const said = out.trim().split(/\s+/).map(Number);
  assert.equal(said.length, 26 * images.length);
  wanted
    .flatMap((row) => [...row])
    .forEach((p, i) => {
      assert(Math.abs(p - said[i]) <= 2e-6);
    });
});

test('the last layer with weights adapts to the classes, whatever follows it', () => {
  for (const [layers, wanted] of [
    ['dense 128, relu, dense 10', 'dense 128, relu, dense 26'],
    ['dense 10', 'dense 26'],
    ['dense 32,relu , dense 10 ', 'dense 32,relu , dense 26 '],
    ['dense 10, relu, dropout 0.25', 'dense 26, relu, dropout 0.25'],
    ['conv 5x5x4, maxpool 4, relu, conv 6x6x10', 'conv 5x5x4, maxpool 4, relu, conv 6x6x26'],
    ['conv 9x9x10, maxpool 8, maxpool 2', 'conv 9x9x26, maxpool 8, maxpool 2'],
    ['maxpool 7, conv 4 x 4 x 10 pad 1, relu', 'maxpool 7, conv 4 x 4 x 26 pad 1, relu'],
  ]) {
    assert.equal(withOutputs(layers, 26), wanted);
    assert.equal(withOutputs(wanted, 10), layers);
    assert.equal(outputsIn(layers), 10);
    assert.equal(outputsIn(wanted), 26);
  }
  // Anything else is left unchanged for the core to report.
  for (const odd of ['', 'maxpool 2', 'foo 3', 'dense']) assert.equal(withOutputs(odd, 26), odd);
  assert.deepEqual(named(['A'], 2), ['A', '']);
});

test('a new kind of layer states where its number of outputs is', () => {
  const layers = 'conv 5x5x4, mix of 3:10, relu';
  /** @type {any[]} */
  const layerKinds = [
    { word: 'mix of', examples: ['mix of 2:64'], numbers: [{ name: 'size' }, { name: 'units' }] },
    { word: 'shrink', examples: ['shrink 4'], numbers: [{ name: 'size' }] },
  ];
  addLayerKinds({ layerKinds, parseLayers: () => [/** @type {any} */ ({ units: 64 })] });
  assert.equal(withOutputs(layers, 26), 'conv 5x5x4, mix of 3:26, relu');
  assert.ok(endsIn('dense 10, mix of 3:26, shrink 10', 26));
});

test('every kind with a number of outputs adapts to the classes', () => {
  addLayerKinds(inkling);
  for (const { examples, numbers } of inkling.layerKinds) {
    for (const example of examples) {
      const [layer] = inkling.parseLayers(withOutputs(example, 26));
      assert.equal(layer.units, numbers.some(({ name }) => name === 'units') ? 26 : 0, example);
    }
  }
});
