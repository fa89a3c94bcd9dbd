/**
 * TensorFlow.js. Options: `backend` (wasm or cpu) and `threads`. In its favor, minibatches are
 * uploaded in advance, layers are fused, and losses are read only after the run.
 */
/// <reference path="./peers.d.ts" />
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { BATCH, CLASSES, LEARNING_RATE, PIXELS, split } from '../shape.js';
import { serve } from './worker.js';

/** @param {any} x @param {any[]} parameters */
function dense(x, [w1, b1, w2, b2]) {
  const hidden = tf.fused.matMul({ a: x, b: w1, bias: b1, activation: 'relu' });
  return tf.fused.matMul({ a: hidden, b: w2, bias: b2 });
}

/** @param {any} x @param {any[]} parameters */
function convolutional(x, [w1, b1, w2, b2, w3, b3]) {
  const conv = (/** @type {any} */ image, /** @type {any} */ filter, /** @type {any} */ bias) => {
    const options = { strides: 1, pad: 'valid', activation: 'relu' };
    return tf.maxPool(tf.fused.conv2d({ x: image, filter, bias, ...options }), 2, 2, 'valid');
  };
  const image = conv(conv(tf.reshape(x, [-1, 28, 28, 1]), w1, b1), w2, b2);
  return tf.fused.matMul({ a: tf.reshape(image, [-1, 256]), b: w3, bias: b3 });
}

/**
 * The one kernel missing from its wasm backend: the filter gradient of a convolution, here for stride
 * 1 without padding. That is itself a convolution, with samples as channels: x as
 * [channels in][height][width][samples], and dy as the filter.
 */
function addFilterGradient() {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: (/** @type {any} */ { inputs }) =>
      tf.tidy(() => {
        const x = tf.transpose(inputs.x, [3, 1, 2, 0]);
        const dy = tf.transpose(inputs.dy, [1, 2, 0, 3]);
        return tf.transpose(tf.conv2d(x, dy, 1, 'valid'), [1, 2, 0, 3]);
      }),
  });
}

serve(async ({ shape, weights, batches }, { backend, threads = 1 }) => {
  setWasmPaths('/tests/bench/peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  setThreadsCount(threads); // the default is half of the cores
  await tf.setBackend(backend);
  await tf.ready();
  addFilterGradient();
  const network = shape.name === 'mlp' ? dense : convolutional;
  const initial = split(shape, weights).map((part) => tf.tensor(part.data, part.shape));
  const variables = initial.map((part) => tf.variable(part));
  const inputs = batches.map(({ x, y }) => ({
    x: tf.tensor2d(x, [BATCH, PIXELS]),
    y: tf.oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), CLASSES),
  }));
  const optimizer = tf.train.sgd(LEARNING_RATE);

  return {
    engine: backend === 'wasm' ? `wasm, threads: ${getThreadsCount()}` : backend,
    restore() {
      for (const [i, variable] of variables.entries()) variable.assign(initial[i]);
    },
    train() {
      const losses = inputs.map(({ x, y }) =>
        optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, network(x, variables)), true),
      );
      const values = losses.map((loss) => loss.dataSync()[0]);
      tf.dispose(losses);
      return values;
    },
    predict: (x) =>
      tf.tidy(() =>
        tf.softmax(network(tf.tensor2d(x, [x.length / PIXELS, PIXELS]), initial)).dataSync(),
      ),
  };
});
