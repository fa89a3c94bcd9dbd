/**
 * Where the network places the image among test digits: the outputs of its last hidden layer,
 * projected to their first two principal components.
 */
import { lensOf } from '../answer/lens-of.js';
import { PIXELS } from '../inkling/index.js';
import { testDigits } from '../lens/test-digits.js';
import { inSlices, mapInSlices, pause } from '../messenger/slices.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { latest } from '../ui/latest.js';
import { Neighbors } from './neighbors.js';
import { principalComponents, project } from './pca.js';
import { Scatter } from './scatter.js';

/** @typedef {import('../app/page.js').Page} Page @typedef {import('../app/page.js').Subject} Subject */

const DIGITS = 500;
/** Shortest interval between updates during training. */
const EVERY_MS = 1000;

export class Embedding {
  #working = false;
  #pending = false;
  #place = latest(() => this.#placeImage());

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.canvas = element('canvas', {
      class: 'scatter',
      role: 'img',
      'aria-label': t('inside.embeddingName', { count: DIGITS }),
      'data-testid': 'embedding',
    });
    this.words = element('p', { class: 'key' });
    this.neighbors = new Neighbors(page);
    this.element = element(
      'div',
      {},
      element('p', { class: 'explain' }, t('inside.embeddingHint', { count: DIGITS })),
      this.canvas,
      this.words,
      this.neighbors.element,
    );
    /** @type {Subject[] | null} */
    this.digits = null;
    /** The hidden outputs of each. @type {Float32Array[]} */
    this.rows = [];
    /** @type {import('./pca.js').Components | null} */
    this.components = null;
    this.scatter = new Scatter(this.canvas, (index) => {
      if (this.digits) page.lookAt(this.digits[index]);
    });
    // Its own lens: the work spans many slices and must see the same network throughout.
    this.lens = lensOf(page);
    page.training.addEventListener('dataset', () => {
      this.digits = this.components = null;
      this.rows = this.scatter.points = [];
    });
  }

  /** @param {boolean} newModel whether the network or the digits may have changed */
  show(newModel) {
    if (newModel && (this.lens.model !== this.page.model || !this.digits)) this.#update();
    // While an update is running, its lens is ahead of the map. The update places the image itself.
    else if (!this.#working && this.components) this.#place().catch((error) => this.#fail(error));
  }

  redraw() {
    this.scatter.draw();
  }

  async #update() {
    this.#pending = true;
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#pending) {
        this.#pending = false;
        const start = performance.now();
        await this.#map();
        if (!this.#pending) break;
        const took = performance.now() - start;
        await pause(Math.max(EVERY_MS - took, EVERY_MS / 4, took / 2));
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#working = false;
    }
  }

  /** An existing map stays as it was. @param {unknown} error */
  #fail(error) {
    const reason = this.lens.whyNot(error);
    if (!this.components) this.words.textContent = reason;
  }

  /** Maps the test digits. */
  async #map() {
    const { lens, page, scatter } = this;
    if (!(await lens.focus())) return;
    const { dataset, data } = page.training;
    const count = Math.min(DIGITS, data?.test.loaded ?? 0);
    const indices = Array.from({ length: count }, (_, i) => i);
    this.digits ??= count ? await testDigits(page, indices) : null;
    if (dataset !== page.training.dataset) this.digits = null;
    const { digits } = this;
    if (!digits) {
      this.words.textContent = t('lens.noDigits');
      return;
    }
    if (lens.heavy && !this.components) this.words.textContent = t('lens.computing');
    const rows = await mapInSlices(digits, ({ ink }) => lens.lastHidden(ink));
    this.rows = rows;
    const fitted = await inSlices(principalComponents(rows, 2, this.components?.directions));
    this.components = fitted;
    scatter.points = rows.map((row) => project(fitted, row));
    scatter.labels = digits.map(({ label }) => label);
    scatter.names = page.training.classes;
    await this.#place();
  }

  async #placeImage() {
    const { components, scatter } = this;
    const { subject } = this.page;
    const known = components && subject?.ink.length === PIXELS ? subject : null;
    const hidden = known && (await this.lens.lastHidden(known.ink));
    if (components !== this.components) return;
    scatter.mark = hidden && components ? project(components, hidden) : null;
    scatter.draw();
    this.canvas.dataset.points = String(scatter.points.length);
    this.words.textContent = t(hidden ? 'inside.embeddingMark' : 'inside.embeddingNoMark');
    this.neighbors.show(hidden, this.rows, this.digits ?? [], subject);
  }
}
