/**
 * jax-js on its wasm backend: the whole step in one jit. In its favour, the minibatches lie in its
 * memory beforehand, and the losses are read when the run is over. Arrays are counted: passing one
 * gives it away, .ref keeps it.
 */
/// <reference path="./peers.d.ts" />
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { BATCH, CLASSES, LEARNING_RATE, PARAMETERS, PIXELS, STEPS, split } from '../shape.js';
import { serve } from './worker.js';

serve(async ({ weights, images, labels }) => {
  await init('wasm');
  defaultDevice('wasm');
  const array = (/** @type {Float32Array} */ data, /** @type {number[]} */ shape) =>
    np.array(data).reshape(shape);
  const oneHot = (/** @type {Uint8Array} */ digits) => {
    const rows = new Float32Array(digits.length * CLASSES);
    for (const [i, digit] of digits.entries()) rows[i * CLASSES + digit] = 1;
    return rows;
  };
  const initial = split(weights).map((part, i) => array(part, PARAMETERS[i]));
  const batches = Array.from({ length: STEPS }, (_, i) => ({
    x: array(images.slice(i * BATCH * PIXELS, (i + 1) * BATCH * PIXELS), [BATCH, PIXELS]),
    y: array(oneHot(labels.slice(i * BATCH, (i + 1) * BATCH)), [BATCH, CLASSES]),
  }));

  /** @param {any[]} inputs */
  const loss = (...[w1, b1, w2, b2, x, y]) => {
    const hidden = nn.relu(np.matmul(x, w1).add(b1));
    const logits = np.matmul(hidden, w2).add(b2);
    return nn
      .logSoftmax(logits)
      .mul(y)
      .sum()
      .mul(-1 / BATCH);
  };
  const step = jit((/** @type {any[]} */ ...inputs) => {
    const parameters = inputs.slice(0, PARAMETERS.length).map((parameter) => parameter.ref);
    const [value, gradients] = valueAndGrad(loss, { argnums: [0, 1, 2, 3] })(...inputs);
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
      const losses = batches.map(({ x, y }) => {
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
