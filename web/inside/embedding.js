/**
 * Where the network places the image among test digits: the outputs of its last hidden layer,
 * projected to their first two principal components.
 */
import { InklingError, PIXELS } from '../inkling/index.js';
import { Lens } from '../lens/lens.js';
import { testDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { inSlices, pause } from '../ui/slices.js';
import { Neighbors } from './neighbors.js';
import { principalComponents, project } from './pca.js';
import { Scatter } from './scatter.js';

/** @typedef {import('../app/page.js').Page} Page @typedef {import('../app/page.js').Subject} Subject */

const DIGITS = 500;
/** Shortest interval between updates during training. */
const EVERY_MS = 1000;

/** @param {Lens} lens @param {Subject[]} digits @returns {Generator<void, Float32Array[]>} */
function* hiddenOf(lens, digits) {
  const rows = [];
  for (const { ink } of digits) {
    rows.push(lens.lastHidden(ink));
    yield;
  }
  return rows;
}

export class Embedding {
  #working = false;
  #pending = false;

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
    this.lens = new Lens(page);
    page.training.addEventListener('dataset', () => {
      this.digits = this.components = null;
      this.rows = this.scatter.points = [];
    });
  }

  /** @param {boolean} newModel whether the network or the digits may have changed */
  show(newModel) {
    if (newModel && (this.lens.model !== this.page.model || !this.digits)) this.#update();
    // While an update is running, its lens is ahead of the map. The update places the image itself.
    else if (!this.#working && this.components) this.#placeImage();
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
        await pause(Math.max(EVERY_MS - (performance.now() - start), EVERY_MS / 4));
      }
    } catch (error) {
      // The network has diverged: the map stays as it was.
      if (!(error instanceof InklingError)) throw error;
    } finally {
      this.#working = false;
    }
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
    const rows = await inSlices(hiddenOf(lens, digits));
    this.rows = rows;
    const fitted = await inSlices(principalComponents(rows, 2, this.components?.directions));
    this.components = fitted;
    scatter.points = rows.map((row) => project(fitted, row));
    scatter.labels = digits.map(({ label }) => label);
    scatter.names = page.training.classes;
    this.#placeImage();
  }

  #placeImage() {
    const { components, scatter } = this;
    const { subject } = this.page;
    const known = components && subject?.ink.length === PIXELS ? subject : null;
    const hidden = known && this.lens.lastHidden(known.ink);
    scatter.mark = hidden && components ? project(components, hidden) : null;
    scatter.draw();
    this.canvas.dataset.points = String(scatter.points.length);
    this.words.textContent = t(hidden ? 'inside.embeddingMark' : 'inside.embeddingNoMark');
    this.neighbors.show(hidden, this.rows, this.digits ?? [], subject);
  }
}
