/** What screen readers hear about the picture. The answer itself announces its changes. */
import { mostProbable } from '../inkling/most-probable.js';
import { formatNumber, formatPercent, t } from '../text/index.js';
import { nameOf, whereOf } from './inspector.js';
import { valuesOf } from './links.js';
import './words.js';

/**
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 */

/** A unit with its layer and its value. @param {Seen} seen @param {Item} item @param {string[]} names of the classes */
export function describeUnit(seen, item, names) {
  const stage = seen.stages[item.column];
  const unit = nameOf(stage, item.unit, names);
  if (stage.layer < 0) return unit;
  const values = valuesOf(stage, seen.image, seen.outputs);
  const value = formatNumber(values[whereOf(seen, stage, item.unit)], { maximumFractionDigits: 2 });
  return t('stage.says', { unit, layer: seen.layers[stage.layer].text, value });
}

/**
 * The strongest link for the most probable class.
 * @param {Seen} seen @param {Link[][]} gaps @param {Float32Array} probabilities
 * @returns {{ column: number, link: Link } | null} where it begins; null if that is the input
 */
export function strongestFor(seen, gaps, probabilities) {
  const best = mostProbable(probabilities);
  const column = seen.stages.length - 2;
  const order = seen.orders[column + 1];
  const link = gaps[column].filter(({ to, value }) => value > 0 && order[to] === best).pop();
  return link && column > 0 ? { column, link } : null;
}

/**
 * The picture in one sentence.
 * @param {Seen} seen @param {ReturnType<typeof strongestFor>} strongest
 * @param {Float32Array} probabilities @param {string[]} names of the classes
 */
export function summaryOf(seen, strongest, probabilities, names) {
  const best = mostProbable(probabilities);
  const values = { name: names[best] ?? String(best), share: formatPercent(probabilities[best]) };
  if (!strongest) return t('stage.summaryPlain', values);
  const { column, link } = strongest;
  return t('stage.summary', {
    ...values,
    unit: nameOf(seen.stages[column], seen.orders[column][link.from], names),
    value: formatNumber(link.value, { maximumFractionDigits: 1 }),
  });
}
