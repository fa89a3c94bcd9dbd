/** Forward through one layer: the formula, and the output with the largest gradient. */

import { argmaxAbs, placeOf, weightedSum, windowOf } from '../lens/weighted-sum.js';
import { t } from '../text/index.js';
import { formulasOf, kindWords } from '../text/layer-kinds.js';
import { number } from '../ui/elements.js';
import { equation, formula, sumTable, words } from './card.js';
import { nameIn } from './names.js';

/** @typedef {import('../lens/lens.js').TracedView} TracedView */

/** By kind of layer. @type {Partial<Record<string, (layer: TracedView, index: number) => Node[]>>} */
const NUMBERS = {
  dense: sum,
  conv2d: sum,
  relu: (layer, index) => {
    const x = number(layer.x[index]);
    return [
      equation(`${nameIn('y', layer.output, index)} = max(${x}, 0) = ${number(layer.y[index])}`),
    ];
  },
  maxpool: (layer, index) => {
    const values = windowOf(layer, index).map((i) => number(layer.x[i]));
    const y = number(layer.y[index]);
    return [equation(`${nameIn('y', layer.output, index)} = max(${values.join(', ')}) = ${y}`)];
  },
};

/** For any other kind: an output and the input at the same index. @param {TracedView} layer @param {number} index */
function anyKind({ x, y, input, output }, index) {
  const out = `${nameIn('y', output, index)} = ${number(y[index])}`;
  const same = x.length === y.length;
  return [equation(same ? `${nameIn('x', input, index)} = ${number(x[index])}, ${out}` : out)];
}

/** @param {TracedView} layer @param {number} index */
function sum(layer, index) {
  const { terms, bias } = weightedSum(layer, layer.x, index);
  const { channel } = placeOf(layer, index);
  const named = terms.map(({ input, weight, x, w }) => {
    const from = input < 0 ? '0' : nameIn('x', layer.input, input, layer.type === 'dense');
    return { name: `${from} ${weightName(layer, weight, channel)}`, a: x, b: w };
  });
  return [sumTable(nameIn('y', layer.output, index), layer.y[index], named, bias)];
}

/** @param {TracedView} layer @param {number} weight @param {number} channel */
export function weightName({ type, size, input, output }, weight, channel) {
  const n = (weight - channel) / output.channels;
  if (type === 'dense') return `w[${n}][${channel}]`;
  const k = n % input.channels;
  const place = (n - k) / input.channels;
  return `w[${Math.floor(place / size)}][${place % size}][${k}][${channel}]`;
}

/** @param {TracedView} layer @returns {import('./card.js').Stage} */
export const forwardStage = (layer) => ({
  title: t('onestep.forward', { layer: layer.text }),
  layer: layer.text,
  content: () => [
    formula(formulasOf(layer.type).forward),
    words(kindWords(layer.type).forward),
    words(t('onestep.oneOf', { count: layer.y.length })),
    ...(NUMBERS[layer.type] ?? anyKind)(layer, argmaxAbs(layer.dy)),
  ],
});
