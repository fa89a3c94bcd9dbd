/** What the outputs of networks stand for, and lists of layers that have as many as are wanted. */
import { CLASSES } from '../inkling/index.js';

/** What most networks tell apart. */
export const DIGITS = Array.from({ length: CLASSES }, (_, digit) => String(digit));

/** @param {string[]} a @param {string[]} b */
export const sameNames = (a, b) => a.length === b.length && a.every((name, i) => name === b[i]);

/** Whether they are the digits. @param {string[]} names */
export const areDigits = (names) => sameNames(names, DIGITS);

/** The last layer whose text names its outputs, and what may stand behind it: any other kind. */
const LAST =
  /(dense\s+|conv\s*\d+\s*x\s*\d+\s*x\s*)(\d+)((?:\s+same|\s+pad\s*\d+)?(?:\s*,\s*(?!dense\b|conv\b|conv\d)[a-z][^,]*)*\s*)$/;

/** How many outputs a list of layers has, as far as its text tells. @param {string} layers */
export const outputsIn = (layers) => Number(LAST.exec(layers)?.[2] ?? CLASSES);

/** Whether the last layer itself has so many. @param {string} layers @param {number} outputs */
export const endsIn = (layers, outputs) => Number(LAST.exec(layers)?.[2]) === outputs;

/** The list with so many outputs. @param {string} layers @param {number} outputs */
export const withOutputs = (layers, outputs) =>
  layers.replace(LAST, (_, layer, __, behind) => `${layer}${outputs}${behind}`);

/**
 * What the outputs of a network are called: a list of names as long as there are outputs.
 * @param {string[]} names @param {number} outputs
 */
export const named = (names, outputs) =>
  Array.from({ length: outputs }, (_, output) => names[output] ?? '');
