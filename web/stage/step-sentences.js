/** What happens at a position of a training step, in a few sentences with its numbers. */

import { gradientTerms } from '../lens/gradient-sum.js';
import { seesAll } from '../lens/lens.js';
import { argmaxAbs, strongest } from '../lens/weighted-sum.js';
import { fill, formatPercent, formatSentences, t } from '../text/index.js';
import { kindWords } from '../text/layer-kinds.js';
import { number } from '../ui/elements.js';
import { nameOf } from './inspector.js';
import { valuesOf } from './links.js';
import './scrubber-words.js';

/**
 * @typedef {import('../lens/lens.js').TracedView} TracedView
 * @typedef {import('./layout.js').Stage} Stage
 * @typedef {import('./one-step.js').OneStep} OneStep
 * @typedef {import('./positions.js').Position} Position
 */

/** Products written out; the others are an ellipsis. */
const WRITTEN = 2;
/** From this probability of the correct answer on, there is next to nothing to learn. */
const SURE = 0.999;

/** The row and column of a value in its map, from 1. @param {Stage} stage @param {number} at index of the value */
export function placeIn({ width, count }, at) {
  const place = Math.floor(at / count);
  return { row: Math.floor(place / width) + 1, column: (place % width) + 1 };
}

/** The name of a unit, with the position in its map. @param {Stage} stage @param {number} at index of a value @param {string[]} names */
export function placeName(stage, at, names) {
  const unit = at % stage.count;
  const name = nameOf(stage, unit, names);
  if (stage.height * stage.width === 1) return name;
  return t('scrubber.at', { unit: name, ...placeIn(stage, at) });
}

/** @param {Stage} stage @param {TracedView[]} layers @returns {TracedView[]} the layers folded into it */
const foldedInto = ({ layer, last }, layers) => layers.slice(layer + 1, last + 1);

/** @param {OneStep} step @param {number} column @param {string[]} names */
function forward({ seen, label, traced: { layers, logits } }, column, names) {
  const stage = seen.stages[column];
  const folded = foldedInto(stage, layers).map(({ type }) => kindWords(type).forward);
  if (stage.layer < 0) {
    const some = seen.image.filter((value) => value > 0).length;
    return [t('scrubber.image', { some, label: names[label] }), ...folded];
  }
  const layer = layers[stage.layer];
  const sentences = [kindWords(layer.type).forward, ...folded];
  if (column === seen.stages.length - 1) {
    const best = logits.indexOf(Math.max(...logits));
    return [...sentences, t('scrubber.scores', { name: names[best], value: number(logits[best]) })];
  }
  const values = valuesOf(stage, seen.image, seen.outputs);
  let at = argmaxAbs(values);
  // For a layer that relu silences, use the strongest value before relu.
  if (values[at] === 0) at = argmaxAbs(layer.y);
  const unit = placeName(stage, at, names);
  const count = layer.weights.length / layer.output.channels;
  return [
    ...sentences,
    stage.weighted
      ? t('scrubber.sum', { unit, count, value: number(layer.y[at]) })
      : t('scrubber.strongest', { unit, value: number(values[at]) }),
  ];
}

/** @param {OneStep} step @param {Position['part']} part @param {string[]} names */
function loss({ label, traced: { logits, probabilities, loss } }, part, names) {
  const name = names[label];
  const p = number(probabilities[label]);
  if (part === 'softmax') {
    const all = logits.reduce((sum, z) => sum + Math.exp(z), 0);
    const formula = `p(${name}) = exp(${number(logits[label])}) ÷ ${number(all)} = ${p}`;
    return [t('scrubber.softmaxWords', { formula })];
  }
  if (part === 'loss') {
    const formula = `loss = −ln p(${name}) = −ln ${p} = ${number(loss)}`;
    return [t('scrubber.lossWords', { formula })];
  }
  const formula = `dz(${name}) = ${p} − 1 = ${number(probabilities[label] - 1)}`;
  return [t('scrubber.errorWords', { formula })];
}

/**
 * The units that a weight connects, in words.
 * @param {OneStep} step @param {number} column of its layer @param {number} weight its index
 * @param {string[]} names
 */
function linkName({ seen, traced: { layers } }, column, weight, names) {
  const { stages } = seen;
  const layer = layers[stages[column].layer];
  const { input, output } = layer;
  const to = weight % output.channels;
  const from = (weight - to) / output.channels;
  const before = stages[column - 1];
  return t('scrubber.fromTo', {
    from: seesAll(layer)
      ? placeName(before, from, names)
      : nameOf(before, from % input.channels, names),
    to: nameOf(stages[column], to, names),
  });
}

/** @param {OneStep} step @param {number} column @param {string[]} names */
function backward(step, column, names) {
  const { seen, traced } = step;
  const stage = seen.stages[column];
  const layer = traced.layers[stage.layer];
  const { x, dy, dw, dx, output } = layer;
  const passes = (/** @type {TracedView} */ { type, y }) => {
    const passed = y.reduce((count, value) => count + Number(value > 0), 0);
    return fill(kindWords(type).backward ?? '', { passed, count: y.length });
  };
  const sentences = foldedInto(stage, traced.layers).reverse().map(passes);
  if (stage.weighted) {
    const at = argmaxAbs(dw);
    const link = linkName(step, column, at, names);
    const count = dw.length;
    const places = output.height * output.width;
    if (places === 1) {
      const to = at % output.channels;
      const from = (at - to) / output.channels;
      const formula = `dw = ${number(x[from])} × ${number(dy[to])} = ${number(dw[at])}`;
      sentences.push(t('scrubber.weightWords', { count, link, formula }));
    } else {
      const formula = `dw = ${number(dw[at])}`;
      sentences.push(t('scrubber.kernelWords', { places, count, link, formula }));
    }
  } else sentences.push(passes(layer));
  if (dx) {
    const at = argmaxAbs(dx);
    const unit = placeName(seen.stages[column - 1], at, names);
    const value = number(dx[at]);
    if (stage.weighted) {
      const terms = gradientTerms(layer, dy, at);
      const largest = strongest(terms, WRITTEN).map(
        (term) => `${number(term.dy)} × ${number(term.w)}`,
      );
      if (terms.length > WRITTEN) largest.push('…');
      const formula = `dx = ${largest.join(' + ')} = ${value}`;
      sentences.push(t('scrubber.inputWords', { count: terms.length, unit, formula }));
    } else sentences.push(t('scrubber.steepest', { unit, value }));
  }
  if (column === 1) sentences.push(t('scrubber.stops'));
  return sentences;
}

/** @param {OneStep} step @param {Position['part']} part @param {string[]} names */
function update(step, part, names) {
  const { seen, traced, label, rate, before, after } = step;
  if (part === 'weights') {
    const most = (/** @type {number} */ column) => {
      const { dw } = traced.layers[seen.stages[column].layer];
      return Math.abs(dw[argmaxAbs(dw)] ?? 0);
    };
    const column = seen.stages
      .map((_, c) => c)
      .slice(1)
      .reduce((best, c) => (most(c) > most(best) ? c : best));
    const { text, weights, dw } = traced.layers[seen.stages[column].layer];
    const at = argmaxAbs(dw);
    const w = number(weights[at]);
    const formula = `w = ${w} − ${number(rate)} × ${number(dw[at])} = ${number(weights[at] - rate * dw[at])}`;
    const link = linkName(step, column, at, names);
    return [t('scrubber.updateWords', { rate: number(rate), layer: text, link, formula })];
  }
  return [
    t('scrubber.afterWords', {
      before: number(before.loss),
      after: number(after.loss),
      label: names[label],
      share: formatPercent(before.probability, 1),
      shareAfter: formatPercent(after.probability, 1),
    }),
    before.probability > SURE
      ? t('scrubber.sure')
      : t(after.loss < before.loss ? 'scrubber.better' : 'scrubber.worse'),
    t('scrubber.copy'),
  ];
}

/** @param {OneStep} step @param {Position} position @param {string[]} names of the outputs */
export function sentencesAt(step, { phase, part, column }, names) {
  const sentences = {
    forward: () => forward(step, column, names),
    loss: () => loss(step, part, names),
    backward: () => backward(step, column, names),
    update: () => update(step, part, names),
  }[phase]();
  return formatSentences(sentences.filter(Boolean));
}
