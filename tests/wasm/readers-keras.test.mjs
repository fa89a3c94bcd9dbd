/** Keras's three kinds of files give the network that plain loops over the same layers give. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { readModelFiles } from '../../web/models/readers/index.js';
import { CONVENTIONS, networkOf } from '../../web/models/readers/input.js';
import { snake } from '../../web/models/readers/keras-zip.js';
import { kerasH5, kerasZip, tfjsFiles } from '../keras-files.mjs';
import { inkling, loadSplit } from './helpers.mjs';

/** @typedef {import('../keras-files.mjs').Part} Part */

const digits = loadSplit('test', 1);
const image = Float32Array.from(digits.sample(3).pixels, (value) => value / 255);

/** @param {number} seed */
function random(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
}
const next = random(5);
let counter = 0;

/** @param {string} kind @param {Record<string, any>} [config] @param {[string, number[], number?][]} [weights] name, shape, shift @returns {Part} */
function part(kind, config = {}, weights = []) {
  return {
    layer: { class_name: kind, config: { name: `${snake(kind)}_${++counter}`, ...config } },
    weights: weights.map(([name, shape, shift = 0]) => ({
      name,
      shape,
      data: Float32Array.from(
        { length: shape.reduce((all, side) => all * side, 1) },
        () => next() + shift,
      ),
    })),
  };
}

const norm = (/** @type {number} */ n) =>
  part('BatchNormalization', { epsilon: 0.001, axis: [3] }, [
    ['gamma', [n], 1],
    ['beta', [n]],
    ['moving_mean', [n]],
    ['moving_variance', [n], 1],
  ]);

/** Every layer that is read. */
const PARTS = [
  part('InputLayer', { batch_input_shape: [null, 28, 28, 1] }),
  part('Rescaling', { scale: 2, offset: -1 }),
  part('RandomRotation', { factor: 0.1 }),
  part('Conv2D', { padding: 'same', strides: [2, 2], activation: 'linear', filters: 4 }, [
    ['kernel', [3, 3, 1, 4]],
    ['bias', [4]],
  ]),
  norm(4),
  part('LeakyReLU', { negative_slope: 0.2 }),
  norm(4),
  part('Dropout', { rate: 0.5 }),
  part('ZeroPadding2D', { padding: [[1, 1], [1, 1]] }), // biome-ignore format: as Keras writes it
  part('SeparableConv2D', { padding: 'valid', activation: 'elu', strides: [1, 1] }, [
    ['depthwise_kernel', [3, 3, 4, 1]],
    ['pointwise_kernel', [1, 1, 4, 6]],
    ['bias', [6]],
  ]),
  part('DepthwiseConv2D', { padding: 'same', use_bias: false, activation: 'tanh' }, [
    ['depthwise_kernel', [3, 3, 6, 1]],
  ]),
  part('AveragePooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }),
  part('Conv2D', { use_bias: false, groups: 2, activation: 'sigmoid', padding: 'valid' }, [
    ['kernel', [1, 1, 3, 6]],
  ]),
  part('Activation', { activation: 'swish' }),
  part('MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'same' }),
  part('Flatten', { data_format: 'channels_last' }),
  part('Dense', { units: 12, activation: 'relu6' }, [
    ['kernel', [96, 12]],
    ['bias', [12]],
  ]),
  norm(12),
  part('Dense', { units: 10, activation: 'softmax' }, [
    ['kernel', [12, 10]],
    ['bias', [10]],
  ]),
];

const MODEL = {
  class_name: 'Sequential',
  config: { name: 'sequential', layers: PARTS.map(({ layer }) => layer) },
};

/** The logits of the layers above, in plain loops. @param {Float32Array} ink */
function plainly(ink) {
  let shape = [28, 28, 1];
  let x = Array.from(ink);
  const at = (/** @type {number} */ r, /** @type {number} */ c, /** @type {number} */ k) =>
    r < 0 || c < 0 || r >= shape[0] || c >= shape[1] ? 0 : x[(r * shape[1] + c) * shape[2] + k];
  /** @param {string} name @param {number} value */
  const act = (name, value) => {
    if (name === 'relu') return Math.max(value, 0);
    if (name === 'elu') return value > 0 ? value : Math.exp(value) - 1;
    if (name === 'relu6') return Math.min(Math.max(value, 0), 6);
    if (name === 'swish') return value / (1 + Math.exp(-value));
    if (name === 'tanh') return Math.tanh(value);
    return name === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value;
  };
  /** @param {number[]} out @param {(r: number, c: number, k: number) => number} value */
  const fill = ([height, width, channels], value) => {
    const y = [];
    for (let r = 0; r < height; r++)
      for (let c = 0; c < width; c++) for (let k = 0; k < channels; k++) y.push(value(r, c, k));
    x = y;
    shape = [height, width, channels];
  };
  /** @param {any} config @param {number[]} kernel @param {number} channels @param {(r: number, c: number, k: number, o: number) => number} w */
  const conv = (config, [height, width], channels, w) => {
    const [stride] = config.strides ?? [1];
    const same = config.padding === 'same';
    const sides = shape.slice(0, 2).map((side, i) => {
      const size = [height, width][i];
      return same ? Math.ceil(side / stride) : Math.floor((side - size) / stride) + 1;
    });
    const before = sides.map((side, i) =>
      same ? Math.floor(Math.max((side - 1) * stride + [height, width][i] - shape[i], 0) / 2) : 0,
    );
    const [, , inputs] = shape;
    fill([...sides, channels], (r, c, o) => {
      let sum = 0;
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++)
          for (let k = 0; k < inputs; k++)
            sum += at(r * stride + i - before[0], c * stride + j - before[1], k) * w(i, j, k, o);
      return sum;
    });
  };
  for (const { layer, weights } of PARTS) {
    const { class_name: kind, config } = layer;
    const [w, ...more] = weights;
    const bias = (/** @type {ArrayLike<number> | undefined} */ values) => {
      x = x.map((value, i) => act(config.activation, value + (values?.[i % shape[2]] ?? 0)));
    };
    const [height, width, channels] = shape;
    if (kind === 'Rescaling') x = x.map((value) => value * config.scale + config.offset);
    else if (kind === 'LeakyReLU') x = x.map((value) => (value > 0 ? value : 0.2 * value));
    else if (kind === 'Activation') x = x.map((value) => act(config.activation, value));
    else if (kind === 'BatchNormalization') {
      const [beta, mean, variance] = more.map(({ data }) => data);
      x = x.map((value, i) => {
        const k = i % channels;
        return ((value - mean[k]) / Math.sqrt(variance[k] + 0.001)) * w.data[k] + beta[k];
      });
    } else if (kind === 'ZeroPadding2D') {
      const [before, sides] = [x.slice(), shape.slice()];
      fill([height + 2, width + 2, channels], (r, c, k) =>
        r < 1 || c < 1 || r > sides[0] || c > sides[1]
          ? 0
          : before[((r - 1) * sides[1] + c - 1) * sides[2] + k],
      );
    } else if (kind === 'SeparableConv2D') {
      conv(config, [3, 3], channels, (i, j, k, o) =>
        k === o ? w.data[(i * 3 + j) * channels + k] : 0,
      );
      conv({}, [1, 1], 6, (_i, _j, k, o) => more[0].data[k * 6 + o]);
      bias(more[1].data);
    } else if (kind === 'DepthwiseConv2D') {
      conv(config, [3, 3], channels, (i, j, k, o) =>
        k === o ? w.data[(i * 3 + j) * channels + k] : 0,
      );
      bias(undefined);
    } else if (kind === 'Conv2D') {
      const [rows, columns, inGroup, out] = w.shape;
      const perGroup = out / (config.groups ?? 1);
      conv(config, [rows, columns], out, (i, j, k, o) =>
        Math.floor(k / inGroup) === Math.floor(o / perGroup)
          ? w.data[((i * columns + j) * inGroup + (k % inGroup)) * out + o]
          : 0,
      );
      bias(more[0]?.data);
    } else if (kind === 'AveragePooling2D') {
      const [before, sides] = [x.slice(), shape.slice()];
      fill([height / 2, width / 2, channels], (r, c, k) => {
        let sum = 0;
        for (const [i, j] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ]) {
          sum += before[((2 * r + i) * sides[1] + 2 * c + j) * sides[2] + k];
        }
        return sum / 4;
      });
    } else if (kind === 'MaxPooling2D') {
      const [before, sides] = [x.slice(), shape.slice()];
      const inside = (/** @type {number} */ r, /** @type {number} */ c) =>
        r < sides[0] && c < sides[1];
      fill([Math.ceil(height / 2), Math.ceil(width / 2), channels], (r, c, k) =>
        Math.max(
          ...[0, 1, 2, 3]
            .map((n) => [2 * r + (n >> 1), 2 * c + (n & 1)])
            .filter(([i, j]) => inside(i, j))
            .map(([i, j]) => before[(i * sides[1] + j) * sides[2] + k]),
        ),
      );
    } else if (kind === 'Dense') {
      const [inputs, units] = w.shape;
      const before = x;
      fill([1, 1, units], (_r, _c, o) => {
        let sum = 0;
        for (let i = 0; i < inputs; i++) sum += before[i] * w.data[i * units + o];
        return sum;
      });
      bias(more[0].data);
    }
  }
  return x;
}

/** @param {import('../../web/models/readers/index.js').ModelFile[]} files */
async function open(files) {
  const [plan] = (await readModelFiles(files)).plans;
  const network = networkOf(inkling, plan, CONVENTIONS[0], 1);
  const logits = Array.from(network.activate(image).logits);
  network.free();
  return { plan, logits };
}

/** @param {number[]} a @param {number[]} b */
function close(a, b) {
  assert.equal(a.length, b.length);
  const size = Math.max(1, ...b.map(Math.abs));
  const most = Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  assert.ok(most <= 1e-4 * size, `differs by ${most} of ${size}`);
}

test('an .h5 file with every layer', async () => {
  const { plan, logits } = await open([{ name: 'm.h5', bytes: await kerasH5(PARTS, MODEL) }]);
  close(logits, plainly(image));
  assert.equal(plan.producer, 'Keras 2.15.0');
  assert.deepEqual(plan.remarks.map(([remark]) => remark).sort(), [
    'augmentation',
    'dropout',
    'grouped',
    'output',
    'widened',
  ]);
  assert.equal(plan.layers.filter((text) => text === 'batchnorm').length, 3);
});

test('a .keras file, with weights by layer, and by class with gaps in the counter', async () => {
  /** @type {Map<string, number>} */
  const counters = new Map();
  const numbered = new Map(
    PARTS.map(({ layer }) => {
      const base = snake(layer.class_name);
      const count = counters.get(base) ?? 0;
      counters.set(base, count + 2);
      return [layer.config.name, count ? `${base}_${count}` : base];
    }),
  );
  for (const groupOf of [
    (/** @type {Part['layer']} */ layer) => layer.config.name,
    (/** @type {Part['layer']} */ layer) => numbered.get(layer.config.name) ?? '',
  ]) {
    const bytes = await kerasZip(PARTS, MODEL, groupOf);
    close((await open([{ name: 'm.keras', bytes }])).logits, plainly(image));
  }
});

test('a TensorFlow.js model in several files, in any order; a missing one is named', async () => {
  const files = tfjsFiles(PARTS, MODEL, 2000);
  assert.ok(files.length > 3);
  close((await open([...files].reverse())).logits, plainly(image));
  await assert.rejects(readModelFiles(files.slice(0, -1)), { reason: 'missingWeights' });
});

test('weights, old or new, with the layers in a JSON file beside them', async () => {
  const zip = unzipSync(await kerasZip(PARTS, MODEL, (layer) => layer.config.name));
  const text = JSON.stringify({ ...MODEL, keras_version: '2.4.3' });
  // Many write the text that to_json() gives as JSON once more.
  for (const json of [text, JSON.stringify(text)]) {
    const layers = { name: 'model.json', bytes: strToU8(json) };
    for (const bytes of [await kerasH5(PARTS, undefined), zip['model.weights.h5']]) {
      const weights = { name: 'model.h5', bytes };
      close((await open([weights, layers])).logits, plainly(image));
      close((await open([layers, weights])).logits, plainly(image));
    }
    await assert.rejects(readModelFiles([layers]), {
      reason: 'missingWeights',
      values: { name: 'model.h5' },
    });
  }
});

test('weights without layers, old or new, are reconstructed', async () => {
  const named = (/** @type {Part} */ { layer, weights }, /** @type {string} */ name) => ({
    layer: { ...layer, config: { ...layer.config, name } },
    weights,
  });
  const norm = (/** @type {number} */ channels) =>
    part('BatchNormalization', { axis: -1 }, [
      ['gamma', [channels]],
      ['beta', [channels]],
      ['moving_mean', [channels]],
      ['moving_variance', [channels], 1],
    ]);
  const conv = (/** @type {number} */ inputs, /** @type {number} */ filters, strides = 1) =>
    part('Conv2D', { padding: strides > 1 ? 'same' : 'valid', strides, activation: 'relu' }, [
      ['kernel', [5, 5, inputs, filters]],
      ['bias', [filters]],
    ]);
  const parts = [
    named(conv(1, 4), 'conv2d'),
    named(norm(4), 'batch_normalization'),
    named(conv(4, 4, 2), 'conv2d_1'),
    named(norm(4), 'batch_normalization_1'),
    named(part('Flatten'), 'flatten'),
    named(part('Dense', { units: 10 }, [['kernel', [12 * 12 * 4, 10]], ['bias', [10]]]), 'dense'), // biome-ignore format: short
  ];
  const model = { class_name: 'Sequential', config: { layers: parts.map(({ layer }) => layer) } };
  const whole = await kerasH5(parts, model);
  const [known] = (await readModelFiles([{ name: 'm.h5', bytes: whole }])).plans;
  const zip = unzipSync(await kerasZip(parts, model, (layer) => layer.config.name));
  for (const bytes of [await kerasH5(parts, undefined), zip['model.weights.h5']]) {
    const { plans } = await readModelFiles([{ name: 'm.weights.h5', bytes }]);
    const same = plans.find(({ layers }) => layers.join() === known.layers.join());
    assert.ok(same?.guessed);
    assert.deepEqual(same.parameters, known.parameters);
  }
});

test('a Lambda layer at the input is left out, and refused behind other layers', async () => {
  const dense = part('Dense', { units: 10 }, [['kernel', [784, 10]], ['bias', [10]]]); // biome-ignore format: short
  const lambda = part('Lambda', { function: ['4wEAAAA=', null, null], batch_input_shape: [null, 28, 28, 1] }); // biome-ignore format: short
  const read = async (/** @type {Part[]} */ ...parts) => {
    const model = { class_name: 'Sequential', config: { layers: parts.map(({ layer }) => layer) } };
    return readModelFiles([{ name: 'm.h5', bytes: await kerasH5(parts, model) }]);
  };
  const [plan] = (await read(lambda, part('Flatten'), dense)).plans;
  assert.deepEqual([plan.layers, plan.remarks], [['dense 10'], [['scaled', '']]]);
  await assert.rejects(read(part('Flatten'), dense, lambda), {
    reason: 'operator',
    values: { name: 'Lambda' },
  });
});

test('what Flatten states does not change the order of the channels before it', async () => {
  const [places, channels, units] = [26 * 26, 4, 10];
  const read = async (/** @type {string} */ order, /** @type {Float32Array} */ kernel) => {
    const config = { data_format: order, padding: 'valid' };
    const batch_input_shape = order === 'channels_first' ? [null, 1, 28, 28] : [null, 28, 28, 1];
    const parts = [
      {
        ...conv,
        layer: { class_name: 'Conv2D', config: { name: 'c', ...config, batch_input_shape } },
      },
      part('Flatten', { data_format: 'channels_last' }),
      { ...dense, weights: [{ ...dense.weights[0], data: kernel }, dense.weights[1]] },
    ];
    const model = { class_name: 'Sequential', config: { layers: parts.map(({ layer }) => layer) } };
    return readModelFiles([{ name: 'm.h5', bytes: await kerasH5(parts, model) }]);
  };
  const conv = part('Conv2D', {}, [['kernel', [3, 3, 1, channels]], ['bias', [channels]]]); // biome-ignore format: short
  const dense = part('Dense', {}, [['kernel', [places * channels, units]], ['bias', [units]]]); // biome-ignore format: short
  const { data } = dense.weights[0];
  const moved = data.map((_, i) => {
    const [input, unit] = [Math.floor(i / units), i % units];
    return data[((input % channels) * places + Math.floor(input / channels)) * units + unit];
  });
  const [first, last] = [await read('channels_first', data), await read('channels_last', moved)];
  assert.deepEqual(first.plans[0].parameters, last.plans[0].parameters);
});

test('a model in a zip, alone or with its shards, is read', async () => {
  const files = tfjsFiles(PARTS, MODEL, 5000).map(({ name, bytes }) => [`my-model/${name}`, bytes]);
  const shards = zipSync({
    ...Object.fromEntries(files),
    'my-model/metadata.json': strToU8('{"labels": []}'),
    '__MACOSX/my-model/._model.json': strToU8('x'),
  });
  close((await open([{ name: 'tm.zip', bytes: shards }])).logits, plainly(image));
  const alone = zipSync({ 'out/m.h5': await kerasH5(PARTS, MODEL) });
  close((await open([{ name: 'm.zip', bytes: alone }])).logits, plainly(image));
  await assert.rejects(readModelFiles([{ name: 'm.zip', bytes: alone.subarray(0, 3000) }]), {
    reason: 'damaged',
  });
});

test('formats from other programs are named', async () => {
  for (const [name, bytes, format] of /** @type {[string, Uint8Array, string][]} */ ([
    ['model.joblib', strToU8('x\x9c'), 'scikit-learn'],
    ['model.pkl', Buffer.from('\x80\x04\x95csklearn.neural_network', 'latin1'), 'scikit-learn'],
    ['saved_model.pb', strToU8('\x08\x01\x12'), 'TensorFlow SavedModel'],
    ['m.zip', zipSync({ 'm/saved_model.pb': strToU8('\x08') }), 'TensorFlow SavedModel'],
    ['m.mlmodel', strToU8('\x08\x05\x12'), 'Core ML'],
    ['m.gguf', strToU8('GGUF\x03'), 'GGUF'],
    ['model.ckpt-900.index', strToU8('\0'), 'TensorFlow checkpoint'],
    ['lenet.caffemodel', strToU8('\x0a\x05LeNet'), 'Caffe'],
    ['weights.mat', strToU8('MATLAB 5.0 MAT-file'), 'MATLAB'],
  ])) {
    await assert.rejects(readModelFiles([{ name, bytes }]), {
      reason: 'format',
      values: { name: format },
    });
  }
});

test('a functional model that is a chain, whatever the order of its layers', async () => {
  for (const inbound of [
    (/** @type {string} */ name) => [[[name, 0, 0, {}]]],
    (/** @type {string} */ name) => [
      {
        args: [{ class_name: '__keras_tensor__', config: { keras_history: [name, 0, 0] } }],
        kwargs: {},
      },
    ],
  ]) {
    const layers = PARTS.map(({ layer }, i) => ({
      ...layer,
      name: layer.config.name,
      inbound_nodes: i ? inbound(PARTS[i - 1].layer.config.name) : [],
    }));
    const output = layers[layers.length - 1].name;
    const model = {
      class_name: 'Functional',
      config: {
        layers: [layers[0], ...layers.slice(1).reverse()],
        output_layers: [[output, 0, 0]],
      },
    };
    close(
      (await open([{ name: 'm.h5', bytes: await kerasH5(PARTS, model) }])).logits,
      plainly(image),
    );
    const two = structuredClone(model);
    two.config.layers[1].inbound_nodes = [
      [
        [layers[3].name, 0, 0, {}],
        [layers[4].name, 0, 0, {}],
      ],
    ];
    const branched = await kerasH5(PARTS, two);
    await assert.rejects(readModelFiles([{ name: 'm.h5', bytes: branched }]), {
      reason: 'branches',
    });
  }
});

test('functions as objects, pooling that keeps its dimensions, a shape that only the model has', async () => {
  const relu = { module: 'builtins', class_name: 'function', config: 'relu' };
  const conv = part('Conv2D', { padding: 'valid', activation: relu }, [
    ['kernel', [3, 3, 1, 4]],
    ['bias', [4]],
  ]);
  const parts = [
    conv,
    part('GlobalAveragePooling2D', { keepdims: true }),
    part('Conv2D', { padding: 'valid' }, [['kernel', [1, 1, 4, 10]], ['bias', [10]]]), // biome-ignore format: short
    part('Flatten'),
  ];
  const built = async (/** @type {number} */ side) => {
    const layers = parts.map(({ layer }) => layer);
    const config = { layers, build_input_shape: [null, side, side, 1] };
    const bytes = await kerasH5(parts, { class_name: 'Sequential', config });
    return readModelFiles([{ name: 'm.h5', bytes }]);
  };
  const [plan] = (await built(28)).plans;
  assert.deepEqual(plan.layers, ['conv 3x3x4', 'relu', 'avgpool global', 'conv 1x1x10']);
  await assert.rejects(built(32), { reason: 'inputSize', values: { shape: '[n, 32, 32, 1]' } });
});

test('damaged files end in a message', async () => {
  const whole = await kerasH5(PARTS, MODEL);
  for (let round = 0; round < 60; round++) {
    const end = round % 4 ? whole.length : Math.floor((next() + 0.5) * whole.length);
    const damaged = whole.slice(0, end);
    for (let i = 0; i < 3; i++) {
      damaged[Math.floor((next() + 0.5) * Math.min(end, 20_000))] = Math.floor(next() * 256);
    }
    await readModelFiles([{ name: 'm.h5', bytes: damaged }]).catch((error) =>
      assert.equal(error.name, 'ReadError', String(error.stack)),
    );
  }
});

test('what cannot be a network here is refused with its name', async () => {
  const dense = part('Dense', { units: 10 }, [['kernel', [784, 10]], ['bias', [10]]]); // biome-ignore format: short
  /** @param {Part[]} parts */
  const refusal = async (...parts) => {
    const model = { class_name: 'Sequential', config: { layers: parts.map(({ layer }) => layer) } };
    const bytes = await kerasH5(parts, model);
    return readModelFiles([{ name: 'm.h5', bytes }]);
  };
  const image3 = part('InputLayer', { batch_shape: [null, 28, 28, 1] });
  await assert.rejects(refusal(image3, part('LSTM', { units: 4 })), { reason: 'recurrent' });
  await assert.rejects(refusal(image3, part('LayerNormalization')), {
    reason: 'operator',
    values: { name: 'LayerNormalization' },
  });
  // As many rows as channels.
  const rows = norm(28);
  rows.layer.config.axis = [1];
  const conv = part('Conv2D', { padding: 'same' }, [['kernel', [3, 3, 1, 28]], ['bias', [28]]]); // biome-ignore format: short
  await assert.rejects(refusal(image3, conv, rows), {
    reason: 'operator',
    values: { name: 'BatchNormalization (axis 1)' },
  });
  const own = { class_name: 'DigitNet', config: { units: 10 } };
  await assert.rejects(readModelFiles([{ name: 'm.h5', bytes: await kerasH5([], own) }]), {
    reason: 'operator',
    values: { name: 'DigitNet' },
  });
  await assert.rejects(refusal(part('InputLayer', { batch_shape: [null, 8, 8, 1] }), dense), {
    reason: 'inputSize',
    values: { shape: '[n, 8, 8, 1]' },
  });
  const int8 = { class_name: 'QuantizedDTypePolicy', config: { mode: 'int8' } };
  await assert.rejects(
    refusal(part('InputLayer', { batch_shape: [null, 784], dtype: int8 }), dense),
    {
      reason: 'quantized',
      values: { name: 'int8' },
    },
  );
  const weightsOnly = await kerasH5([], undefined);
  await assert.rejects(readModelFiles([{ name: 'm.h5', bytes: weightsOnly }]), {
    reason: 'noLayers',
  });
});
