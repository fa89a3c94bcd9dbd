/**
 * The inspector while a training step goes backward and updates: the sum behind a unit's gradient, and
 * its weights before and after.
 */
import { gradientTerms } from '../lens/gradient-sum.js';
import { seesAll } from '../lens/lens.js';
import { formatFacts, formatNumber, leftToRight, t } from '../text/index.js';
import { formulasOf } from '../text/layer-kinds.js';
import { element, number } from '../ui/elements.js';
import { nameOf } from './inspector.js';
import './scrubber-words.js';
import { placeIn, placeName } from './step-sentences.js';

/**
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./one-step.js').OneStep} OneStep
 * @typedef {import('./positions.js').Position} Position
 *
 * @typedef {object} Card
 * @property {string} says the unit with its value, as its accessible name
 * @property {Node[]} content
 */

/** Terms and weights listed. */
const LISTED = 2;

/** @param {number} value */
const written = (value) => leftToRight(number(value));

/** Two numbers with enough digits to tell them apart. @param {number} a @param {number} b */
function pair(a, b) {
  const apart = Math.abs(a - b);
  const digits =
    apart > 0 && Number.isFinite(apart)
      ? Math.min(9, Math.max(3, 1 + Math.ceil(-Math.log10(apart))))
      : 3;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return [a, b].map((value) => leftToRight(formatNumber(value, options)));
}

/** @param {string} name @param {string[]} cells @param {Record<string, string>} [attributes] of the last cell */
const row = (name, cells, attributes = {}) =>
  element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    ...cells.map((cell, i) => element('td', i === cells.length - 1 ? attributes : {}, cell)),
  );

/** @param {string} name @param {string} value @param {string} id for tests */
const heading = (name, value, id) =>
  element(
    'h3',
    {},
    element('span', {}, name),
    element('b', value ? { 'data-testid': id } : {}, value),
  );

const note = (/** @type {string} */ text) => element('p', {}, text);

/** The index of a unit's value with the steepest gradient. @param {ArrayLike<number>} dy @param {number} unit @param {number} count */
function steepestOf(dy, unit, count) {
  let best = unit;
  for (let i = unit; i < dy.length; i += count) if (Math.abs(dy[i]) > Math.abs(dy[best])) best = i;
  return best;
}

/** @param {OneStep} step @param {Item} item @param {string[]} names @returns {Card} */
function gradientCard(step, { column, unit }, names) {
  const { seen, traced, label } = step;
  const { stages } = seen;
  const stage = stages[column];
  const name = nameOf(stage, unit, names);
  if (column === 0) {
    return { says: name, content: [heading(name, '', ''), note(t('scrubber.noGradient'))] };
  }
  const dy = step.gradientOf(column);
  const at = steepestOf(dy, unit, stage.count);
  const value = written(dy[at]);
  const { text } = seen.layers[stage.layer];
  const says = t('scrubber.hasGradient', { unit: name, layer: text, value });
  const facts = [
    leftToRight(text),
    t('scrubber.gradient'),
    ...(stage.height * stage.width > 1 ? [t('stage.strongest', placeIn(stage, at))] : []),
  ];
  const next = traced.layers[stages[column + 1]?.layer];
  /** @type {Node[]} */
  const content = [heading(name, value, 'stage-gradient'), element('p', {}, formatFacts(facts))];
  if (!next) {
    const p = traced.probabilities[unit];
    content.push(
      element(
        'table',
        {},
        row('p', [written(p)]),
        row('y', [written(Number(unit === label))]),
        row('p − y', [value], { 'data-testid': 'stage-gradient-sum' }),
      ),
    );
  } else if (!next.weights.length) {
    content.push(
      element('code', { class: 'formula', dir: 'ltr', lang: 'en' }, formulasOf(next.type).backward),
    );
  } else {
    const terms = gradientTerms(next, next.dy, at);
    /** By target unit, which gets several terms from a kernel. @type {Map<number, number>} */
    const sums = new Map();
    for (const { output, product } of terms) {
      const to = output % next.output.channels;
      sums.set(to, (sums.get(to) ?? 0) + product);
    }
    const parts = [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    const shown = parts.length > LISTED + 1 ? parts.slice(0, LISTED) : parts;
    const rest = parts.slice(shown.length).reduce((all, [, product]) => all + product, 0);
    const total = parts.reduce((all, [, product]) => all + product, 0);
    content.push(
      element(
        'table',
        {},
        ...shown.map(([to, product]) =>
          row(nameOf(stages[column + 1], to, names), [written(product)]),
        ),
        ...(shown.length < parts.length
          ? [row(t('lens.others', { count: parts.length - shown.length }), [written(rest)])]
          : []),
        row(t('stage.sum'), [written(total)], { 'data-testid': 'stage-gradient-sum' }),
      ),
    );
  }
  return { says, content };
}

/** @param {OneStep} step @param {Item} item @param {string[]} names @returns {Card} */
function weightsCard(step, { column, unit }, names) {
  const { seen, traced, layersAfter } = step;
  const stage = seen.stages[column];
  const name = nameOf(stage, unit, names);
  if (!stage.weighted) {
    return { says: name, content: [heading(name, '', ''), note(t('scrubber.noWeights'))] };
  }
  const layer = traced.layers[stage.layer];
  const { text, weights, bias, dw, input } = layer;
  const after = layersAfter[stage.layer];
  const all = Array.from(
    { length: weights.length / stage.count },
    (_, i) => i * stage.count + unit,
  );
  const largest = all.sort((a, b) => Math.abs(dw[b]) - Math.abs(dw[a])).slice(0, LISTED);
  const source = (/** @type {number} */ weight) => {
    const from = (weight - unit) / stage.count;
    const before = seen.stages[column - 1];
    return seesAll(layer) && before.kind !== 'units'
      ? placeName(before, from, names)
      : nameOf(before, from % input.channels, names);
  };
  const pairs = largest.map((weight) => pair(weights[weight], after.weights[weight]));
  const [before, now] = pairs[0];
  return {
    says: t('scrubber.changes', { unit: name, layer: text, before, after: now }),
    content: [
      heading(name, '', ''),
      element('p', {}, formatFacts([leftToRight(text), t('scrubber.change')])),
      element(
        'table',
        { 'data-testid': 'stage-weights' },
        ...largest.map((weight, i) => row(source(weight), pairs[i])),
        row(t('stage.bias'), pair(bias[unit], after.bias[unit])),
      ),
    ],
  };
}

/**
 * What the inspector shows of a unit; null where it shows the unit's own sum, as ever.
 * @param {OneStep} step @param {Position} position @param {Item} item @param {string[]} names
 * @returns {Card | null}
 */
export function cardAt(step, { phase, part, column }, item, names) {
  const last = step.seen.stages.length - 1;
  if (phase === 'update') return weightsCard(step, item, names);
  if (part === 'error' && item.column === last) return gradientCard(step, item, names);
  // The gradient has arrived at the column before the layer.
  if (phase === 'backward' && item.column >= column - 1) return gradientCard(step, item, names);
  return null;
}
