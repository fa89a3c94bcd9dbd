/** The stages of one training step on one digit, in order. */
import { t } from '../text/index.js';
import { inkPicture, number } from '../ui/elements.js';
import { backwardStage } from './backward.js';
import { classTable, equation, formula, words } from './card.js';
import { forwardStage } from './forward.js';
import { updateStage } from './update.js';

/**
 * @param {import('../lens/lens.js').Lens} lens
 * @param {Float32Array} ink
 * @param {number} label
 * @param {number} learningRate
 * @param {string[]} names of the classes
 * @returns {Promise<import('./card.js').Stage[]>}
 */
export async function stagesOf(lens, ink, label, learningRate, names) {
  const traced = await lens.trace(ink, label);
  const { layers, logits, probabilities, loss } = traced;
  const { dy } = layers[layers.length - 1];
  return [
    {
      title: t('lens.input'),
      content: () => [
        formula('x[784]'),
        words(
          t('onestep.input', {
            label: names[label],
            some: ink.filter((value) => value > 0).length,
          }),
        ),
        inkPicture(ink, t('lens.input')),
      ],
    },
    ...layers.map(forwardStage),
    {
      title: t('onestep.softmax'),
      content: () => [
        formula('p[c] = exp(z[c]) / sum_k exp(z[k])'),
        words(t('onestep.softmaxWords')),
        classTable(t('onestep.softmaxTable'), names, [
          ['z', logits],
          ['exp(z)', logits.map(Math.exp)],
          ['p', probabilities],
        ]),
      ],
    },
    {
      title: t('onestep.loss'),
      content: () => [
        formula('loss = −log(p[label])'),
        words(t('onestep.lossWords')),
        equation(
          `loss = −log(p[${label}]) = −log(${number(probabilities[label])}) = ${number(loss)}`,
        ),
      ],
    },
    {
      title: t('onestep.error'),
      content: () => [
        formula('dz = p − onehot(label)'),
        words(t('onestep.errorWords', { label: names[label] })),
        classTable(t('onestep.errorTable'), names, [
          ['p', probabilities],
          ['onehot', probabilities.map((_, digit) => Number(digit === label))],
          ['dz', dy],
        ]),
      ],
    },
    ...layers.map(backwardStage).reverse(),
    updateStage(lens, traced, ink, label, learningRate, names),
  ];
}
