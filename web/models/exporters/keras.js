/** A Keras script with the weights beside it. Keras has Inkling's order: channels last, w[in][out]. */
import { overhang } from '../pooling.js';
import { namesIn, namesInPython } from './class-names.js';
import { packed, py, stepsOf, WEIGHTS } from './script.js';

/** @typedef {import('./script.js').Step} Step */

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
 * @param {import('../../inkling/index.js').Inkling} inkling
 * @param {Uint8Array} file of a model
 * @returns {import('./script.js').Written}
 */
function kerasModel(inkling, file) {
  const { steps, temperature } = stepsOf(inkling, file);
  const lines = ['        keras.Input((28, 28, 1)),'];
  /** @type {import('./script.js').Tensor[]} */
  const tensors = [];
  /** Names of the weights of each layer of the script that has any. @type {string[]} */
  const names = [];
  let count = 0;
  let flat = false;
  const add = (/** @type {string} */ code, /** @type {string} */ comment) => {
    lines.push(`        ${code},${comment && `  # ${comment}`}`);
    count++;
  };
  for (const step of steps) {
    const { type } = step.layer;
    const { height, width, channels } = step.input;
    const needsImage = ['conv2d', 'maxpool', 'avgpool'].includes(type);
    if (type === 'dense' && !flat) add('layers.Flatten()', '');
    if (needsImage && flat) add(`layers.Reshape((${height}, ${width}, ${channels}))`, '');
    flat = type === 'dense' || (flat && !needsImage);
    const make = KINDS[type];
    if (!make) throw new Error(`There is no “${step.text}” in Keras.`);
    for (const code of make(step)) add(code, step.text);
    if (!step.bias.length) continue;
    const name = String(count - 1);
    const { size } = step.layer;
    const units = step.bias.length;
    const shape =
      type === 'conv2d'
        ? [size, size, channels, units]
        : type === 'dense'
          ? [step.weights.length / units, units]
          : [units];
    const isNorm = type === 'batchnorm';
    const weights = isNorm ? step.weights.subarray(0, units) : step.weights;
    tensors.push({ name: `${name}.weight`, shape, data: weights });
    tensors.push({ name: `${name}.bias`, shape: [units], data: step.bias });
    names.push(name);
    if (type === 'scale' || isNorm) {
      const [mean, variance] = isNorm
        ? [1, 2].map((at) => step.weights.subarray(at * units, (at + 1) * units))
        : [new Float32Array(units), new Float32Array(units).fill(1)];
      tensors.push({ name: `${name}.mean`, shape: [units], data: mean });
      tensors.push({ name: `${name}.variance`, shape: [units], data: variance });
    }
  }
  if (!flat) add('layers.Flatten()', '');
  const body = lines.join('\n');
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
