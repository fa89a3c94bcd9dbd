/** ONNX files of every operator that is read: the network gives the same logits as onnxruntime. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { PIXELS } from '../../web/inkling/index.js';
import { readModelFiles } from '../../web/models/readers/index.js';
import { CONVENTIONS, networkOf } from '../../web/models/readers/input.js';
import { readTensor } from '../../web/models/readers/onnx-tensors.js';
import { openModel } from '../../web/models/readers/open.js';
import { onnxFile } from '../onnx-files.mjs';
import { inkling, loadSplit } from './helpers.mjs';

/**
 * @typedef {import('../onnx-files.mjs').Node} Node
 * @typedef {import('../onnx-files.mjs').Tensor} Weights
 * @typedef {import('../onnx-files.mjs').Attribute} Attribute
 */

env.wasm.numThreads = 1;
env.logLevel = 'error';

const COUNT = 5;
const digits = loadSplit('test', 1);
const images = Array.from({ length: COUNT }, (_, i) =>
  Float32Array.from(digits.sample(i).pixels, (value) => value / 255),
);

/** The same random numbers in every run. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
}

/** A graph that grows node by node. */
class Graph {
  /** @type {Node[]} */
  nodes = [];
  /** @type {Weights[]} */
  tensors = [];
  count = 0;

  /** @param {(number | string)[]} input @param {number} [opset] */
  constructor(input = ['n', 1, 28, 28], opset = 13) {
    this.input = input;
    this.opset = opset;
    this.last = 'image';
    this.next = random(7);
  }

  /** @param {number[]} dims @param {number} [scale] @param {number} [shift] */
  weights(dims, scale = 1, shift = 0) {
    const name = `w${++this.count}`;
    const length = dims.reduce((all, side) => all * side, 1);
    const data = Float32Array.from({ length }, () => this.next() * scale + shift);
    this.tensors.push({ name, dims, data });
    return name;
  }

  /** @param {number[]} data @param {number[]} [dims] */
  ints(data, dims = [data.length]) {
    const name = `i${++this.count}`;
    this.tensors.push({ name, dims, data, type: 'int64' });
    return name;
  }

  /** @param {number[]} data @param {number[]} [dims] */
  floats(data, dims = [data.length]) {
    const name = `f${++this.count}`;
    this.tensors.push({ name, dims, data });
    return name;
  }

  /** A Constant node, with its value in an attribute. @param {Record<string, Attribute>} attributes */
  constant(attributes) {
    const name = `c${++this.count}`;
    this.nodes.push({ op: 'Constant', input: [], output: [name], attributes });
    return name;
  }

  /** Adds a node that takes the last value first. @param {string} op @param {string[]} more @param {Record<string, Attribute>} [attributes] */
  add(op, more = [], attributes = {}) {
    return this.node(op, [this.last, ...more], attributes);
  }

  /** @param {string} op @param {string[]} input @param {Record<string, Attribute>} [attributes] */
  node(op, input, attributes = {}) {
    const output = `v${++this.count}`;
    this.nodes.push({ op, input, output: [output], attributes });
    this.last = output;
    return this;
  }

  /** Flattens, and ends in ten outputs. @param {number} inputs */
  end(inputs) {
    this.add('Flatten');
    this.add('Gemm', [this.weights([10, inputs], 0.2), this.weights([10])], { transB: 1 });
    return this;
  }

  /** @param {{ external?: string, shuffled?: boolean, batch?: number | string }} [how] */
  file({ external, shuffled, batch = 'n' } = {}) {
    const { nodes, tensors, input, opset, last } = this;
    return onnxFile({
      nodes: shuffled ? [...nodes].reverse() : nodes,
      tensors,
      inputs: { image: input },
      outputs: { [last]: [batch, 10] },
      opset,
      external,
    });
  }
}

/** @param {Uint8Array} file @param {number[]} dims @param {Float32Array[]} some */
async function byRuntime(file, dims, some = images) {
  const session = await InferenceSession.create(file);
  const x = new Float32Array(some.length * PIXELS);
  for (const [i, image] of some.entries()) x.set(image, i * PIXELS);
  const result = await session.run({ image: new Tensor('float32', x, dims) });
  const { data } = result[session.outputNames[0]];
  await session.release();
  return Array.from(/** @type {Float32Array} */ (data));
}

/** @param {import('../../web/models/readers/plan.js').Plan} plan @param {Float32Array[]} some */
function byInkling(plan, some = images) {
  const network = networkOf(inkling, plan, CONVENTIONS[0], 1);
  const all = some.flatMap((image) => Array.from(network.activate(image).logits));
  network.free();
  return all;
}

/** @param {number[]} a @param {number[]} b */
function close(a, b) {
  assert.equal(a.length, b.length);
  const size = Math.max(1, ...b.map(Math.abs));
  const most = Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  assert.ok(most <= 1e-4 * size, `differs by ${most} of ${size}`);
}

/** @param {Uint8Array} file */
const read = async (file) => (await readModelFiles([{ name: 'model.onnx', bytes: file }])).plans[0];

/** @type {Record<string, (graph: Graph) => Graph>} */
const BODIES = {
  'Conv, Relu, MaxPool, Flatten, Gemm': (g) =>
    g
      .add('Conv', [g.weights([4, 1, 5, 5]), g.weights([4])])
      .add('Relu')
      .add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] })
      .end(4 * 12 * 12),
  'padding, strides, AveragePool': (g) =>
    g
      .add('Conv', [g.weights([3, 1, 3, 3]), g.weights([3])], {
        pads: [1, 1, 1, 1],
        strides: [2, 2],
      })
      .add('Tanh')
      .add('AveragePool', [], { kernel_shape: [2, 2], strides: [2, 2] })
      .end(3 * 7 * 7),
  'uneven padding by SAME_UPPER, even kernels': (g) =>
    g
      .add('Conv', [g.weights([3, 1, 4, 4])], { auto_pad: 'SAME_UPPER' })
      .add('LeakyRelu', [], { alpha: { float: 0.1 } })
      .add('Conv', [g.weights([2, 3, 3, 3])], { auto_pad: 'SAME_UPPER', strides: [2, 2] })
      .end(2 * 14 * 14),
  'kernels that are not square, dilations, groups': (g) =>
    g
      .add('Conv', [g.weights([4, 1, 1, 5]), g.weights([4])], { pads: [0, 2, 0, 2] })
      .add('Elu')
      .add('Conv', [g.weights([4, 1, 3, 3])], { group: 4, dilations: [2, 2] })
      .add('Sigmoid')
      .add('Conv', [g.weights([6, 2, 3, 3])], { group: 2, strides: [2, 2] })
      .end(6 * 11 * 11),
  'Pad in front of a convolution': (g) =>
    g
      .add('Pad', [g.ints([0, 0, 2, 2, 0, 0, 2, 2])])
      .add('Conv', [g.weights([2, 1, 5, 5])])
      .add('Relu')
      .end(2 * 28 * 28),
  'Pad as PyTorch writes it: with amounts in another order, and of nothing before an average': (
    g,
  ) => {
    const image = g.last;
    g.node('Concat', [g.ints([1, 3, 2, 2]), g.ints([0, 0, 0, 0])], { axis: 0 });
    g.add('Reshape', [g.ints([-1, 2])]);
    g.add('Slice', [g.ints([-1]), g.ints([-100]), g.ints([0]), g.ints([-1])]);
    g.add('Transpose', [], { perm: [1, 0] }).add('Reshape', [g.ints([-1])]);
    const amounts = g.last;
    g.node('Pad', [image, amounts]);
    return g
      .add('Conv', [g.weights([2, 1, 5, 5])])
      .add('Relu')
      .add('Pad', [g.ints([0, 0, 0, 0, 0, 0, 0, 0])])
      .add('AveragePool', [], { kernel_shape: [2, 2], strides: [2, 2] })
      .end(2 * 14 * 14);
  },
  'BatchNormalization behind Conv, Relu, and Gemm': (g) => {
    const norm = (/** @type {number} */ n) => [
      g.weights([n], 1, 1),
      g.weights([n]),
      g.weights([n]),
      g.weights([n], 1, 1),
    ];
    return g
      .add('Conv', [g.weights([3, 1, 5, 5])], { strides: [3, 3] })
      .add('BatchNormalization', norm(3))
      .add('Relu')
      .add('BatchNormalization', norm(3), { epsilon: { float: 0.001 } })
      .add('Conv', [g.weights([3, 3, 3, 3])], { pads: [1, 1, 1, 1] })
      .add('Flatten')
      .add('Gemm', [g.weights([192, 8]), g.weights([8])])
      .add('BatchNormalization', norm(8))
      .end(8);
  },
  'BatchNormalization of a flattened image': (g) => {
    const norm = (/** @type {number} */ n) => [
      ...[g.weights([n], 1, 1), g.weights([n]), g.weights([n])],
      g.weights([n], 1, 1),
    ];
    return g
      .add('Conv', [g.weights([3, 1, 5, 5]), g.weights([3])], { strides: [6, 6] })
      .add('Relu')
      .add('Flatten')
      .add('BatchNormalization', norm(48))
      .add('Gemm', [g.weights([48, 8]), g.weights([8])])
      .add('BatchNormalization', norm(8))
      .end(8);
  },
  'more layers than fit, unless batch normalizations are merged': (g) => {
    g.add('Conv', [g.weights([2, 1, 5, 5])], { strides: [2, 2] });
    for (let i = 0; i < 11; i++) {
      const n = [g.weights([2], 0.1, 1), g.weights([2]), g.weights([2]), g.weights([2], 0.1, 1)];
      g.add('BatchNormalization', n).add('Relu');
      g.add('Conv', [g.weights([2, 2, 1, 1], 1, 0.3), g.weights([2])]);
    }
    return g.end(288);
  },
  GlobalAveragePool: (g) =>
    g
      .add('Conv', [g.weights([10, 1, 3, 3])])
      .add('Relu')
      .add('GlobalAveragePool')
      .end(10),
  ReduceMean: (g) =>
    g
      .add('Conv', [g.weights([10, 1, 3, 3])])
      .add('Relu')
      .add('ReduceMean', [], { axes: [2, 3], keepdims: 0 })
      .end(10),
  'MatMul, Add, Reshape, Sub, Div, Mul at the input': (g) =>
    g
      .add('Sub', [g.floats([0.1307], [1])])
      .add('Div', [g.floats([0.3081], [])])
      .add('Reshape', [g.ints([-1, 784])])
      .add('MatMul', [g.weights([784, 16], 0.2)])
      .add('Add', [g.weights([16])])
      .add('Mul', [g.weights([16])])
      .add('Relu')
      .add('MatMul', [g.weights([16, 10])])
      .add('Add', [g.weights([1, 10])]),
  'Sub, Div, Scaler for each pixel, as scikit-learn standardizes': (g) => {
    g.add('Sub', [g.floats([0.5], [])]).add('Flatten');
    g.add('Sub', [g.weights([784])]).add('Div', [g.weights([784], 1, 1)]);
    const [offset, scale] = [g.next, () => g.next() + 1].map((of) => ({
      floats: Array.from({ length: 784 }, of),
    }));
    g.add('Scaler', [], { offset, scale });
    g.nodes[g.nodes.length - 1].domain = 'ai.onnx.ml';
    return g.add('MatMul', [g.weights([784, 10], 0.2)]).add('Sum', [g.weights([10])]);
  },
  'Shape, Gather, Unsqueeze, Concat, Slice that only flatten': (g) => {
    g.add('Conv', [g.weights([2, 1, 5, 5], 1), g.weights([2])]).add('Relu');
    const image = g.last;
    const one = g.ints([0], []);
    g.node('Shape', [image]);
    g.add('Slice', [g.ints([0]), g.ints([2]), g.ints([0]), g.ints([1])]);
    g.add('Gather', [one], { axis: 0 });
    g.add('Unsqueeze', [g.ints([0])]);
    const batch = g.last;
    g.node('Concat', [batch, g.ints([-1])], { axis: 0 });
    const shape = g.last;
    g.node('Reshape', [image, shape]);
    return g.end(2 * 24 * 24);
  },
  'MaxPool whose windows overlap, are padded, or extend past the edge': (g) =>
    g
      .add('Conv', [g.weights([3, 1, 3, 3]), g.weights([3], 1, -1)]) // 26
      .add('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }) // 13
      .add('MaxPool', [], { kernel_shape: [2, 2], strides: [1, 1] }) // 12
      .add('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }) // 6
      .add('MaxPool', [], { kernel_shape: [3, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' }) // 3
      .add('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2], pads: [0, 0, 1, 1] }) // 2
      .end(12),
  'AveragePool whose windows overlap, GlobalMaxPool': (g) =>
    g
      .add('Conv', [g.weights([12, 1, 3, 3])]) // 26
      .add('AveragePool', [], { kernel_shape: [2, 2], strides: [1, 1] })
      .add('AveragePool', [], { kernel_shape: [3, 3], strides: [2, 2] }) // 12
      .add('GlobalMaxPool')
      .end(12),
  'Clip, and SiLU and GELU spelled out': (g) => {
    g.add('Conv', [g.weights([3, 1, 5, 5], 4), g.weights([3])], { strides: [4, 4] });
    g.add('Clip', [g.floats([0], []), g.floats([6], [])]);
    g.add('Conv', [g.weights([3, 3, 1, 1]), g.weights([3])]);
    const x = g.last;
    g.add('Sigmoid').add('Mul', [x]);
    g.add('Conv', [g.weights([4, 3, 1, 1], 4), g.weights([4])]);
    const y = g.last; // as PyTorch writes it, with every kind of constant
    g.add('Div', [g.constant({ value_float: { float: Math.SQRT2 } })])
      .add('Erf')
      .add('Add', [g.constant({ value_floats: { floats: [1] } })]);
    g.node('Mul', [y, g.last]).add('Mul', [
      g.constant({ value: { name: 'h', dims: [], data: [0.5] } }),
    ]);
    g.add('Conv', [g.weights([4, 4, 1, 1], 4), g.weights([4])]);
    const z = g.last; // as TensorFlow does
    g.add('Mul', [g.floats([Math.SQRT1_2], [])])
      .add('Erf')
      .add('Add', [g.floats([1], [])]);
    const sum = g.last;
    g.node('Mul', [g.floats([0.5], []), z]).add('Mul', [sum]);
    g.add('Clip', [g.floats([0], []), g.floats([3.4e38], [])]);
    return g.end(4 * 36);
  },
  'Transpose, Squeeze, Identity, Cast, Constant, Dropout': (g) => {
    g.add('Identity').add('Cast', [], { to: 1 });
    g.add('Conv', [g.weights([3, 1, 5, 5])], { strides: [2, 2] });
    g.add('Transpose', [], { perm: [0, 2, 3, 1] }).add('Relu');
    g.add('Flatten').add('Dropout');
    const before = g.last;
    g.node('Constant', [], {
      value: {
        name: 't',
        dims: [10, 432],
        data: random(3) && Array.from({ length: 4320 }, random(3)),
      },
    });
    g.add('Transpose', [], { perm: [1, 0] });
    const weights = g.last;
    g.node('MatMul', [before, weights]);
    g.add('Unsqueeze', [g.ints([2])]).add('Squeeze', [g.ints([2])]);
    return g;
  },
};

for (const [name, body] of Object.entries(BODIES)) {
  test(`${name}: the logits are onnxruntime's`, async () => {
    const graph = body(new Graph());
    const { file } = graph.file();
    const plan = await read(file);
    close(byInkling(plan), await byRuntime(file, [COUNT, 1, 28, 28]));
  });
}

test('batch normalization stays a layer, with the epsilon of the file', async () => {
  const body = BODIES['BatchNormalization behind Conv, Relu, and Gemm'];
  const { layers, remarks } = await read(body(new Graph()).file().file);
  assert.equal(layers.filter((text) => text === 'batchnorm').length, 3);
  assert.ok(!remarks.some(([remark]) => remark === 'merged'));
  // A variance far below the core's own epsilon.
  const tiny = new Graph();
  tiny.add('Conv', [tiny.weights([2, 1, 5, 5])], { strides: [4, 4] });
  const values = [tiny.floats([0.001, 0.002]), tiny.weights([2]), tiny.weights([2])];
  tiny.add('BatchNormalization', [...values, tiny.floats([0, 1e-7])], {
    epsilon: { float: 1e-6 },
  });
  const { file } = tiny.end(72).file();
  close(byInkling(await read(file)), await byRuntime(file, [COUNT, 1, 28, 28]));
});

test('a model opened, trained further, exported, and opened again gives the same answers', async () => {
  const body = BODIES['BatchNormalization behind Conv, Relu, and Gemm'];
  const network = networkOf(inkling, await read(body(new Graph()).file().file), CONVENTIONS[0], 50);
  const dataset = loadSplit('train', 1);
  const trainer = inkling.createTrainer(network, dataset, {
    learningRate: 0.01,
    batchSize: 50,
    optimizer: { rule: 'adamw' },
    sampleCount: 1000,
  });
  const before = network.getParameters();
  const losses = Array.from({ length: 40 }, () => trainer.step().loss);
  assert.ok(losses[39] < 0.8 * losses[0], `${losses[0]} to ${losses[39]}`);
  const after = network.getParameters();
  // Weights of the first batch normalization, its running averages, its biases.
  for (let i = 75; i < 87; i++) assert.notEqual(after[i], before[i], String(i));
  const again = networkOf(inkling, await read(network.toOnnx()), CONVENTIONS[0], 50);
  for (const image of images) {
    close(Array.from(again.activate(image).logits), Array.from(network.activate(image).logits));
  }
  for (const one of [trainer, dataset, network, again]) one.free();
});

test('inputs with channels last, flat ones, and a fixed batch', async () => {
  const last = new Graph(['n', 28, 28, 1]).add('Transpose', [], { perm: [0, 3, 1, 2] });
  BODIES['padding, strides, AveragePool'](last);
  const first = last.file().file;
  close(byInkling(await read(first)), await byRuntime(first, [COUNT, 28, 28, 1]));

  const means = new Graph(['n', 28, 28, 1]).add('Transpose', [], { perm: [0, 3, 1, 2] });
  means.add('Conv', [means.weights([10, 1, 3, 3])]).add('Relu');
  means.add('Transpose', [], { perm: [0, 2, 3, 1] });
  means.add('ReduceMean', [], { axes: [1, 2], keepdims: 1 }).end(10);
  const mean = means.file().file;
  close(byInkling(await read(mean)), await byRuntime(mean, [COUNT, 28, 28, 1]));

  const flat = new Graph(['n', 784]);
  flat.add('Reshape', [flat.ints([-1, 1, 28, 28])]);
  BODIES['Conv, Relu, MaxPool, Flatten, Gemm'](flat);
  const second = flat.file().file;
  close(byInkling(await read(second)), await byRuntime(second, [COUNT, 784]));

  const fixed = new Graph([COUNT, 1, 28, 28]);
  fixed.add('Conv', [fixed.weights([2, 1, 5, 5])]);
  fixed.add('Reshape', [fixed.ints([COUNT, 1152])]).end(1152);
  const third = fixed.file({ batch: COUNT }).file;
  close(byInkling(await read(third)), await byRuntime(third, [COUNT, 1, 28, 28]));
});

test("scikit-learn's logistic regression is a dense layer, whose first output is the label", async () => {
  const { next } = new Graph();
  const coefficients = Array.from({ length: 7840 }, next);
  const intercepts = Array.from({ length: 10 }, next);
  const classifier = new Graph(['n', 784]);
  classifier.nodes.push({
    op: 'LinearClassifier',
    domain: 'ai.onnx.ml',
    input: ['image'],
    output: ['label', 'scores'],
    attributes: {
      coefficients: { floats: coefficients },
      intercepts: { floats: intercepts },
      classlabels_ints: Array.from({ length: 10 }, (_, i) => i),
      post_transform: 'NONE',
    },
  });
  const { nodes, tensors } = classifier;
  const of = (/** @type {string} */ output) =>
    onnxFile({ nodes, tensors, inputs: { image: ['n', 784] }, outputs: { [output]: ['n', 10] } })
      .file;
  close(byInkling(await read(of('label'))), await byRuntime(of('scores'), [COUNT, 784]));
});

test('opsets from 6 on, with attributes where later ones have inputs', async () => {
  for (const opset of [7, 9, 11, 13, 17, 20]) {
    const graph = new Graph(['n', 1, 28, 28], opset);
    graph.add('Conv', [graph.weights([2, 1, 5, 5])]).add('Relu');
    if (opset < 13) graph.add('Unsqueeze', [], { axes: [0] }).add('Squeeze', [], { axes: [0] });
    const { file } = graph.end(1152).file();
    close(byInkling(await read(file)), await byRuntime(file, [COUNT, 1, 28, 28]));
  }
  // onnxruntime has no kernels for opset 6, in which Add names the axis to broadcast along.
  const old = new Graph(['n', 1, 28, 28], 6);
  const kernel = old.weights([2, 1, 5, 5]);
  const bias = old.floats([0.25, -1]);
  old.add('Conv', [kernel]).add('Add', [bias], { broadcast: 1, axis: 1 });
  const [same, plain] = [new Graph(), old.end(1152)];
  same.tensors = plain.tensors;
  same.add('Conv', [kernel, bias]).add('Flatten');
  same.add('Gemm', plain.nodes[3].input.slice(1), { transB: 1 });
  close(byInkling(await read(plain.file().file)), byInkling(await read(same.file().file)));
});

test('nodes in any order, weights in a file beside it, and probabilities as the output', async () => {
  const graph = BODIES['Conv, Relu, MaxPool, Flatten, Gemm'](new Graph());
  const { file } = graph.file();
  const logits = byInkling(await read(file));
  close(byInkling(await read(graph.file({ shuffled: true }).file)), logits);

  const apart = graph.file({ external: 'model.onnx.data' });
  const files = [
    { name: 'model.onnx.data', bytes: apart.weights },
    { name: 'model.onnx', bytes: apart.file },
  ];
  close(byInkling((await readModelFiles(files)).plans[0]), logits);
  await assert.rejects(readModelFiles(files.slice(1)), {
    reason: 'missingWeights',
    values: { name: 'model.onnx.data' },
  });

  graph.add('Softmax', [], { axis: 1 }).add('Log').add('Identity');
  const soft = await read(graph.file().file);
  close(byInkling(soft), logits);
  assert.deepEqual(soft.remarks, [['output', 'Softmax, Log']]);
  // Nodes for the accuracy, which need labels.
  const [label, accuracy] = ['label', 'v999'];
  graph.nodes.push({ op: 'Equal', input: [graph.last, label], output: [accuracy] });
  const cut = onnxFile({
    nodes: graph.nodes,
    tensors: graph.tensors,
    inputs: { label: ['n'], image: ['n', 1, 28, 28] },
    outputs: { [accuracy]: ['n'] },
  });
  const plan = await read(cut.file);
  close(byInkling(plan), logits);
  assert.deepEqual(plan.remarks.at(-1), ['loss', '']);
});

test('what cannot be a network here is refused by name', async () => {
  /** @type {[string, (graph: Graph) => Graph, string, Record<string, any>][]} */
  const cases = [
    [
      'a residual connection',
      (g) => {
        g.add('Conv', [g.weights([1, 1, 3, 3])], { pads: [1, 1, 1, 1] });
        const before = g.last;
        g.add('Relu').node('Add', [g.last, before]);
        return g.end(784);
      },
      'branches',
      {},
    ],
    [
      'LSTM',
      (g) => g.add('Squeeze', [g.ints([1])]).add('LSTM', [g.weights([1, 4, 28])]),
      'recurrent',
      { name: 'LSTM' },
    ],
    [
      '62 classes',
      (g) => g.add('Flatten').add('MatMul', [g.weights([784, 62])]),
      'classes',
      { count: 62, most: 36 },
    ],
    [
      'quantized weights',
      (g) => g.add('QuantizeLinear', []),
      'quantized',
      { name: 'QuantizeLinear' },
    ],
    [
      'an unknown operator',
      (g) => g.add('Flatten').add('Mish').end(784),
      'operator',
      { name: 'Mish' },
    ],
    [
      'GELU approximated by tanh',
      (g) => g.add('Flatten').add('Gelu', [], { approximate: 'tanh' }).end(784),
      'operator',
      { name: 'Gelu (tanh)' },
    ],
    [
      'the same, spelled out',
      (g) => {
        const one = (/** @type {number} */ value) => g.floats([value], []);
        g.add('Conv', [g.weights([1, 1, 3, 3])]);
        const x = g.last;
        g.add('Pow', [one(3)])
          .add('Mul', [one(0.044715)])
          .add('Add', [x]);
        g.add('Mul', [one(Math.sqrt(2 / Math.PI))])
          .add('Tanh')
          .add('Add', [one(1)]);
        g.add('Mul', [x]).add('Mul', [one(0.5)]);
        return g.end(676);
      },
      'operator',
      { name: 'Gelu (tanh)' },
    ],
    [
      'an operator of another domain, with the name of a known one',
      (g) => {
        g.add('Conv', [g.weights([1, 1, 3, 3])]);
        g.nodes[0].domain = 'com.microsoft.nchwc';
        return g.end(676);
      },
      'operator',
      { name: 'com.microsoft.nchwc.Conv' },
    ],
    [
      'values cut off elsewhere than at 6',
      (g) => g.add('Clip', [g.floats([0], []), g.floats([4], [])]).end(784),
      'operator',
      { name: 'Clip (0 – 4)' },
    ],
    [
      'hard swish, spelled out',
      (g) => {
        g.add('Conv', [g.weights([1, 1, 3, 3])]);
        const x = g.last;
        g.add('Add', [g.floats([3], [])]).add('Clip', [g.floats([0], []), g.floats([6], [])]);
        g.add('Div', [g.floats([6], [])]).add('Mul', [x]);
        return g.end(676);
      },
      'branches',
      {},
    ],
    [
      'padded average pooling',
      (g) => {
        const pads = [1, 1, 1, 1];
        return g.add('AveragePool', [], { kernel_shape: [3, 3], strides: [2, 2], pads }).end(196);
      },
      'pooling',
      { name: 'avgpool 3x3 pads 1 1 1 1 stride 2x2' },
    ],
    [
      'dilated pooling',
      (g) => {
        const window = { kernel_shape: [2, 2], strides: [1, 1], dilations: [2, 2] };
        return g.add('MaxPool', [], { ...window, pads: [0, 0, 1, 1] }).end(729);
      },
      'pooling',
      { name: 'MaxPool' },
    ],
    [
      'softmax between layers',
      (g) => g.add('Flatten').add('Softmax', [], { axis: 1 }).end(784),
      'operator',
      { name: 'Softmax' },
    ],
    [
      'ELU with another limit',
      (g) => g.add('Elu', [], { alpha: { float: 0.5 } }).end(784),
      'operator',
      { name: 'Elu (alpha 0.5)' },
    ],
    [
      'one-dimensional convolution',
      (g) =>
        g
          .add('Squeeze', [g.ints([1])])
          .add('Conv', [g.weights([8, 28, 3])])
          .end(208),
      'operator',
      { name: 'Conv (1D)' },
    ],
  ];
  for (const [what, body, reason, values] of cases) {
    const { file } = body(new Graph()).file();
    await assert.rejects(read(file), { name: 'ReadError', reason, values }, what);
  }
  const small = new Graph(['n', 1, 8, 8]).end(64).file().file;
  await assert.rejects(read(small), { reason: 'inputSize', values: { shape: '[n, 1, 8, 8]' } });
});

test('weights of 16 bits, as bytes or in a list of integers', () => {
  const read = (
    /** @type {import('../../web/models/readers/onnx-file.js').TensorMessage} */ message,
  ) => Array.from(readTensor({ dims: [2], ...message }, () => new Uint8Array()).data);
  const cases = /** @type {[type: number, bits: [number, number]][]} */ ([
    [10, [0x3e00, 0xc000]],
    [16, [0x3fc0, 0xc000]],
  ]);
  for (const [type, ints32] of cases) {
    const raw = new Uint8Array(Uint16Array.from(ints32).buffer);
    assert.deepEqual(read({ type, raw }), [1.5, -2]);
    assert.deepEqual(read({ type, ints32 }), [1.5, -2]);
  }
});

test('strange texts and numbers end in a network or a message', async () => {
  const { nodes, tensors, last } = new Graph(['n', 784]).end(784);
  const [inputs, outputs] = [{ image: ['n', 784] }, { [last]: ['n', 10] }];
  const named = onnxFile({ nodes, tensors, inputs, outputs, producer: 'a\0b\nc' }).file;
  const { report, file } = await openModel(inkling, [{ name: 'model.onnx', bytes: named }]);
  assert.equal(report.producer, 'a b c');
  assert.equal(inkling.readModel(file).notes.source, 'ONNX, a b c');

  const long = new Graph().add('x'.repeat(10_000)).end(784).file().file;
  await assert.rejects(read(long), { reason: 'operator', values: { name: `${'x'.repeat(150)}…` } });

  const shifted = new Graph();
  shifted.add('Sub', [shifted.floats([5.3e-7], [])]);
  const { layers } = await openModel(inkling, [
    { name: 'model.onnx', bytes: shifted.end(784).file().file },
  ]);
  assert.match(layers, /^normalize 0\.00000053 1/);

  const huge = new Graph();
  huge.add('Mul', [huge.floats([3e38], [])]).add('Mul', [huge.floats([10], [])]);
  await assert.rejects(
    openModel(inkling, [{ name: 'model.onnx', bytes: huge.end(784).file().file }]),
    { name: 'ReadError', reason: 'damaged' },
  );
});

test('a damaged file ends in a message', async () => {
  const { file } = BODIES['Conv, Relu, MaxPool, Flatten, Gemm'](new Graph()).file();
  let refused = 0;
  const next = random(11);
  for (let round = 0; round < 600; round++) {
    const damaged = file.slice(
      0,
      round % 3 ? file.length : Math.floor((next() + 0.5) * file.length),
    );
    for (let i = 0; i < 3; i++) {
      damaged[Math.floor((next() + 0.5) * Math.min(damaged.length, 900))] = Math.floor(
        next() * 256,
      );
    }
    try {
      await read(damaged);
    } catch (error) {
      assert.equal(/** @type {Error} */ (error).name, 'ReadError', String(error));
      refused++;
    }
  }
  assert.ok(refused > 200, String(refused));
});
