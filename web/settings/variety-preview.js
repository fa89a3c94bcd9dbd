/** Previews training digits with the current augmentation settings. */

import { html } from '../fetch/trusted.js';
import { PIXELS, SIDE } from '../inkling/index.js';
import { t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { paintInk } from '../ui/ink-picture.js';

/**
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('../train/training.js').Training} Training
 */

const COLUMNS = 8;
const ROWS = 4;

export class VarietyPreview {
  /**
   * @param {HTMLElement} host
   * @param {Training} training
   * @param {Settings} settings
   */
  constructor(host, training, settings) {
    this.training = training;
    this.settings = settings;
    this.epoch = 0;
    host.innerHTML = html`
      <canvas data-testid="variety-preview" width="${COLUMNS * SIDE}" height="${ROWS * SIDE}"
        role="img" aria-label="${t('setup.varietyPicture')}"></canvas>
      <button type="button" data-testid="variety-again">${t('setup.varietyOthers')}</button>`;
    const canvas = find(host, 'canvas', HTMLCanvasElement);
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    host.querySelector('button')?.addEventListener('click', () => {
      this.epoch++;
      this.show();
    });
  }

  /** Fetches and shows new digits. */
  async show() {
    const { settings, epoch } = this;
    const images = await this.training.preview({ settings, epoch, count: COLUMNS * ROWS });
    if (images) this.#paint(images); // otherwise the old ones stay
  }

  /** @param {Float32Array} images */
  #paint(images) {
    for (let i = 0; i * PIXELS < images.length; i++) {
      const ink = images.subarray(i * PIXELS, (i + 1) * PIXELS);
      paintInk(this.context, ink, (i % COLUMNS) * SIDE, Math.floor(i / COLUMNS) * SIDE);
    }
  }
}
