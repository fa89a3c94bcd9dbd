/** State dictionaries of PyTorch: both of its formats, and the layers that their shapes allow. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { zipSync } from 'fflate';
import { samplesOf } from '../../web/handwriting/archive.js';
import { PIXELS } from '../../web/inkling/index.js';
import { readModelFiles } from '../../web/models/readers/index.js';
import { openModel } from '../../web/models/readers/open.js';
import { readOldTorch, readPickledTorch, readTorchZip } from '../../web/models/readers/pytorch.js';
import { zipParts } from '../make-zip.mjs';
import { bytes, int, name, pickled, reduce, text, tuple } from '../pickles.mjs';
import { firstDigits, inkling, loadSplit } from './helpers.mjs';

/** @typedef {{ name: string, shape: number[], data: Float32Array }} Named */

const samples = firstDigits('train', 200);
const held = firstDigits('test', 100);

/** A network that has learned enough to tell its own layers from others. @param {string} layers */
function trained(layers) {
  const dataset = loadSplit('train', 1);
  const network = inkling.createNetwork({ layers, maxBatch: 50, seed: 3 });
  const trainer = inkling.createTrainer(network, dataset, {
    learningRate: 0.004,
    batchSize: 50,
    sampleCount: 5000,
    optimizer: { rule: 'adamw' },
  });
  for (let i = 0; i < 100; i++) trainer.step();
  trainer.free();
  dataset.free();
  return network;
}

/** @type {Map<string, import('../../web/inkling/index.js').Network>} */
const networks = new Map();
const CNN =
  'conv 5x5x6 same, relu, maxpool 2, conv 5x5x8, relu, maxpool 2, dense 24, relu, dense 10';
const MLP = 'dense 24, tanh, dense 10';
const LEAKY = 'dense 24, leaky relu 0.25, dense 10';
const LINEAR = 'conv 5x5x4, relu, maxpool 4, dense 16, dense 10';
before(() => {
  for (const layers of [CNN, MLP, LEAKY, LINEAR]) networks.set(layers, trained(layers));
});

/** A network's weights as PyTorch has them. @param {string} layers @returns {Named[]} */
function stateOf(layers) {
  const network = networks.get(layers);
  assert.ok(network);
  const { info } = inkling.checkLayers(layers);
  const all = network.getParameters();
  let at = 0;
  let input = { height: 28, width: 28, channels: 1 };
  /** @type {Named[]} */
  const named = [];
  inkling.parseLayers(layers).forEach((layer, n) => {
    const { height, width, channels, parameters } = info[n];
    const weights = all.subarray(at, at + parameters - channels);
    const bias = all.slice(at + parameters - channels, at + parameters);
    if (layer.type === 'conv2d') {
      const { size = 1 } = layer;
      const data = new Float32Array(weights.length);
      for (let o = 0; o < channels; o++)
        for (let i = 0; i < input.channels; i++)
          for (let tap = 0; tap < size * size; tap++)
            data[(o * input.channels + i) * size * size + tap] =
              weights[(tap * input.channels + i) * channels + o];
      named.push({ name: `conv${n}.weight`, shape: [channels, input.channels, size, size], data });
      named.push({ name: `conv${n}.bias`, shape: [channels], data: bias });
    } else if (layer.type === 'dense') {
      const inputs = input.height * input.width * input.channels;
      const data = new Float32Array(weights.length);
      const places = input.height * input.width;
      for (let o = 0; o < channels; o++)
        for (let i = 0; i < inputs; i++)
          data[o * inputs + i] =
            weights[((i % places) * input.channels + Math.floor(i / places)) * channels + o];
      named.push({ name: `fc${n}.weight`, shape: [channels, inputs], data });
      named.push({ name: `fc${n}.bias`, shape: [channels], data: bias });
    }
    at += parameters;
    input = { height, width, channels };
  });
  return named;
}

/** How a pickle refers to a storage. @param {Float32Array} data @param {number} key @param {boolean} old */
const reference = (data, key, old) =>
  Buffer.concat([
    tuple(
      text('storage'),
      name('torch', 'FloatStorage'),
      text(String(key)),
      text('cpu'),
      int(data.length),
      ...(old ? [Buffer.from('N')] : []),
    ),
    Buffer.from('Q'),
  ]);

/** @param {Named[]} state @param {(data: Float32Array, key: number) => Buffer} storageOf */
function dictionary(state, storageOf) {
  const items = state.map(({ shape, data, name: key }, i) => {
    const strides = shape.map((_, at) => shape.slice(at + 1).reduce((all, side) => all * side, 1));
    const empty = Buffer.concat([name('collections', 'OrderedDict'), Buffer.from(')R')]);
    const args = tuple(
      storageOf(data, i),
      int(0),
      tuple(...shape.map(int)),
      tuple(...strides.map(int)),
      Buffer.from([0x89]),
      empty,
    );
    return Buffer.concat([text(key), name('torch._utils', '_rebuild_tensor_v2'), args, reduce]);
  });
  return Buffer.concat([
    name('collections', 'OrderedDict'),
    Buffer.from(')R('),
    ...items,
    Buffer.from('u'),
  ]);
}

/** @param {Named[]} state @param {(state: Buffer) => Buffer} [wrap] */
function zipFile(state, wrap = (all) => all) {
  const files = Object.fromEntries(
    state.map(({ data }, i) => [
      `model/data/${i}`,
      new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)),
    ]),
  );
  const pickle = new Uint8Array(
    pickled(wrap(dictionary(state, (data, key) => reference(data, key, false)))),
  );
  return zipSync(
    { 'model/data.pkl': pickle, 'model/version': new Uint8Array([51]), ...files },
    { level: 0 },
  );
}

/** The format before PyTorch 1.6. @param {Buffer} root @param {Float32Array[]} storages */
function oldFormat(root, storages) {
  const magic = Buffer.from([
    0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
  ]);
  const keys = Buffer.concat([
    Buffer.from(']('),
    ...storages.map((_, i) => text(String(i))),
    Buffer.from('e'),
  ]);
  const data = storages.flatMap((one) => {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(one.length));
    return [count, Buffer.from(one.buffer, one.byteOffset, one.byteLength)];
  });
  return new Uint8Array(
    Buffer.concat([
      magic,
      pickled(int(1001)),
      pickled(Buffer.from('}')),
      pickled(root),
      pickled(keys),
      ...data,
    ]),
  );
}

/** @param {Named[]} state */
const oldFile = (state) =>
  oldFormat(
    dictionary(state, (data, key) => reference(data, key, true)),
    state.map(({ data }) => data),
  );

/** What pickle.dump writes of a state dictionary, with a file for each storage. @param {Named[]} state */
const plainPickle = (state) =>
  new Uint8Array(
    pickled(
      dictionary(state, (data) =>
        Buffer.concat([
          name('torch.storage', '_load_from_bytes'),
          tuple(bytes(oldFormat(reference(data, 0, true), [data]))),
          reduce,
        ]),
      ),
    ),
  );

/** @param {Uint8Array} bytes @param {string} [file] */
const open = (bytes, file = 'digits.pth') =>
  openModel(inkling, [{ name: file, bytes }], { samples, test: held });

/** @param {string} layers @param {import('../../web/models/readers/open.js').OpenedModel} opened */
function reads(layers, opened) {
  const network = networks.get(layers);
  assert.ok(network);
  const again = inkling.loadNetwork(opened.file, { maxBatch: 1 });
  let correct = 0;
  for (let i = 0; i < held.labels.length; i++) {
    const image = Float32Array.from(
      held.pixels.subarray(i * PIXELS, (i + 1) * PIXELS),
      (v) => v / 255,
    );
    const probabilities = network.predict(image);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const own = again.predict(image);
    assert.ok(Math.abs(own[best] - probabilities[best]) < 1e-4, `${i}`);
    correct += Number(best === held.labels[i]);
  }
  again.free();
  assert.deepEqual(opened.report.accuracy, { correct, count: held.labels.length });
}

test('both formats have the same tensors, and so has a plain pickle', () => {
  const state = stateOf(CNN);
  assert.deepEqual(readTorchZip(zipFile(state)), state);
  assert.deepEqual(readOldTorch(oldFile(state)), state);
  assert.deepEqual(readPickledTorch(plainPickle(state)), state);
});

test('a convolutional network is reconstructed, and its input found', async () => {
  const opened = await open(oldFile(stateOf(CNN)));
  assert.equal(opened.report.guessed, true);
  assert.equal(opened.layers, CNN);
  assert.equal(opened.report.tried, samples.labels.length);
  reads(CNN, opened);
});

test('an activation other than ReLU, a checkpoint, and safetensors', async () => {
  const state = stateOf(MLP);
  const checkpoint = zipFile(state, (all) =>
    Buffer.concat([
      Buffer.from('}('),
      text('epoch'),
      int(5),
      text('model_state_dict'),
      all,
      Buffer.from('u'),
    ]),
  );
  reads(MLP, await open(checkpoint));
  let end = 0;
  const header = Object.fromEntries(
    state.map(({ name: key, shape, data }) => [
      key,
      { dtype: 'F32', shape, data_offsets: [end, (end += 4 * data.length)] },
    ]),
  );
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(json.length));
  const data = state.map((one) =>
    Buffer.from(one.data.buffer, one.data.byteOffset, one.data.byteLength),
  );
  const file = new Uint8Array(Buffer.concat([size, json, ...data]));
  reads(MLP, await open(file, 'digits.safetensors'));
});

test('no activation between dense layers, and one with a learned slope', async () => {
  assert.equal((await open(zipFile(stateOf(LINEAR)))).layers, LINEAR);
  const [weight, bias, ...rest] = stateOf(LEAKY);
  const slope = (/** @type {number[]} */ ...values) => ({
    name: 'act.weight',
    shape: [values.length],
    data: Float32Array.from(values),
  });
  const opened = await open(zipFile([weight, bias, slope(0.25), ...rest]));
  assert.equal(opened.layers, LEAKY);
  reads(LEAKY, opened);
  for (const bad of [slope(-0.25), slope(...new Array(24).fill(0.25))]) {
    await assert.rejects(open(zipFile([weight, bias, bad, ...rest])), {
      reason: 'shapes',
      values: { name: 'act.weight' },
    });
  }
});

test('one value per channel is left by an average of the image, or by the last convolution', async () => {
  const layer = (/** @type {string} */ key, /** @type {number[]} */ ...shape) => ({
    name: `${key}.weight`,
    shape,
    data: new Float32Array(shape.reduce((all, side) => all * side)),
  });
  const cases = /** @type {[string, Named[]][]} */ ([
    [
      'conv 3x3x4 same stride 2, relu, conv 3x3x8 same stride 2, relu, conv 3x3x8 same, relu, avgpool global, dense 10',
      [layer('a', 4, 1, 3, 3), layer('b', 8, 4, 3, 3), layer('c', 8, 8, 3, 3), layer('d', 10, 8)],
    ],
    [
      'conv 5x5x6 same, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, conv 5x5x120, relu, dense 10',
      [
        layer('a', 6, 1, 5, 5),
        layer('b', 16, 6, 5, 5),
        layer('c', 120, 16, 5, 5),
        layer('d', 10, 120),
      ],
    ],
    [
      'conv 3x3x8 same stride 2, relu, conv 3x3x8 same stride 2, relu, conv 3x3x10 same stride 2, avgpool global',
      [layer('a', 8, 1, 3, 3), layer('b', 8, 8, 3, 3), layer('c', 10, 8, 3, 3)],
    ],
  ]);
  for (const [layers, state] of cases) {
    const { plans } = await readModelFiles([{ name: 'm.pth', bytes: zipFile(state) }]);
    const texts = plans.map((plan) => inkling.parseLayers(plan.layers.join()));
    const wanted = inkling.parseLayers(layers);
    assert.ok(
      texts.some((one) => isDeepStrictEqual(one, wanted)),
      layers,
    );
  }
});

test('that convolutions of one kind are padded alike is tried first', async () => {
  const sizes = [[4, 1, 3, 3], [4, 4, 3, 3], [4, 4, 5, 5], [4, 4, 3, 3], [4, 4, 3, 3], [4, 4, 5, 5], [10, 64]]; // biome-ignore format: a list
  const state = sizes.map((shape, i) => ({
    name: `${i}.weight`,
    shape,
    data: new Float32Array(shape.reduce((all, side) => all * side)),
  }));
  const { plans } = await readModelFiles([{ name: 'm.pth', bytes: zipFile(state) }]);
  const at = (/** @type {string} */ layers) =>
    plans.findIndex((plan) => plan.layers.join() === layers.replaceAll('+', ',relu,'));
  const alike = at(
    'conv 3x3x4+conv 3x3x4+conv 5x5x4 pad 2 stride 2+conv 3x3x4+conv 3x3x4+conv 5x5x4 pad 2 stride 2+dense 10',
  );
  const mixed = at(
    'conv 3x3x4+conv 3x3x4+conv 5x5x4 stride 2+conv 3x3x4 pad 1+conv 3x3x4+conv 5x5x4 pad 2 stride 2+dense 10',
  );
  assert.ok(alike >= 0 && (mixed < 0 || alike < mixed), `${alike} ${mixed}`);
});

test('a state dictionary deep inside a checkpoint, beside other tensors', async () => {
  const entry = (/** @type {string} */ key, /** @type {Buffer} */ value) =>
    Buffer.concat([Buffer.from('}('), text(key), value, Buffer.from('u')]);
  const state = stateOf(MLP);
  const other = dictionary(state.slice(0, 1), (data, key) => reference(data, key, false));
  const deep = (/** @type {Buffer} */ all) =>
    Buffer.concat([
      Buffer.from('}('),
      text('optimizer'),
      entry('state', other),
      text('run'),
      entry('model', all),
      Buffer.from('u'),
    ]);
  const { plans } = await readModelFiles([{ name: 'm.pth', bytes: zipFile(state, deep) }]);
  assert.deepEqual(plans[0].layers, ['dense 24', 'relu', 'dense 10']);
});

test('a plain pickle is recognized', async () => {
  const { plans } = await readModelFiles([{ name: 'm.pkl', bytes: plainPickle(stateOf(MLP)) }]);
  assert.deepEqual(
    [plans[0].format, plans[0].layers],
    ['PyTorch', ['dense 24', 'relu', 'dense 10']],
  );
});

test('tensors of layers without names', async () => {
  const state = stateOf(MLP).map((tensor, i) => ({ ...tensor, name: ['w1', 'b1', 'w2', 'b2'][i] }));
  const [plan] = (await readModelFiles([{ name: 'm.pt', bytes: zipFile(state) }])).plans;
  const [known] = (await readModelFiles([{ name: 'm.pt', bytes: zipFile(stateOf(MLP)) }])).plans;
  assert.deepEqual(plan.parameters, known.parameters);
});

test('a batch normalization of the input becomes its transform', async () => {
  const norm = Object.entries({ weight: 2, bias: 0.5, running_mean: 0.25, running_var: 4 }).map(
    ([part, value]) => ({ name: `0.${part}`, shape: [1], data: Float32Array.of(value) }),
  );
  const bytes = zipFile([...norm, ...stateOf(CNN)]);
  const { plans } = await readModelFiles([{ name: 'm.pth', bytes }]);
  const { factor, shift } = plans[0].input;
  assert.ok(Math.abs(factor - 1) < 1e-4 && Math.abs(shift - 0.25) < 1e-4, `${factor} ${shift}`);
});

test('a list, a pruned layer, and the weights of a loss', async () => {
  const [first, ...rest] = stateOf(MLP);
  const mask = { ...first, name: `${first.name}_mask`, data: first.data.map(() => 1) };
  const loss = { name: 'criterion.weight', shape: [10], data: new Float32Array(10).fill(1) };
  const state = [{ ...first, name: `${first.name}_orig` }, mask, ...rest, loss];
  const list = (/** @type {Buffer} */ all) =>
    Buffer.concat([Buffer.from('('), all, int(5), Buffer.from('l')]);
  reads(MLP, await open(zipFile(state, list)));
  const normed = [{ ...first, name: `${first.name}_v` }, ...rest];
  await assert.rejects(open(zipFile(normed)), {
    reason: 'shapes',
    values: { name: `${first.name}_v` },
  });
});

test('whole modules are refused without running anything, and so is what does not fit', async () => {
  const module = Buffer.concat([
    name('__main__', 'Net'),
    Buffer.from(')\x81', 'latin1'),
    Buffer.from('}b'),
  ]);
  // In the older format, a class comes with its source.
  const older = Buffer.concat([
    tuple(text('module'), name('__main__', 'Net'), text('net.py'), text('class Net: ...')),
    Buffer.from('Q)\x81}b', 'latin1'),
  ]);
  const evil = Buffer.concat([name('os', 'system'), tuple(text('true')), reduce]);
  for (const [what, root, named] of /** @type {[string, Buffer, string][]} */ ([
    ['a module', module, '__main__.Net'],
    ['a module of the older format', older, '__main__.Net'],
    ['a call', evil, 'os.system'],
  ])) {
    const bytes = zipSync({ 'm/data.pkl': new Uint8Array(pickled(root)) }, { level: 0 });
    await assert.rejects(open(bytes), { reason: 'pickled', values: { name: named } }, what);
  }
  const lstm = { name: 'lstm.weight_ih_l0', shape: [4, 28], data: new Float32Array(112) };
  const hidden = { name: 'lstm.weight_hh_l0', shape: [3, 1], data: new Float32Array(3) };
  const gru = [{ ...lstm, shape: [3, 28], data: new Float32Array(84) }, hidden];
  for (const [state, kind] of /** @type {[Named[], string][]} */ ([
    [[lstm], 'LSTM'],
    [gru, 'GRU'],
  ])) {
    await assert.rejects(open(zipFile(state)), { reason: 'recurrent', values: { name: kind } });
  }
  const packed = { name: 'fc._packed_params.scale', shape: [1], data: new Float32Array(1) };
  await assert.rejects(open(zipFile([packed])), { reason: 'quantized' });
  const odd = { name: 'fc.weight', shape: [10, 100], data: new Float32Array(1000) };
  await assert.rejects(open(zipFile([odd])), { reason: 'inputSize' });
  const noise = stateOf(MLP).map((one) => ({
    ...one,
    data: one.data.map((_, i) => Math.sin(i * 12.9898) * 0.1),
  }));
  await assert.rejects(open(zipFile(noise)), { reason: 'shapes' });
});

test('a zip that claims four thousand million files ends in a message', async () => {
  const zip = Buffer.concat([...zipParts([{ path: 'a', bytes: new Uint8Array(9) }], true)]);
  zip.writeUInt32LE(0xffffffff, zip.indexOf('PK\x06\x06') + 32);
  await assert.rejects(open(zip), { name: 'ReadError' });
  assert.throws(() => samplesOf(zip));
});

test('files of other kinds end in a message', async () => {
  const header = '{"fc.weight":{"dtype":"I8","shape":[10,784],"data_offsets":[0,7840]}}';
  /** @type {[string, string, string][]} */
  const cases = [
    [
      'int8.safetensors',
      `${String.fromCharCode(header.length)}${'\0'.repeat(7)}${header}`,
      'quantized',
    ],
    [
      'pointer.onnx',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      'pointer',
    ],
    ['model.tflite', '\x1c\x00\x00\x00TFL3', 'tflite'],
    ['whole.pkl', '\x80\x04\x95', 'pickled'],
    ['notes.txt', 'nothing', 'unknown'],
    ['empty.onnx', '', 'damaged'],
    ['model.json', '{"format":"graph-model","modelTopology":{"node":[]}}', 'format'],
    ['broken.h5', '\x89HDF\r\n\x1a\nbroken', 'damaged'],
  ];
  for (const [file, content, reason] of cases) {
    const bytes = new Uint8Array(Buffer.from(content, 'latin1'));
    await assert.rejects(
      readModelFiles([{ name: file, bytes }]),
      { name: 'ReadError', reason },
      file,
    );
  }
  // Damaged in any place.
  const whole = oldFile(stateOf(MLP));
  for (let at = 0; at < 900; at += 7) {
    const damaged = whole.slice(0, at % 2 ? whole.length : Math.floor((whole.length * at) / 900));
    damaged[at % damaged.length] ^= 0xff;
    await readModelFiles([{ name: 'm.pth', bytes: damaged }]).catch((error) =>
      assert.equal(error.name, 'ReadError', String(error.stack)),
    );
  }
});
