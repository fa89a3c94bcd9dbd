/** Backward through one layer: the gradients of its weights and inputs. */

import { gradientTerms, weightGradientTerms } from '../lens/gradient-sum.js';
import { argmaxAbs, windowOf } from '../lens/weighted-sum.js';
import { fill, t } from '../text/index.js';
import { formulasOf, kindWords } from '../text/layer-kinds.js';
import { number } from '../ui/elements.js';
import { equation, formula, sumTable, words } from './card.js';
import { weightName } from './forward.js';
import { nameIn } from './names.js';

/** @typedef {import('../lens/lens.js').TracedView} TracedView */

/** @param {TracedView} layer */
function dense(layer) {
  const { x, dy, dw, dx, input, output } = layer;
  const most = argmaxAbs(dw);
  const o = most % output.channels;
  const i = (most - o) / output.channels;
  const nodes = [
    formula(formulasOf('dense').parameters ?? ''),
    words(t('onestep.weightGradient', { count: dw.length })),
    equation(`dw[${i}][${o}] = ${number(x[i])} × ${number(dy[o])} = ${number(dw[most])}`),
  ];
  if (!dx) return nodes;
  const to = argmaxAbs(dx);
  const terms = gradientTerms(layer, dy, to).map(({ output: o, dy: a, w: b }) => ({
    name: `dy[${o}] w[${to}][${o}]`,
    a,
    b,
  }));
  return [
    ...nodes,
    formula(formulasOf('dense').backward),
    words(t('onestep.inputGradient')),
    sumTable(nameIn('dx', input, to, true), dx[to], terms),
  ];
}

/** @param {TracedView} layer */
function conv(layer) {
  const { dy, dw, dx, input, output } = layer;
  const most = argmaxAbs(dw);
  const places = weightGradientTerms(layer, most).map(
    ({ input: from, output: to, x: a, dy: b }) => ({
      name: `${from < 0 ? '0' : nameIn('x', input, from)} ${nameIn('dy', output, to)}`,
      a,
      b,
    }),
  );
  const nodes = [
    formula(formulasOf('conv2d').parameters ?? ''),
    words(t('onestep.weightGradient', { count: dw.length })),
    sumTable(`d${weightName(layer, most, most % output.channels)}`, dw[most], places),
  ];
  if (!dx) return nodes;
  const to = argmaxAbs(dx);
  const terms = gradientTerms(layer, dy, to).map(({ output: from, weight, dy: a, w: b }) => ({
    name: `${nameIn('dy', output, from)} ${weightName(layer, weight, weight % output.channels)}`,
    a,
    b,
  }));
  return [
    ...nodes,
    formula(formulasOf('conv2d').backward),
    words(t('onestep.inputGradient')),
    sumTable(nameIn('dx', input, to), dx[to], terms),
  ];
}

/** The formula and an explanation of the gradient passed back. @param {TracedView} layer */
function explanation({ type, y }) {
  const passed = y.reduce((count, value) => count + Number(value > 0), 0);
  const { backward = '' } = kindWords(type);
  return [formula(formulasOf(type).backward), words(fill(backward, { passed, count: y.length }))];
}

/** By kind of layer. @type {Partial<Record<string, (layer: TracedView) => Node[]>>} */
const CONTENT = {
  dense,
  conv2d: conv,
  maxpool: (layer) => {
    const at = argmaxAbs(layer.dy);
    const inputs = windowOf(layer, at);
    const first = inputs.find((i) => layer.x[i] === layer.y[at]) ?? inputs[0];
    const { stride, size } = layer;
    const from = nameIn('dy', layer.output, at);
    // Where windows overlap, others may add to it.
    const slope = `${number(layer.dy[at])}${stride < size ? ' + …' : ''}`;
    return [
      ...explanation(layer),
      equation(`${nameIn('dx', layer.input, first)} = ${from} = ${slope}`),
    ];
  },
};

/** For any other kind: one incoming gradient and the one passed back. @param {TracedView} layer */
function anyKind(layer) {
  const { dx, dy, input, output } = layer;
  const at = argmaxAbs(dx ?? dy);
  const numbers = [];
  if (dy.length === (dx ?? dy).length)
    numbers.push(`${nameIn('dy', output, at)} = ${number(dy[at])}`);
  if (dx) numbers.push(`${nameIn('dx', input, at)} = ${number(dx[at])}`);
  return [...explanation(layer), equation(numbers.join(', '))];
}

/** @param {TracedView} layer @returns {import('./card.js').Stage} */
export const backwardStage = (layer) => ({
  title: t('onestep.backward', { layer: layer.text }),
  layer: layer.text,
  content: () => (CONTENT[layer.type] ?? anyKind)(layer),
});
