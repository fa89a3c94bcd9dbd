/** A PyTorch script with the weights beside it. */
import { namesIn, namesInPython } from './class-names.js';
import { packed, py, stepsOf, WEIGHTS } from './script.js';

/**
 * @typedef {import('./script.js').Step} Step
 * @typedef {{ code: string, weights?: Float32Array, bias?: Float32Array, shape?: number[], others?: Record<string, Float32Array> }} Module
 */

/** PyTorch has channels first: [out][in][row][column]. @param {Step} step @returns {Module} */
function conv({ layer, input, output, weights, bias }) {
  const { size, padding, stride } = layer;
  const [inputs, outputs] = [input.channels, output.channels];
  const taps = size * size;
  const data = new Float32Array(weights.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        data[(o * inputs + i) * taps + tap] = weights[(tap * inputs + i) * outputs + o];
      }
    }
  }
  const options = [
    ...(stride > 1 ? [`stride=${stride}`] : []),
    ...(padding ? [`padding=${padding}`] : []),
  ];
  const code = `nn.Conv2d(${[inputs, outputs, size, ...options].join(', ')})`;
  return { code, weights: data, bias, shape: [outputs, inputs, size, size] };
}

/** Its inputs are flattened with channels first. @param {Step} step @returns {Module} */
function dense({ input, output, weights, bias }) {
  const places = input.height * input.width;
  const inputs = places * input.channels;
  const outputs = output.channels;
  const data = new Float32Array(weights.length);
  for (let i = 0; i < inputs; i++) {
    const from = (i % places) * input.channels + Math.floor(i / places);
    for (let o = 0; o < outputs; o++) data[o * inputs + i] = weights[from * outputs + o];
  }
  return {
    code: `nn.Linear(${inputs}, ${outputs})`,
    weights: data,
    bias,
    shape: [outputs, inputs],
  };
}

/** @type {Record<string, (step: Step, flat: boolean) => Module>} */
const KINDS = {
  conv2d: conv,
  dense,
  maxpool({ layer: { size, padding, stride, ceil } }) {
    const options = [
      ...(stride ? [`stride=${stride}`] : []),
      ...(padding ? [`padding=${padding}`] : []),
      ...(ceil ? ['ceil_mode=True'] : []),
    ];
    return { code: `nn.MaxPool2d(${[size, ...options].join(', ')})` };
  },
  avgpool({ layer: { size, stride } }) {
    const options = stride ? `, stride=${stride}` : '';
    return { code: size ? `nn.AvgPool2d(${size}${options})` : 'nn.AdaptiveAvgPool2d(1)' };
  },
  relu: () => ({ code: 'nn.ReLU()' }),
  relu6: () => ({ code: 'nn.ReLU6()' }),
  silu: () => ({ code: 'nn.SiLU()' }),
  gelu: () => ({ code: 'nn.GELU()' }),
  leaky_relu: ({ layer }) => ({ code: `nn.LeakyReLU(${py(layer.rate)})` }),
  elu: () => ({ code: 'nn.ELU()' }),
  tanh: () => ({ code: 'nn.Tanh()' }),
  sigmoid: () => ({ code: 'nn.Sigmoid()' }),
  dropout: ({ layer }) => ({ code: `nn.Dropout(${py(layer.rate)})` }),
  normalize({ layer }) {
    const { rate, deviation, inverted } = layer;
    const numbers = inverted ? [1 - rate, -deviation] : [rate, deviation];
    return { code: `Normalize(${numbers.map(py).join(', ')})` };
  },
  scale: ({ output, weights, bias }) => ({
    code: `Scale(${output.channels})`,
    weights,
    bias,
    shape: [output.channels],
  }),
  batchnorm({ output, weights, bias }, flat) {
    const { channels } = output;
    const part = (/** @type {number} */ at) => weights.subarray(at * channels, (at + 1) * channels);
    return {
      code: `nn.BatchNorm${flat ? 1 : 2}d(${channels})`,
      weights: part(0),
      bias,
      shape: [channels],
      others: { running_mean: part(1), running_var: part(2) },
    };
  },
};

/** Modules that PyTorch doesn't have. @type {Record<string, string>} */
const CLASSES = {
  Normalize: `class Normalize(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.mean, self.deviation = mean, deviation

    def forward(self, x):
        return (x - self.mean) / self.deviation
`,
  Scale: `class Scale(nn.Module):
    """A factor and a bias for each channel."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        shape = (1, -1) + (1,) * (x.dim() - 2)
        return x * self.weight.view(shape) + self.bias.view(shape)
`,
  ChannelsLast: `class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1)
`,
};

/**
 * The modules of the script, each a line of it, the classes that it defines for them, and their weights.
 * @param {Step[]} steps
 */
function modulesOf(steps) {
  /** @type {string[]} */
  const lines = [];
  /** @type {import('./script.js').Tensor[]} */
  const tensors = [];
  /** Whether the current values are one vector rather than an image. */
  let flat = false;
  const add = (/** @type {string} */ code, comment = '') =>
    lines.push(`        ${code},${comment && `  # ${comment}`}`);
  for (const step of steps) {
    const { type } = step.layer;
    const { height, width, channels } = step.input;
    const needsImage = ['conv2d', 'maxpool', 'avgpool'].includes(type);
    if (type === 'dense' && !flat) add('nn.Flatten()');
    if (needsImage && flat) add(`nn.Unflatten(1, (${channels}, ${height}, ${width}))`);
    flat = type === 'dense' || (flat && !needsImage);
    const make = KINDS[type];
    if (!make) throw new Error(`There is no “${step.text}” in PyTorch.`);
    const { code, weights, bias, shape, others = {} } = make(step, flat);
    const at = lines.length;
    add(code, step.text);
    if (weights && bias && shape) {
      tensors.push({ name: `${at}.weight`, shape, data: weights });
      tensors.push({ name: `${at}.bias`, shape: [bias.length], data: bias });
      for (const [name, data] of Object.entries(others)) {
        tensors.push({ name: `${at}.${name}`, shape: [data.length], data });
      }
    }
  }
  // Outputs of several pixels are in Inkling's order, with channels last.
  const { height, width } = steps[steps.length - 1].output;
  if (!flat && height * width > 1) add('ChannelsLast()');
  if (!flat) add('nn.Flatten()');
  const body = lines.join('\n');
  const classes = Object.keys(CLASSES).filter((name) => body.includes(`${name}(`));
  return { body, classes: classes.map((name) => `\n${CLASSES[name]}\n`).join(''), tensors };
}

/**
 * @param {import('../../inkling/index.js').Inkling} inkling
 * @param {Uint8Array} file of a model
 * @returns {import('./script.js').Written}
 */
function pytorchModel(inkling, file) {
  const { steps, temperature } = stepsOf(inkling, file);
  const { body, classes, tensors } = modulesOf(steps);
  const script = `"""A network that reads handwriting, exported by Inkling.

    pip install torch safetensors
    python model.py

Its input is [batch][1][28][28]: ink from 0 for blank paper to 1, scaled to fit 20x20 pixels and
centered by mass, as in MNIST.
"""
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

# Divides the logits, so that probabilities match how often the network is right.
TEMPERATURE = ${py(temperature)}
${namesInPython(namesIn(inkling, file))}
${classes}
def make_model():
    return nn.Sequential(
${body}
    )


def load_model(path=Path(__file__).with_name("${WEIGHTS}")):
    model = make_model()
    model.load_state_dict(load_file(path))
    return model.eval()


@torch.no_grad()
def predict(model, images):
    return torch.softmax(model(images) / TEMPERATURE, dim=1)


if __name__ == "__main__":
    print(predict(load_model(), torch.zeros(1, 1, 28, 28)))
`;
  return { script, tensors };
}

/** @type {import('./index.js').Exporter['write']} */
export const write = (inkling, file) => packed(pytorchModel(inkling, file));
