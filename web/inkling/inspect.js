/** Copies a network's activations and gradients for one sample out of the core. */
import { readLayer, splitParameters } from './layers.js';
import { MAX_CLASSES, PIXELS } from './types.js';

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./types.js').Activations} Activations
 * @typedef {import('./types.js').Parameters} Parameters
 * @typedef {import('./types.js').Trace} Trace
 * @typedef {import('./types.js').TracedLayer} TracedLayer
 */

// InkTrace: loss, logits, probabilities, each with MAX_CLASSES entries.
const TRACE_BYTES = 4 * (1 + 2 * MAX_CLASSES);
// InkActivation: InkLayerSpec, InkLayerInfo, first_parameter, output, gradient.
export const ACTIVATION_BYTES = 64;
export const INFO_OFFSET = 36;

/**
 * Runs a forward and a backward pass without changing parameters.
 * @param {Core} core
 * @param {number} network its address
 * @param {number} label
 * @returns {Trace}
 */
export function trace(core, network, label) {
  const { call } = core;
  return core.borrow([TRACE_BYTES, ACTIVATION_BYTES], (result, activation) => {
    core.check(call.ink_network_trace(network, call.ink_network_input(network), label, result));
    const count = call.ink_network_parameter_count(network);
    const classes = call.ink_network_classes(network);
    // The layers share one copy of each.
    const parameters = core.f32(call.ink_network_parameters(network), count).slice();
    const gradients = core.f32(call.ink_network_gradients(network), count).slice();
    /** @type {TracedLayer[]} */
    const layers = [];
    for (let i = 0; i < call.ink_network_layer_count(network); i++) {
      core.check(call.ink_network_activation(network, i, activation));
      layers.push(tracedLayer(core, activation, parameters, gradients));
    }
    return {
      loss: core.f32(result, 1)[0],
      logits: core.f32(result + 4, classes).slice(),
      probabilities: core.f32(result + 4 + 4 * MAX_CLASSES, classes).slice(),
      layers,
    };
  });
}

/**
 * @param {Core} core
 * @param {number} address of an InkActivation
 * @param {Float32Array} parameters of the whole network
 * @param {Float32Array} gradients in the same layout
 * @returns {TracedLayer}
 */
function tracedLayer(core, address, parameters, gradients) {
  const [height, width, channels, parameterCount, first, output, gradient] = core.i32(
    address + INFO_OFFSET,
    7,
  );
  const size = height * width * channels;
  /** @param {Float32Array} all @returns {Parameters | null} */
  const own = (all) =>
    parameterCount ? splitParameters(all, first, parameterCount, channels) : null;
  return {
    ...readLayer(core, address),
    height,
    width,
    channels,
    output: core.f32(output, size).slice(),
    gradient: core.f32(gradient, size).slice(),
    parameters: own(parameters),
    parameterGradients: own(gradients),
  };
}

/**
 * Runs a forward pass only, and copies no parameters.
 * @param {Core} core
 * @param {number} network its address
 * @returns {Activations}
 */
export function activate(core, network) {
  const { call } = core;
  const classes = call.ink_network_classes(network);
  return core.borrow([4 * classes, 4 * classes, ACTIVATION_BYTES], (logits, shares, activation) => {
    core.check(call.ink_network_activate(network, call.ink_network_input(network), logits, shares));
    const outputs = Array.from({ length: call.ink_network_layer_count(network) }, (_, i) => {
      core.check(call.ink_network_activation(network, i, activation));
      const [height, width, channels, , , output] = core.i32(activation + INFO_OFFSET, 6);
      return core.f32(output, height * width * channels).slice();
    });
    return {
      logits: core.f32(logits, classes).slice(),
      probabilities: core.f32(shares, classes).slice(),
      outputs,
    };
  });
}

/**
 * The gradient of a class's logit with respect to the pixels.
 * @param {Core} core
 * @param {number} network its address
 * @param {number} output of the class
 */
export function saliency(core, network, output) {
  return core.borrow([PIXELS * 4], (gradient) => {
    const input = core.call.ink_network_input(network);
    core.check(core.call.ink_network_saliency(network, input, output, gradient));
    return core.f32(gradient, PIXELS).slice();
  });
}
