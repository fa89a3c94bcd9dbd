/** The weights of the first layer that has any, one picture per neuron or filter. */
import { seesAll } from '../lens/lens.js';
import { maxAbs, paintValues } from '../lens/palette.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { markLayers } from '../ui/mark-layers.js';
import { showNeuron } from './neuron.js';

/** How many neurons are shown at first. */
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

export class Weights {
  constructor() {
    this.hint = element('p', { class: 'explain' });
    this.grid = element('div', {
      class: 'neurons samples',
      role: 'group',
      'aria-label': t('inside.weights'),
    });
    this.more = element('button', { type: 'button' }, t('inside.moreNeurons'));
    this.more.addEventListener('click', () => {
      const first = this.grid.children.length;
      this.count = Infinity;
      this.#showAll();
      /** @type {HTMLElement} */ (this.grid.children[first])?.focus();
    });
    this.detail = element('div', { class: 'neuron', 'data-testid': 'inside-neuron' });
    this.element = element('div', {}, this.hint, this.grid, this.more, this.detail);
    /** @type {TracedView | null} */
    this.layer = null;
    this.chosen = -1;
    /** The most neurons shown. */
    this.count = FIRST;
    /** @type {TracedView[]} */
    this.layers = [];
    /**
     * A unit of a later layer, chosen in the picture of the network.
     * @type {{ layer: number, text: string, unit: number } | null}
     */
    this.elsewhere = null;
  }

  /** @param {import('../lens/lens.js').Traced} traced */
  show({ layers }) {
    const before = this.layer;
    const layer = layers.find(({ weights }) => weights.length) ?? null;
    this.layer = layer;
    this.layers = layers;
    const { elsewhere } = this;
    if (elsewhere && layers[elsewhere.layer]?.text !== elsewhere.text) this.elsewhere = null;
    if (before?.text !== layer?.text) this.chosen = -1;
    const text = layer?.text ?? '';
    const hint = layer && !seesAll(layer) ? 'inside.filtersHint' : 'inside.weightsHint';
    this.hint.replaceChildren(...markLayers(t(hint, { layer: text }), text));
    this.#showAll();
  }

  /** Shows a unit of any layer. @param {{ layer: number, unit: number }} wanted */
  choose({ layer: index, unit }) {
    const layer = this.layers[index];
    if (!layer?.weights.length) return;
    this.elsewhere = layer === this.layer ? null : { layer: index, text: layer.text, unit };
    this.chosen = this.elsewhere ? -1 : unit;
    if (this.chosen >= this.count) this.count = Infinity;
    this.#showAll();
    this.detail.scrollIntoView({ block: 'nearest' });
  }

  #showAll() {
    const { layer, grid } = this;
    if (!layer) return;
    const { channels } = layer.output;
    this.#makeButtons(Math.min(this.count, channels));
    this.more.hidden = this.count >= channels;
    const scale = maxAbs(layer.weights);
    for (const [i, button] of [...grid.children].entries()) {
      paintWeights(/** @type {any} */ (button.firstChild), layer, i, scale);
    }
    this.#showDetail();
  }

  /** @param {number} count */
  #makeButtons(count) {
    const { grid } = this;
    while (grid.children.length > count) grid.lastChild?.remove();
    while (grid.children.length < count) {
      const neuron = grid.children.length;
      const canvas = element('canvas', { class: 'pixels', 'aria-hidden': 'true' });
      const name = t('inside.neuron', { number: neuron + 1 });
      const button = element('button', { type: 'button', 'aria-label': name }, canvas);
      button.addEventListener('click', () => {
        this.chosen = neuron;
        this.elsewhere = null;
        this.#showDetail();
      });
      grid.append(button);
    }
  }

  #showDetail() {
    const { layer, layers, chosen, elsewhere, detail } = this;
    for (const [i, button] of [...this.grid.children].entries()) {
      button.setAttribute('aria-pressed', String(i === chosen));
    }
    const [from, unit] = elsewhere ? [layers[elsewhere.layer], elsewhere.unit] : [layer, chosen];
    detail.hidden = unit < 0;
    if (from && unit >= 0) {
      showNeuron(detail, from, strongestOutput(from, unit), Boolean(elsewhere));
    }
  }
}
