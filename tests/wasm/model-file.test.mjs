/** Model files: valid ones are read, all others rejected with a readable message. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InklingError, PIXELS } from '../../web/inkling/index.js';
import { inkling, loadSplit, pretrainedFile } from './helpers.mjs';

/** @param {ArrayBuffer | Uint8Array} file */
const readModel = (file) => inkling.readModel(file);

/** @typedef {Record<string, any>} Header */

/** Builds a file from a header and data. @param {unknown} header @param {Uint8Array} data */
function makeFile(header, data) {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file.buffer;
}

const LAYERS = 'conv 3x3x2, relu, maxpool 2, dense 10';

/** A small F32 model with the values 0, 1, 2, ... divided by 1,024. */
function small() {
  /** @type {[string, number[]][]} */
  const tensors = [
    ['0.weight', [3, 3, 1, 2]],
    ['0.bias', [2]],
    ['3.weight', [13 * 13 * 2, 10]],
    ['3.bias', [10]],
  ];
  /** @type {Header} */
  const header = { __metadata__: { format: 'inkling', layers: LAYERS, temperature: '1.5' } };
  let end = 0;
  for (const [name, shape] of tensors) {
    const first = end;
    end += 4 * shape.reduce((a, b) => a * b);
    header[name] = { dtype: 'F32', shape, data_offsets: [first, end] };
  }
  const values = Float32Array.from({ length: end / 4 }, (_, i) => i / 1024);
  return { header, values, data: new Uint8Array(values.buffer) };
}

/** The codes that reject a file. */
const REFUSALS = [
  'NOT_A_MODEL',
  'MODEL_HEADER',
  'MODEL_SIZES',
  'FOREIGN_MODEL',
  'MODEL_NOT_FINITE',
];

/** @param {ArrayBuffer} file @param {string} what @param {string[]} codes */
function refused(file, what, codes = REFUSALS) {
  assert.throws(
    () => readModel(file),
    (/** @type {unknown} */ error) => {
      assert(error instanceof InklingError, what);
      assert(codes.includes(error.code), `${what}: ${error.code}`);
      assert.match(error.message, /\.$/);
      return true;
    },
  );
}

test('a valid file gives its layers, parameters in order, temperature and notes', () => {
  const { header, values, data } = small();
  const model = readModel(makeFile(header, data));
  assert.equal(model.layers, LAYERS);
  assert.equal(model.temperature, 1.5);
  assert.deepEqual(model.parameters, values);
  assert.deepEqual(model.notes, header.__metadata__);
  // The order of names in the header does not matter, nor does a missing temperature.
  const reversed = Object.fromEntries(Object.entries(header).reverse());
  delete reversed.__metadata__.temperature;
  assert.deepEqual(readModel(makeFile(reversed, data)).parameters, values);
  assert.equal(readModel(makeFile(reversed, data)).temperature, 1);
});

test('the pretrained file gives a working network', () => {
  const { layers, parameters, temperature } = readModel(pretrainedFile());
  const network = inkling.createNetwork({ layers, maxBatch: 1 });
  network.setParameters(parameters);
  network.temperature = temperature;
  const sum = network.predict(new Float32Array(PIXELS)).reduce((a, b) => a + b);
  assert(Math.abs(sum - 1) < 1e-5);
  network.free();
});

test('a file truncated anywhere is rejected, and so is one with extra bytes', () => {
  const whole = pretrainedFile();
  const header = 8 + Number(new DataView(whole).getBigUint64(0, true));
  const lengths = [header - 1, header, header + 1, whole.byteLength - 2, whole.byteLength - 1];
  for (let length = 0; length < 300; length++) lengths.push(length);
  for (let length = 300; length < whole.byteLength; length += 997) lengths.push(length);
  for (const length of lengths) refused(whole.slice(0, length), `${length} bytes`);
  const more = new Uint8Array(whole.byteLength + 2);
  more.set(new Uint8Array(whole));
  refused(more.buffer, 'two bytes more');
});

test('a header that is too long, not JSON or not an object is rejected', () => {
  const { header, data } = small();
  for (const length of [
    0n,
    1n,
    2n ** 20n + 1n,
    2n ** 32n,
    2n ** 53n + 8n,
    2n ** 63n,
    2n ** 64n - 1n,
  ]) {
    const file = makeFile(header, data);
    new DataView(file).setBigUint64(0, length, true);
    refused(file, `header of ${length} bytes`);
  }
  for (const text of ['', '{', 'null', '7', '"text"', '[]', '{}', '{"__metadata__":null}', '\0']) {
    refused(makeFile(text, data), text);
  }
  refused(makeFile({ ...header, padding: 'x'.repeat(1_100_000) }, data), 'a long header');
  refused(makeFile('['.repeat(50_000), data), 'a deep header');
});

test('a header with wrong contents is rejected', () => {
  /** @type {Record<string, (header: Header) => void>} */
  const wrongs = {
    'no metadata': (header) => delete header.__metadata__,
    'no format': (header) => delete header.__metadata__.format,
    'another format': (header) => (header.__metadata__.format = 'pt'),
    'no layers': (header) => delete header.__metadata__.layers,
    'layers that are not text': (header) => (header.__metadata__.layers = ['dense 10']),
    'no tensor': (header) => delete header['0.bias'],
    'a tensor that is null': (header) => (header['0.bias'] = null),
    'a tensor of nothing': (header) => (header['0.bias'] = {}),
    'a tensor too many': (header) => (header['9.bias'] = header['3.bias']),
    'doubles, not floats': (header) => (header['0.bias'].dtype = 'F64'),
    'halves, not floats': (header) => (header['0.bias'].dtype = 'F16'),
    'no type': (header) => delete header['0.bias'].dtype,
    'no shape': (header) => delete header['0.bias'].shape,
    'a shape too large': (header) => (header['0.bias'].shape = [3]),
    'a negative shape': (header) => (header['0.bias'].shape = [-2]),
    'a shape of parts': (header) => (header['0.bias'].shape = [0.5]),
    'a shape that is not a list': (header) => (header['0.bias'].shape = 2),
    'no offsets': (header) => delete header['0.bias'].data_offsets,
    'offsets as text': (header) => (header['0.bias'].data_offsets = ['72', '80']),
    'offsets below 0': (header) => (header['0.weight'].data_offsets = [-72, 0]),
    'offsets that overlap': (header) => (header['0.bias'].data_offsets = [68, 76]),
    'offsets past the end': (header) => (header['3.bias'].data_offsets = [1e6, 1e6 + 40]),
    'offsets that go back': (header) => (header['0.bias'].data_offsets = [80, 72]),
  };
  for (const [what, spoil] of Object.entries(wrongs)) {
    const { header, data } = small();
    spoil(header);
    refused(makeFile(header, data), what);
  }
});

test('a tensor with a huge declared size is rejected before allocating memory', () => {
  const { header, data } = small();
  const first = header['3.bias'].data_offsets[0];
  const before = inkling.core.memory.buffer.byteLength;
  for (const count of [1e8, 1e12, 2 ** 62]) {
    header['3.bias'] = { dtype: 'F32', shape: [count], data_offsets: [first, first + 4 * count] };
    refused(makeFile(header, data), `${count} numbers`, ['MODEL_SIZES', 'MODEL_HEADER']);
  }
  assert.equal(inkling.core.memory.buffer.byteLength, before);
});

test('weights and temperatures that are not finite are rejected', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const { header, values, data } = small();
    values[values.length - 1] = value;
    refused(makeFile(header, data), `a weight of ${value}`, ['MODEL_NOT_FINITE']);
  }
  for (const temperature of ['0', '-1', '1e-300', '1e300', 'Infinity', 'NaN', 'warm', '']) {
    const { header, data } = small();
    header.__metadata__.temperature = temperature;
    refused(makeFile(header, data), `a temperature of ${temperature}`);
  }
});

test('random byte changes give either a valid model or an error', () => {
  const whole = makeFile(small().header, small().data);
  const length = Number(new DataView(whole).getBigUint64(0, true));
  let state = 1;
  const below = (/** @type {number} */ limit) => (state = (state * 48271) % 2147483647) % limit;
  let readable = 0;
  for (let round = 0; round < 2000; round++) {
    const file = whole.slice(0);
    new Uint8Array(file)[below(8 + length)] = below(256);
    try {
      const { parameters, temperature } = readModel(file);
      assert(parameters.every(Number.isFinite) && temperature > 0);
      readable++;
    } catch (error) {
      assert(error instanceof InklingError);
    }
  }
  assert(readable < 1000, `${readable} of 2000 were read`);
});

test("parameters that don't fit the layers, and invalid layers, are reported", () => {
  const { parameters } = readModel(makeFile(small().header, small().data));
  const network = inkling.createNetwork({ layers: LAYERS });
  network.setParameters(parameters);
  for (const wrong of [parameters.subarray(1), new Float32Array(0)]) {
    assert.throws(() => network.setParameters(wrong), {
      name: 'InklingError',
      code: 'BAD_ARGUMENT',
      message: /must be a Float32Array of 3410 values\.$/,
    });
  }
  network.free();
  /** @type {[string, string][]} */
  const lists = [
    ['', 'BAD_LAYER_TEXT'],
    ['nonsense', 'BAD_LAYER_TEXT'],
    ['dense 10,', 'BAD_LAYER_TEXT'],
    ['dense 1', 'BAD_LAYERS'],
    ['dense 37', 'BAD_LAYERS'],
    ['dense 999999, dense 10', 'BAD_ARGUMENT'],
    ['conv 9x9x4, maxpool 8, conv 9x9x4, dense 10', 'TOO_SMALL'],
    [`${'relu, '.repeat(1000)}dense 10`, 'BAD_LAYERS'],
  ];
  for (const [layers, code] of lists) {
    assert.throws(
      () => inkling.createNetwork({ layers }),
      (/** @type {unknown} */ error) => {
        assert(error instanceof InklingError, layers);
        assert.equal(error.code, code, layers.slice(0, 40));
        assert.match(error.message, /\.$/);
        return true;
      },
    );
  }
});

test('saving and loading preserves every bit; so does doing it again with 16-bit weights', () => {
  const notes = { name: 'Größe "7" \\ \n 🖋', layers: 'not this', test_accuracy: '98.1' };
  const network = inkling.createNetwork({
    layers: 'conv 3x3x4 pad 2, relu, dropout 0.123, dense 10',
  });
  network.temperature = 0.7;
  const file = network.save({ notes });
  const model = readModel(file);
  assert.deepEqual(model.parameters, network.getParameters());
  assert.equal(model.layers, 'conv 3x3x4 pad 2, relu, dropout 0.123, dense 10');
  assert.equal(model.temperature, Math.fround(0.7));
  assert.equal(model.notes.name, notes.name);
  assert.equal(model.notes.layers, model.layers);
  assert.equal(model.notes.classes, '0123456789');
  assert.equal(model.training, null);
  const loaded = inkling.loadNetwork(file);
  assert.deepEqual(loaded.save({ notes: model.notes }), file);
  const half = network.save({ half: true });
  assert(half.length < file.length * 0.6);
  const again = inkling.loadNetwork(half);
  assert.deepEqual(again.save({ half: true }), half);
  for (const each of [network, loaded, again]) each.free();
});

test('training resumes from a file bit for bit, wherever it was stopped', () => {
  const dataset = loadSplit('train', 1);
  const settings = {
    learningRate: 0.004,
    batchSize: 32,
    sampleCount: 1000,
    epochs: 2,
    seed: 4_000_000_000,
    augmentation: /** @type {const} */ ('distort'),
    distortion: { shift: 1, rotation: 10, elastic: 1 },
    mixture: { drawn: 0.2, strange: 0.1 },
    optimizer: /** @type {const} */ ({
      rule: 'adamw',
      schedule: 'one-cycle',
      warmUp: 0.3,
      weightDecay: 0.01,
    }),
    labelSmoothing: 0.05,
  };
  const start = () => {
    const network = inkling.createNetwork({
      layers: 'conv 5x5x4, relu, maxpool 2, dropout 0.2, dense 10',
    });
    return { network, trainer: inkling.createTrainer(network, dataset, settings) };
  };
  const through = start();
  for (let i = 0; i < 50; i++) through.trainer.step();
  for (const stop of [0, 1, 13, 31, 32, 33, 49]) {
    const first = start();
    for (let i = 0; i < stop; i++) first.trainer.step();
    const file = first.network.save({ trainer: first.trainer });
    assert.throws(() => first.network.save({ trainer: first.trainer, half: true }), InklingError);
    first.trainer.free();
    first.network.free();
    const model = readModel(file);
    assert.equal(model.training?.settings.seed, settings.seed);
    assert.equal(model.training?.settings.optimizer.rule, 'adamw');
    const { network, trainer } = inkling.resume(model, dataset);
    assert.deepEqual(trainer.settings, model.training?.settings);
    for (let i = stop; i < 50; i++) trainer.step();
    assert.deepEqual(
      network.getParameters(),
      through.network.getParameters(),
      `stopped at ${stop}`,
    );
    assert.deepEqual(trainer.getMemory(), through.trainer.getMemory());
    trainer.free();
    network.free();
  }
  dataset.free();
});

test('a rejected file leaves the network and its module unchanged', () => {
  const network = inkling.createNetwork({ layers: LAYERS });
  const before = network.getParameters();
  const { header, data } = small();
  for (let cut = 0; cut < 50; cut++) refused(makeFile(header, data).slice(0, -1 - cut), 'cut off');
  assert.deepEqual(network.getParameters(), before);
  network.free();
});
