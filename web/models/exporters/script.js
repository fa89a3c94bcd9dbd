/** Shared by the exporters that write a Python script with the weights beside it. */
import { zipSync } from 'fflate';
import { safetensorsFile } from './safetensors-file.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/types.js').LayerInfo} Shape
 * @typedef {import('./safetensors-file.js').Tensor} Tensor
 *
 * @typedef {object} Step a layer of the network
 * @property {Required<import('../../inkling/types.js').Layer>} layer
 * @property {string} text as in the list of layers
 * @property {{ height: number, width: number, channels: number }} input
 * @property {{ height: number, width: number, channels: number }} output
 * @property {Float32Array} weights
 * @property {Float32Array} bias
 *
 * @typedef {object} Written
 * @property {string} script
 * @property {Tensor[]} tensors
 */

/** The name of the file with the weights, beside the script. */
export const WEIGHTS = 'weights.safetensors';

/** @param {Inkling} inkling @param {Uint8Array} file of a model @returns {{ steps: Step[], temperature: number }} */
export function stepsOf(inkling, file) {
  const { layers, parameters, temperature } = inkling.readModel(file);
  const { info } = inkling.checkLayers(layers);
  const texts = layers.split(',').map((text) => text.trim());
  let input = { height: 28, width: 28, channels: 1 };
  let at = 0;
  const steps = inkling.parseLayers(layers).map((layer, i) => {
    const { height, width, channels, parameters: count } = info[i];
    const output = { height, width, channels };
    const split = at + Math.max(count - channels, 0);
    const step = {
      layer,
      text: texts[i],
      input,
      output,
      weights: parameters.subarray(at, split),
      bias: parameters.subarray(split, at + count),
    };
    at += count;
    input = output;
    return step;
  });
  return { steps, temperature };
}

/** A number in Python. @param {number} value */
export const py = (value) => String(Number(value.toPrecision(9)));

/** @param {{ script: string, tensors: Tensor[] }} written @returns {Uint8Array<ArrayBuffer>} a zip of both */
export function packed({ script, tensors }) {
  const files = {
    'model.py': new TextEncoder().encode(script),
    [WEIGHTS]: safetensorsFile(tensors),
  };
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(files, { mtime: '1980-01-01T00:00:00' }));
}
