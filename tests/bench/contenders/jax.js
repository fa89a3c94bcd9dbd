/**
 * jax-js on its wasm backend, with the whole step in one jit. In its favor, minibatches are uploaded
 * in advance and losses are read only after the run. Arrays are reference counted: passing one
 * consumes it, .ref retains it.
 */
/// <reference path="./peers.d.ts" />
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { BATCH, CLASSES, channelsFirst, LEARNING_RATE, PIXELS, split } from '../shape.js';
import { serve } from './worker.js';

/** @param {any} x @param {any[]} parameters */
const dense = (x, [w1, b1, w2, b2]) => np.matmul(nn.relu(np.matmul(x, w1).add(b1)), w2).add(b2);

/** @param {any} x [batch][channels][height][width] */
function pool(x) {
  const [batch, channels, height, width] = x.shape;
  return np.max(x.reshape([batch, channels, height / 2, 2, width / 2, 2]), [3, 5]);
}

/** @param {any} x @param {any[]} parameters */
function convolutional(x, [w1, b1, w2, b2, w3, b3]) {
  const conv = (/** @type {any} */ image, /** @type {any} */ w, /** @type {any} */ b) =>
    // nn.relu passes gradients through where x is 0, as over blank paper; maximum(0, x) does not.
    pool(np.maximum(0, lax.conv(image, w, [1, 1], 'VALID').add(b.reshape([1, -1, 1, 1]))));
  const image = conv(conv(x.reshape([BATCH, 1, 28, 28]), w1, b1), w2, b2);
  return np.matmul(image.reshape([BATCH, -1]), w3).add(b3);
}

serve(async ({ shape, weights, batches }) => {
  await init('wasm');
  defaultDevice('wasm');
  const array = (/** @type {Float32Array} */ data, /** @type {number[]} */ shape) =>
    np.array(data).reshape(shape);
  const oneHot = (/** @type {Uint8Array} */ digits) => {
    const rows = new Float32Array(digits.length * CLASSES);
    for (const [i, digit] of digits.entries()) rows[i * CLASSES + digit] = 1;
    return rows;
  };
  const isDense = shape.name === 'mlp';
  const network = isDense ? dense : convolutional;
  const parts = split(shape, weights);
  const initial = (isDense ? parts : channelsFirst(parts)).map((p) => array(p.data, p.shape));
  const inputs = batches.map(({ x, y }) => ({
    x: array(x, [BATCH, PIXELS]),
    y: array(oneHot(y), [BATCH, CLASSES]),
  }));

  /** @param {any[]} inputs the parameters, then x and y */
  const loss = (...inputs) => {
    const [x, y] = inputs.splice(-2);
    return nn
      .logSoftmax(network(x, inputs))
      .mul(y)
      .sum()
      .mul(-1 / BATCH);
  };
  const argnums = initial.map((_, i) => i);
  const step = jit((/** @type {any[]} */ ...inputs) => {
    const parameters = inputs.slice(0, -2).map((parameter) => parameter.ref);
    const [value, gradients] = valueAndGrad(loss, { argnums })(...inputs);
    return [
      value,
      ...parameters.map((parameter, i) => parameter.sub(gradients[i].mul(LEARNING_RATE))),
    ];
  });
  /** @type {any[]} */
  let parameters = initial.map((part) => part.ref);

  return {
    engine: `wasm, page ${self.crossOriginIsolated ? '' : 'not '}isolated`,
    restore() {
      for (const parameter of parameters) parameter.dispose();
      parameters = initial.map((part) => part.ref);
    },
    async train() {
      const losses = inputs.map(({ x, y }) => {
        const [value, ...updated] = step(...parameters, x.ref, y.ref);
        parameters = updated;
        return value;
      });
      const values = [];
      for (const value of losses) values.push((await value.data())[0]);
      return values;
    },
  };
});
