/** The weights of the first layer that has any, one picture per neuron or filter. */
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
function paintWeights(canvas, { type, size, weights, input, output }, neuron, scale) {
  // Layers before the first weights leave a single channel, so rows and columns suffice.
  const [height, width] = type === 'conv2d' ? [size, size] : [input.height, input.width];
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
  /** A unit of a later layer, chosen in the picture of the network. @type {{ layer: number, text: string, unit: number } | null} */
  let elsewhere = null;
  /** @type {TracedView[]} */
  let all = [];

  const showDetail = () => {
    for (const [i, button] of [...grid.children].entries()) {
      button.setAttribute('aria-pressed', String(i === chosen));
    }
    const [from, unit] = elsewhere ? [all[elsewhere.layer], elsewhere.unit] : [layer, chosen];
    detail.hidden = unit < 0;
    if (from && unit >= 0) {
      showNeuron(detail, from, strongestOutput(from, unit), Boolean(elsewhere));
    }
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
        elsewhere = null;
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
      all = layers;
      if (elsewhere && layers[elsewhere.layer]?.text !== elsewhere.text) elsewhere = null;
      layer = layers.find(({ weights }) => weights.length) ?? null;
      if (before?.text !== layer?.text) chosen = -1;
      hint.textContent = t(layer?.type === 'conv2d' ? 'inside.filtersHint' : 'inside.weightsHint', {
        layer: layer?.text ?? '',
      });
      show();
    },
    /** Shows a unit of any layer. @param {{ layer: number, unit: number }} wanted */
    choose({ layer: index, unit }) {
      const wanted = all[index];
      if (!wanted?.weights.length) return;
      elsewhere = wanted === layer ? null : { layer: index, text: wanted.text, unit };
      chosen = elsewhere ? -1 : unit;
      if (chosen >= shown) shown = Infinity;
      show();
      detail.scrollIntoView({ block: 'nearest' });
    },
  };
}
