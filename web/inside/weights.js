/** The weights of the first layer that has any, one picture per neuron or filter. */
import { seesAll } from '../lens/lens.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { showNeuron } from './neuron.js';

/** Shown at first. */
const FIRST = 32;

/** @typedef {import('../lens/lens.js').TracedView} TracedView */

/**
 * Paints the weights of one neuron, on the same scale for all.
 * @param {HTMLCanvasElement} canvas @param {TracedView} layer @param {number} neuron
 * @param {number} scale
 */
function paintWeights(canvas, { kernel, weights, output }, neuron, scale) {
  // Layers before the first weights leave a single channel, so rows and columns suffice.
  const { height, width } = kernel;
  const value = (/** @type {number} */ r, /** @type {number} */ c) =>
    weights[(r * width + c) * output.channels + neuron];
  paintValues(canvas, width, height, value, scale);
}

/** The index of a filter's output with the largest absolute value, or of a neuron's only output. */
function strongestOutput(/** @type {TracedView} */ { y, output }, /** @type {number} */ neuron) {
  let best = neuron;
  for (let i = neuron; i < y.length; i += output.channels) {
    if (Math.abs(y[i]) > Math.abs(y[best])) best = i;
  }
  return best;
}

/** @param {HTMLElement} host */
export function createWeights(host) {
  const hint = element('p', { class: 'explain' });
  const grid = element('div', {
    class: 'neurons samples',
    role: 'group',
    'aria-label': t('inside.weights'),
  });
  const more = element('button', { type: 'button' }, t('inside.moreNeurons'));
  const detail = element('div', { class: 'neuron', 'data-testid': 'inside-neuron' });
  host.append(hint, grid, more, detail);
  /** @type {TracedView | null} */
  let layer = null;
  let chosen = -1;
  let shown = FIRST;

  const showDetail = () => {
    for (const [i, button] of [...grid.children].entries()) {
      button.setAttribute('aria-pressed', String(i === chosen));
    }
    detail.hidden = chosen < 0;
    if (layer && chosen >= 0) showNeuron(detail, layer, strongestOutput(layer, chosen));
  };

  const makeButtons = (/** @type {number} */ count) => {
    while (grid.children.length > count) grid.lastChild?.remove();
    while (grid.children.length < count) {
      const neuron = grid.children.length;
      const canvas = element('canvas', { class: 'pixels', 'aria-hidden': 'true' });
      const name = t('inside.neuron', { number: neuron + 1 });
      const button = element('button', { type: 'button', 'aria-label': name }, canvas);
      button.addEventListener('click', () => {
        chosen = neuron;
        showDetail();
      });
      grid.append(button);
    }
  };

  const show = () => {
    if (!layer) return;
    const { channels } = layer.output;
    makeButtons(Math.min(shown, channels));
    more.hidden = shown >= channels;
    const scale = maxAbs(layer.weights);
    for (const [i, button] of [...grid.children].entries()) {
      paintWeights(/** @type {any} */ (button.firstChild), layer, i, scale);
    }
    showDetail();
  };

  more.addEventListener('click', () => {
    const first = grid.children.length;
    shown = Infinity;
    show();
    /** @type {HTMLElement} */ (grid.children[first])?.focus();
  });

  return {
    /** @param {import('../lens/lens.js').Traced} traced */
    show({ layers }) {
      const before = layer;
      layer = layers.find(({ weights }) => weights.length) ?? null;
      if (before?.text !== layer?.text) chosen = -1;
      const hintKey = layer && !seesAll(layer) ? 'inside.filtersHint' : 'inside.weightsHint';
      hint.textContent = t(hintKey, { layer: layer?.text ?? '' });
      show();
    },
  };
}
