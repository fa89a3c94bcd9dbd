/** The last stage: all weights move against their gradients, in a copy of the network. */

import { afterStep } from '../lens/sgd-step.js';
import { argmaxAbs } from '../lens/weighted-sum.js';
import { formatPercent, t } from '../text/index.js';
import { element, number } from '../ui/elements.js';
import { equation, formula, words } from './card.js';

/**
 * @typedef {import('../lens/lens.js').Lens} Lens
 * @typedef {import('../lens/lens.js').Traced} Traced
 */

/**
 * @param {Lens} lens
 * @param {Traced} traced
 * @param {Float32Array} ink
 * @param {number} label
 * @param {number} learningRate
 * @param {string[]} names of the classes
 * @returns {import('./card.js').Stage}
 */
export const updateStage = (lens, traced, ink, label, learningRate, names) => ({
  title: t('onestep.update'),
  content: async () => {
    const { model } = lens;
    if (!model) return [];
    const after = await lens.lossWith(
      afterStep(model.parameters, traced, learningRate),
      ink,
      label,
    );
    const layer = traced.layers.reduce((most, layer) =>
      Math.abs(layer.dw[argmaxAbs(layer.dw)] ?? 0) > Math.abs(most.dw[argmaxAbs(most.dw)] ?? 0)
        ? layer
        : most,
    );
    const at = argmaxAbs(layer.dw);
    const [w, dw] = [layer.weights[at], layer.dw[at]];
    const figure = (
      /** @type {string} */ id,
      /** @type {string} */ name,
      /** @type {{ loss: number, probability: number }} */ { loss, probability },
    ) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', { 'data-testid': id, 'data-loss': String(loss) }, number(loss)),
        element(
          'dd',
          { class: 'share' },
          t('onestep.share', { label: names[label], share: formatPercent(probability, 1) }),
        ),
      );
    return [
      formula('w -= learning_rate dw'),
      words(
        t('onestep.updateWords', { layer: layer.text, rate: number(learningRate) }),
        layer.text,
      ),
      equation(
        `w = ${number(w)} − ${number(learningRate)} × ${number(dw)} = ${number(w - learningRate * dw)}`,
      ),
      element(
        'dl',
        { class: 'losses' },
        figure('loss-before', t('onestep.before'), {
          loss: traced.loss,
          probability: traced.probabilities[label],
        }),
        figure('loss-after', t('onestep.after'), after),
      ),
      words(t(after.loss < traced.loss ? 'onestep.better' : 'onestep.worse')),
      words(t('onestep.copy')),
    ];
  },
});
