/** Details of one unit of the stage: its sum with the real numbers, and a picture of its weights. */

import { maxAbs, paintValues } from '../lens/palette.js';
import { fieldOf, paintField } from '../lens/unit-picture.js';
import { placeOf, weightedSum } from '../lens/weighted-sum.js';
import {
  formatFacts,
  formatList,
  formatNumber,
  formatPercent,
  leftToRight,
  t,
} from '../text/index.js';
import { button, element } from '../ui/elements.js';
import './details-words.js';
import { formulaOf } from './formula.js';
import { valuesOf } from './links.js';
import './words.js';

/**
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 * @typedef {import('../lens/weighted-sum.js').WeightedSum} WeightedSum
 * @typedef {import('./layout.js').Stage} Stage
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 *
 * @typedef {object} Chosen
 * @property {Seen} seen
 * @property {number} column
 * @property {number} unit
 * @property {string[]} names of the outputs
 * @property {Float32Array | null} probabilities
 * @property {Link[]} outgoing its links to the next column, weakest first
 */

/** How many sources are listed; the others are summed up. */
const LISTED = 2;
const OUTGOING = 2;

const TWO_DIGITS = { maximumFractionDigits: 2, minimumFractionDigits: 2 };

/** @param {number} value */
const written = (value) => leftToRight(formatNumber(value, TWO_DIGITS));

/** @param {number} value */
const signed = (value) =>
  leftToRight(formatNumber(value, { ...TWO_DIGITS, signDisplay: 'exceptZero' }));

/** The name of a unit. @param {Stage} stage @param {number} unit @param {string[]} names */
export function nameOf({ kind, count }, unit, names) {
  if (kind === 'input') return t('lens.input');
  if (kind === 'output') return t('stage.output', { name: names[unit] ?? String(unit) });
  return t(kind === 'maps' ? 'stage.map' : 'stage.neuron', { number: unit + 1, count });
}

/**
 * The index of a unit's strongest output: its only value, or the strongest position of its map.
 * @param {Seen} seen @param {Stage} stage @param {number} unit
 */
export function whereOf({ image, outputs }, stage, unit) {
  let best = unit;
  const found = [valuesOf(stage, image, outputs), outputs[stage.layer] ?? image];
  for (const values of found) {
    for (let i = unit; i < values.length; i += stage.count) {
      if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
    }
    // For a map that relu silences, use the strongest position before relu.
    if (values[best] !== 0) break;
  }
  return best;
}

/**
 * The products of a sum, totaled by source unit, largest first.
 * @param {WeightedSum} sum @param {number} channels of the layer's input
 */
function bySource({ terms }, channels) {
  const sums = new Map();
  for (const { input, product } of terms) {
    if (input < 0) continue;
    const unit = input % channels;
    sums.set(unit, (sums.get(unit) ?? 0) + product);
  }
  return [...sums]
    .map(([unit, value]) => ({ unit, value }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** A unit's weights as a picture. @param {LayerView} layer @param {number} unit */
function weightsPicture(layer, unit) {
  const canvas = element('canvas', {
    class: 'pixels',
    role: 'img',
    'aria-label': t('stage.weights'),
  });
  const { weights, output } = layer;
  /** @type {number[]} */
  const own = [];
  for (let i = unit; i < weights.length; i += output.channels) own.push(weights[i]);
  paintField(canvas, own, fieldOf(layer));
  return canvas;
}

/**
 * A map before and after the layers folded into its column.
 * @param {Seen} seen @param {Stage} stage @param {number} unit
 */
function beforeAndAfter({ layers, outputs }, { layer, last, height, width, count }, unit) {
  const folded = layers.slice(layer + 1, last + 1).filter(({ type }) => type !== 'dropout');
  if (!folded.length || height * width === 1) return [];
  const own = (/** @type {Float32Array} */ values) => values.filter((_, i) => i % count === unit);
  const scale = maxAbs(own(outputs[layer]));
  const figures = /** @type {const} */ (['before', 'after']).map((when) => {
    const values = own(outputs[when === 'before' ? layer : last]);
    const canvas = element('canvas', { class: 'pixels', 'aria-hidden': 'true' });
    paintValues(canvas, width, height, (row, column) => values[row * width + column], scale);
    return element('figure', {}, canvas, element('figcaption', {}, t(`details.${when}`)));
  });
  const name = t('details.beforeAfter', { layer: formatList(folded.map(({ text }) => text)) });
  return [
    element(
      'div',
      { class: 'folded', role: 'img', 'aria-label': name, 'data-testid': 'stage-before-after' },
      ...figures,
    ),
  ];
}

/**
 * What each kind of layer does, in words: all languages are in one module, so it is loaded late.
 * @type {typeof import('../text/layer-kinds.js').kindWords | undefined}
 */
let kindWords;

/** A row of the sum. @param {string} name @param {number} value @param {number} most @param {string} [id] */
function line(name, value, most, id) {
  const bar = element('i', { class: value < 0 ? 'against' : 'for' });
  bar.style.setProperty('--p', String(most > 0 ? Math.min(1, Math.abs(value) / most) : 0));
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', { 'aria-hidden': 'true' }, most > 0 ? bar : ''),
    element('td', id ? { 'data-testid': id } : {}, id ? written(value) : signed(value)),
  );
}

export class Inspector {
  /** @type {{ layer: number, unit: number } | null} */
  #unit = null;
  #filled = true;

  /** @param {(unit: { layer: number, unit: number }) => void} showAll opens everything about a unit */
  constructor(showAll) {
    this.content = element('div', { class: 'content' });
    // Outside the content, which changes while the button has the focus.
    this.all = button('stage-show-all', t('details.showAll'), () => {
      if (this.#unit) showAll(this.#unit);
    });
    this.all.hidden = true;
    this.element = element(
      'div',
      { class: 'inspector', 'data-testid': 'stage-inspector' },
      this.content,
      this.all,
    );
    this.clear();
  }

  /** Shows the hint. Called with every frame, so it changes the page only if something was shown. */
  clear() {
    if (!this.#filled) return;
    this.#filled = false;
    this.element.classList.add('idle');
    this.content.replaceChildren(element('p', {}, t('stage.hint')));
    this.all.hidden = true;
  }

  /** Shows something else about the selected unit. @param {Node[]} content */
  showCard(content) {
    this.#filled = true;
    this.all.hidden = true;
    this.element.classList.remove('idle');
    this.content.replaceChildren(...content);
  }

  /** @param {Chosen} chosen */
  show({ seen, column, unit, names, probabilities, outgoing }) {
    const { layers, stages, image, outputs } = seen;
    const stage = stages[column];
    const layer = stage.layer < 0 ? null : layers[stage.layer];
    const at = whereOf(seen, stage, unit);
    const value = valuesOf(stage, image, outputs)[at];
    const share =
      stage.kind === 'output' && probabilities
        ? t('stage.share', { share: formatPercent(probabilities[unit], 1) })
        : '';
    const place = layer && stage.kind === 'maps' ? placeOf(layer, at) : null;
    const facts = [
      layer ? leftToRight(layer.text) : '',
      share,
      place ? t('stage.strongest', { row: place.row + 1, column: place.column + 1 }) : '',
    ].filter(Boolean);
    const sum = layer && stage.weighted ? this.#sumOf(seen, column, at) : null;
    const formulas = probabilities ? formulaOf(seen, column, at, sum) : [];
    this.#unit = { layer: stage.layer, unit };
    this.#filled = true;
    this.all.hidden = !layer;
    if (!kindWords) this.#loadWords();
    this.element.classList.remove('idle');
    this.content.replaceChildren(
      element(
        'h2',
        {},
        element('span', {}, nameOf(stage, unit, names)),
        element('b', { 'data-testid': 'stage-value' }, written(value)),
      ),
      element('p', { title: formatFacts(facts) }, formatFacts(facts)),
      ...formulas.map((text) =>
        element('p', { class: 'formula', 'data-testid': 'stage-formula', lang: 'en' }, text),
      ),
      ...(sum ? [this.#sum(seen, column, unit, sum)] : []),
      ...this.#passesOn(seen, column, names, outgoing),
      ...(layer && kindWords
        ? [element('p', { class: 'kind' }, kindWords(layer.type).forward)]
        : []),
    );
  }

  async #loadWords() {
    try {
      ({ kindWords } = await import('../text/layer-kinds.js'));
    } catch {
      // Offline: the numbers do without the words.
    }
  }

  /** @param {Seen} seen @param {number} column @param {number} at */
  #sumOf({ layers, stages, image, outputs }, column, at) {
    const x = valuesOf(stages[column - 1], image, outputs);
    return weightedSum(layers[stages[column].layer], x, at);
  }

  /** @param {Seen} seen @param {number} column @param {number} unit @param {WeightedSum} sum */
  #sum(seen, column, unit, sum) {
    const { layers, stages } = seen;
    const layer = layers[stages[column].layer];
    const before = stages[column - 1];
    const parts = bySource(sum, layer.input.channels);
    const shown = parts.length > LISTED + 1 ? parts.slice(0, LISTED) : parts;
    const most = Math.abs(parts[0]?.value ?? 0);
    const rest = parts.slice(shown.length).reduce((all, { value }) => all + value, 0);
    const name = (/** @type {number} */ number) =>
      before.kind === 'input'
        ? t('lens.input')
        : t(before.kind === 'maps' ? 'stage.fromMap' : 'stage.fromNeuron', { number: number + 1 });
    return element(
      'div',
      { class: 'behind' },
      element(
        'div',
        {},
        weightsPicture(layer, unit),
        ...beforeAndAfter(seen, stages[column], unit),
      ),
      element(
        'table',
        {},
        ...shown.map((part) => line(name(part.unit), part.value, most)),
        ...(shown.length < parts.length
          ? [line(t('lens.others', { count: parts.length - shown.length }), rest, most)]
          : []),
        line(t('stage.bias'), sum.bias, most),
        line(t('stage.sum'), sum.total, 0, 'stage-sum'),
      ),
    );
  }

  /** @param {Seen} seen @param {number} column @param {string[]} names @param {Link[]} outgoing */
  #passesOn({ stages, orders }, column, names, outgoing) {
    // What it passes on to maps is spread over many positions, not one number of a sum.
    if (!outgoing.length || stages[column + 1]?.kind !== 'output') return [];
    const words = outgoing
      .slice(-OUTGOING)
      .reverse()
      .map(({ to, value }) => {
        const unit = orders[column + 1][to];
        return t('stage.toOutput', { value: signed(value), name: names[unit] ?? String(unit) });
      });
    return [element('p', {}, t('stage.passesOn', { list: formatFacts(words) }))];
  }
}
