/** Class names of a network's outputs, and layer lists with a given number of outputs. */
import { CLASSES } from '../inkling/index.js';

/** The class names of most networks. */
export const DIGITS = Array.from({ length: CLASSES }, (_, digit) => String(digit));

/** @param {string[]} a @param {string[]} b */
export const sameNames = (a, b) => a.length === b.length && a.every((name, i) => name === b[i]);

/** @param {string[]} names */
export const areDigits = (names) => sameNames(names, DIGITS);

/**
 * The kinds of layers that have a number of outputs: their keyword in layer lists, and which of the
 * numbers after it that is. These two are known before the core has loaded, which then adds its own.
 */
const OUTPUTS_AT = new Map([
  ['dense', 0],
  ['conv', 2],
]);

const NUMBER = /\d+(?:\.\d+)?/g;

/**
 * Learns how the core's kinds of layers write their number of outputs.
 * @param {Pick<import('../inkling/index.js').Inkling, 'layerKinds' | 'parseLayers'>} inkling
 */
export function addLayerKinds(inkling) {
  for (const { word, examples, numbers } of inkling.layerKinds) {
    if (!numbers.some(({ name }) => name === 'units')) continue;
    const [{ units }] = inkling.parseLayers(examples[0]);
    const written = [...examples[0].matchAll(NUMBER)].map(([number]) => number);
    OUTPUTS_AT.set(word, written.lastIndexOf(String(units)));
  }
}

/**
 * The number of outputs in the text of the last layer that has one, and what is around it.
 * @param {string} layers
 */
function lastOutputs(layers) {
  let start = layers.length + 1;
  for (const layer of layers.split(',').reverse()) {
    start -= layer.length + 1;
    const word = /^\s*([a-z][a-z\s]*?)\s*(?:\d|$)/.exec(layer)?.[1].replace(/\s+/g, ' ');
    const at = OUTPUTS_AT.get(word ?? '');
    if (at === undefined) continue;
    const found = [...layer.matchAll(NUMBER)][at];
    if (!found || found[0].includes('.')) return null;
    const from = start + found.index;
    const to = from + found[0].length;
    return { before: layers.slice(0, from), outputs: Number(found[0]), after: layers.slice(to) };
  }
  return null;
}

/** The number of outputs that the text of a layer list states, or else the default. @param {string} layers */
export const outputsIn = (layers) => lastOutputs(layers)?.outputs ?? CLASSES;

/** Whether the text explicitly ends in this many outputs. @param {string} layers @param {number} outputs */
export const endsIn = (layers, outputs) => lastOutputs(layers)?.outputs === outputs;

/** The list, changed to this many outputs. @param {string} layers @param {number} outputs */
export function withOutputs(layers, outputs) {
  const last = lastOutputs(layers);
  return last ? `${last.before}${outputs}${last.after}` : layers;
}

/**
 * Pads or cuts a list of names to one per output.
 * @param {string[]} names @param {number} outputs
 */
export const named = (names, outputs) =>
  Array.from({ length: outputs }, (_, output) => names[output] ?? '');
