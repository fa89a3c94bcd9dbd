/**
 * Dropout while the network trains: units of the columns it is folded into blink. The page does not
 * know which units a step dropped, so they are drawn at random at the layer's rate.
 */

import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import './details-words.js';

/**
 * @typedef {import('./layout.js').Column} Column
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('../lens/lens.js').LayerView} LayerView
 */

/** How much of a dropped unit is covered. */
const COVER = 0.78;

/** The share of a column's units that dropout drops. @param {Column} column @param {LayerView[]} layers */
function dropRate({ layer, last }, layers) {
  const passed = layers
    .slice(layer + 1, last + 1)
    .filter(({ type }) => type === 'dropout')
    .reduce((share, { rate = 0 }) => share * (1 - rate), 1);
  return 1 - passed;
}

export class Dropout {
  constructor() {
    this.note = element(
      'span',
      { class: 'dropout', 'data-testid': 'stage-dropout' },
      t('details.dropout'),
    );
    this.note.hidden = true;
  }

  /**
   * @param {HTMLCanvasElement} canvas with the units, in the units of the layout
   * @param {Column[]} columns
   * @param {LayerView[]} layers
   * @param {boolean} blinks whether there is training, and motion is wanted
   */
  paint(canvas, columns, layers, blinks) {
    const rates = columns.map((column) => (blinks ? dropRate(column, layers) : 0));
    const any = rates.some((rate) => rate > 0);
    this.note.hidden = !any;
    if (!any) return;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.save();
    context.globalAlpha = COVER;
    context.fillStyle = getComputedStyle(canvas).getPropertyValue('--surface');
    for (const [c, { items, kind }] of columns.entries()) {
      for (const { x, y, size } of items) {
        if (Math.random() >= rates[c]) continue;
        const half = size / 2 + 1;
        context.beginPath();
        if (kind === 'maps') context.rect(x - half, y - half, 2 * half, 2 * half);
        else context.arc(x, y, half, 0, 2 * Math.PI);
        context.fill();
      }
    }
    context.restore();
  }
}
