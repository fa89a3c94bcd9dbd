/** Class names of a network's outputs, and layer lists with a given number of outputs. */
import { CLASSES } from '../inkling/index.js';

/** The class names of most networks. */
export const DIGITS = Array.from({ length: CLASSES }, (_, digit) => String(digit));

/** @param {string[]} a @param {string[]} b */
export const sameNames = (a, b) => a.length === b.length && a.every((name, i) => name === b[i]);

/** @param {string[]} names */
export const areDigits = (names) => sameNames(names, DIGITS);

/** The last layer with a number of outputs in its text (dense or conv), and any other kinds after it. */
const LAST =
  /(dense\s+|conv\s*\d+\s*x\s*\d+\s*x\s*)(\d+)((?:\s+same|\s+pad\s*\d+)?(?:\s*,\s*(?!dense\b|conv\b|conv\d)[a-z][^,]*)*\s*)$/;

/** The number of outputs that the text of a layer list states, or else the default. @param {string} layers */
export const outputsIn = (layers) => Number(LAST.exec(layers)?.[2] ?? CLASSES);

/** Whether the text explicitly ends in this many outputs. @param {string} layers @param {number} outputs */
export const endsIn = (layers, outputs) => Number(LAST.exec(layers)?.[2]) === outputs;

/** The list, changed to this many outputs. @param {string} layers @param {number} outputs */
export const withOutputs = (layers, outputs) =>
  layers.replace(LAST, (_, layer, __, behind) => `${layer}${outputs}${behind}`);

/**
 * Pads or cuts a list of names to one per output.
 * @param {string[]} names @param {number} outputs
 */
export const named = (names, outputs) =>
  Array.from({ length: outputs }, (_, output) => names[output] ?? '');
