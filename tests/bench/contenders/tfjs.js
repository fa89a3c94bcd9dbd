/**
 * TensorFlow.js: options `backend` (wasm or cpu) and `threads`. In its favour, the minibatches lie in its memory
 * beforehand, the layers are fused, and the losses are read when the run is over.
 */
/// <reference path="./peers.d.ts" />
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { BATCH, CLASSES, LEARNING_RATE, PARAMETERS, PIXELS, STEPS, split } from '../shape.js';
import { serve } from './worker.js';

serve(async ({ weights, images, labels }, { backend, threads = 1 }) => {
  setWasmPaths('/tests/bench/peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  setThreadsCount(threads); // by itself, it takes half of the cores
  await tf.setBackend(backend);
  await tf.ready();
  const initial = split(weights).map((part, i) => tf.tensor(part, shape(PARAMETERS[i])));
  const variables = initial.map((part) => tf.variable(part));
  const batches = Array.from({ length: STEPS }, (_, i) => ({
    x: tf.tensor2d(images.slice(i * BATCH * PIXELS, (i + 1) * BATCH * PIXELS), [BATCH, PIXELS]),
    y: tf.oneHot(
      tf.tensor1d(Int32Array.from(labels.slice(i * BATCH, (i + 1) * BATCH)), 'int32'),
      CLASSES,
    ),
  }));
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const logits = (/** @type {any} */ x, /** @type {any[]} */ [w1, b1, w2, b2]) => {
    const hidden = tf.fused.matMul({ a: x, b: w1, bias: b1, activation: 'relu' });
    return tf.fused.matMul({ a: hidden, b: w2, bias: b2 });
  };

  return {
    engine: backend === 'wasm' ? `wasm, threads: ${getThreadsCount()}` : backend,
    restore() {
      for (const [i, variable] of variables.entries()) variable.assign(initial[i]);
    },
    train() {
      const losses = batches.map(({ x, y }) =>
        optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, logits(x, variables)), true),
      );
      const values = losses.map((loss) => loss.dataSync()[0]);
      tf.dispose(losses);
      return values;
    },
    predict: (x) =>
      tf.tidy(() =>
        tf.softmax(logits(tf.tensor2d(x, [x.length / PIXELS, PIXELS]), initial)).dataSync(),
      ),
  };
});

/** A bias is a list here. @param {number[]} shape */
const shape = ([rows, columns]) => (rows === 1 ? [columns] : [rows, columns]);
