/** The formula behind a unit's value, with its real numbers. */

import { windowOf } from '../lens/weighted-sum.js';
import { formatNumber, leftToRight } from '../text/index.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('../lens/weighted-sum.js').WeightedSum} WeightedSum
 * @typedef {import('./links.js').Seen} Seen
 */

/** The most values of a window that are listed. */
const MOST_LISTED = 4;

/** @param {number} value */
const said = (value) =>
  formatNumber(value, {
    maximumFractionDigits: 2,
    minimumFractionDigits: 2,
  });

/** Exponentials can be very large or small. @param {number} value */
const power = (value) =>
  value >= 1e5 || value < 0.01
    ? formatNumber(value, { notation: 'scientific', maximumFractionDigits: 2 })
    : said(value);

/** Layers that change nothing when the network answers. */
const PASSES = ['dropout'];

/** Applies the layers folded into a column to a formula. @param {LayerView[]} folded @param {string} inner */
const within = (folded, inner) =>
  folded
    .filter(({ type }) => !PASSES.includes(type))
    .reduce((formula, { text }) => `${text}(${formula})`, inner);

/** @param {LayerView} layer @param {number[]} values */
function pooled({ type }, values) {
  if (type === 'maxpool') {
    const listed = [...values].sort((a, b) => b - a).slice(0, MOST_LISTED);
    const all = values.length <= MOST_LISTED;
    return `max(${(all ? values : listed).map(said).join('; ')}${all ? '' : '; …'})`;
  }
  const sum = values.reduce((all, value) => all + value, 0);
  return `(${said(sum)}) / ${values.length}`;
}

/**
 * @param {Seen} seen
 * @param {number} column
 * @param {number} at index of the output
 * @param {WeightedSum | null} sum of a layer with weights
 * @returns {string[]} one formula per line; none if there is nothing to compute
 */
export function formulaOf({ layers, stages, image, outputs }, column, at, sum) {
  const { layer: index, last, kind, weighted } = stages[column];
  if (index < 0) return [];
  const layer = layers[index];
  const folded = layers.slice(index + 1, last + 1);
  const value = outputs[last][at];
  /** @type {string[]} */
  const lines = [];
  if (weighted && sum) {
    const { bias } = sum;
    const numbers = `${said(sum.sum)} ${bias < 0 ? '−' : '+'} ${said(Math.abs(bias))}`;
    lines.push(`${within(folded, 'Σ w·x + b')} = ${within(folded, numbers)} = ${said(value)}`);
  } else if (layer.type === 'maxpool' || layer.type === 'avgpool') {
    const x = index ? outputs[index - 1] : image;
    const values = windowOf(layer, at).map((i) => x[i]);
    lines.push(`${within(folded, pooled(layer, values))} = ${said(value)}`);
  }
  if (kind === 'output') {
    const logits = outputs[last];
    const all = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    const own = Math.exp(logits[at]);
    if (Number.isFinite(all) && all > 0) {
      const share = formatNumber(own / all, { style: 'percent', maximumFractionDigits: 1 });
      lines.push(
        `softmax = e^${said(logits[at])} / Σ e^z = ${power(own)} / ${power(all)} = ${share}`,
      );
    }
  }
  return lines.map(leftToRight);
}
