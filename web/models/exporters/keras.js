/** A Keras script with the weights beside it. Keras has Inkling's order: channels last, w[in][out]. */
import { overhang } from '../pooling.js';
import { namesIn, namesInPython } from './class-names.js';
import { packed, py, stepsOf, WEIGHTS } from './script.js';

/**
 * @typedef {import('./script.js').Step} Step
 * @typedef {import('./script.js').Tensor} Tensor
 */

/** The step of a pooling window, unless it is the window's size. @param {Step['layer']} layer */
const strides = ({ stride }) => (stride ? `, strides=${stride}` : '');

/** @type {Record<string, (step: Step) => string[]>} */
const KINDS = {
  conv2d({ layer, output }) {
    const { size, padding, stride } = layer;
    const options = stride > 1 ? `, strides=${stride}` : '';
    return [
      ...(padding ? [`layers.ZeroPadding2D(${padding})`] : []),
      `layers.Conv2D(${output.channels}, ${size}${options})`,
    ];
  },
  dense: ({ output }) => [`layers.Dense(${output.channels})`],
  maxpool({ layer, input, output }) {
    const { size, padding } = layer;
    const stride = layer.stride || size;
    const behind = (/** @type {'height' | 'width'} */ side) =>
      overhang(output[side], input[side], size, stride, padding);
    const [bottom, right] = [behind('height'), behind('width')];
    return [
      ...(padding || bottom || right ? [`PadForMax(${padding}, ${bottom}, ${right})`] : []),
      `layers.MaxPooling2D(${size}${strides(layer)})`,
    ];
  },
  avgpool: ({ layer, output }) =>
    layer.size
      ? [`layers.AveragePooling2D(${layer.size}${strides(layer)})`]
      : ['layers.GlobalAveragePooling2D()', `layers.Reshape((1, 1, ${output.channels}))`],
  relu: () => ['layers.ReLU()'],
  relu6: () => ['layers.ReLU(max_value=6.0)'],
  silu: () => ['layers.Activation("silu")'],
  gelu: () => ['layers.Activation("gelu")'],
  leaky_relu: ({ layer }) => [`layers.LeakyReLU(negative_slope=${py(layer.rate)})`],
  elu: () => ['layers.ELU()'],
  tanh: () => ['layers.Activation("tanh")'],
  sigmoid: () => ['layers.Activation("sigmoid")'],
  dropout: ({ layer }) => [`layers.Dropout(${py(layer.rate)})`],
  normalize({ layer }) {
    const { rate, deviation, inverted } = layer;
    const [mean, divisor] = inverted ? [1 - rate, -deviation] : [rate, deviation];
    return [`layers.Rescaling(${py(1 / divisor)}, offset=${py(-mean / divisor)})`];
  },
  // Batch normalization with a mean of 0 and a variance of 1.
  scale: () => ['layers.BatchNormalization(epsilon=0.0)'],
  batchnorm: () => ['layers.BatchNormalization(momentum=0.9, epsilon=1e-5)'],
};

/** Max pooling pads with what never wins; Keras's own padding layer has only zeros. */
const PAD_FOR_MAX = `
class PadForMax(layers.Layer):
    def __init__(self, before, bottom, right):
        super().__init__()
        self.sides = ((0, 0), (before, bottom), (before, right), (0, 0))

    def call(self, x):
        return keras.ops.pad(x, self.sides, constant_values=-1e30)

`;

/**
 * The weights of a layer, in Keras's order.
 * @param {Step} step @param {number} at its place in the script
 * @returns {Tensor[]}
 */
function tensorsOf({ layer, weights, bias }, at) {
  const { type, size } = layer;
  const units = bias.length;
  if (!units) return [];
  /** @param {string} name @param {Float32Array} data */
  const perUnit = (name, data) => ({ name: `${at}.${name}`, shape: [units], data });
  if (type === 'scale' || type === 'batchnorm') {
    const part = (/** @type {number} */ k) => weights.subarray(k * units, (k + 1) * units);
    const isNorm = type === 'batchnorm';
    return [
      perUnit('weight', part(0)),
      perUnit('bias', bias),
      perUnit('mean', isNorm ? part(1) : new Float32Array(units)),
      perUnit('variance', isNorm ? part(2) : new Float32Array(units).fill(1)),
    ];
  }
  const shape =
    type === 'conv2d'
      ? [size, size, weights.length / units / size ** 2, units]
      : [weights.length / units, units];
  return [{ name: `${at}.weight`, shape, data: weights }, perUnit('bias', bias)];
}

/**
 * The layers of the script, each a line of it, and their weights.
 * @param {Step[]} steps
 */
function layersOf(steps) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Tensor[]} */
  const tensors = [];
  /** Whether the current values are one vector rather than an image. */
  let flat = false;
  const add = (/** @type {string} */ code, comment = '') =>
    lines.push(`        ${code},${comment && `  # ${comment}`}`);
  for (const step of steps) {
    const { type } = step.layer;
    const { height, width, channels } = step.input;
    const needsImage = ['conv2d', 'maxpool', 'avgpool'].includes(type);
    if (type === 'dense' && !flat) add('layers.Flatten()');
    if (needsImage && flat) add(`layers.Reshape((${height}, ${width}, ${channels}))`);
    flat = type === 'dense' || (flat && !needsImage);
    const make = KINDS[type];
    if (!make) throw new Error(`There is no “${step.text}” in Keras.`);
    for (const code of make(step)) add(code, step.text);
    tensors.push(...tensorsOf(step, lines.length - 1));
  }
  if (!flat) add('layers.Flatten()');
  return { body: lines.join('\n'), tensors };
}

/**
 * @param {import('../../inkling/index.js').Inkling} inkling
 * @param {Uint8Array} file of a model
 * @returns {import('./script.js').Written}
 */
function kerasModel(inkling, file) {
  const { steps, temperature } = stepsOf(inkling, file);
  const { body, tensors } = layersOf(steps);
  const script = `"""A network that reads handwriting, exported by Inkling.

    pip install keras safetensors numpy    # and a backend: tensorflow, torch, or jax
    python model.py

Its input is [batch][28][28][1]: ink from 0 for blank paper to 1, scaled to fit 20x20 pixels and
centered by mass, as in MNIST.
"""
from pathlib import Path

import keras
import numpy as np
from keras import layers
from safetensors.numpy import load_file

# Divides the logits, so that probabilities match how often the network is right.
TEMPERATURE = ${py(temperature)}
${namesInPython(namesIn(inkling, file))}
${body.includes('PadForMax') ? PAD_FOR_MAX : ''}
def make_model():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
${body}
    ])


def load_model(path=Path(__file__).with_name("${WEIGHTS}")):
    model = make_model()
    weights = load_file(path)
    for i, layer in enumerate(model.layers):
        parts = [f"{i}.{name}" for name in ("weight", "bias", "mean", "variance")]
        if parts[0] in weights:
            layer.set_weights([weights[part] for part in parts if part in weights])
    return model


def predict(model, images):
    return keras.ops.convert_to_numpy(keras.ops.softmax(model(images) / TEMPERATURE))


if __name__ == "__main__":
    print(predict(load_model(), np.zeros((1, 28, 28, 1), "float32")))
`;
  return { script, tensors };
}

/** @type {import('./index.js').Exporter['write']} */
export const write = (inkling, file) => packed(kerasModel(inkling, file));
