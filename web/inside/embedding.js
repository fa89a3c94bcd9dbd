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
import { createNeighbors } from './neighbors.js';
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

/** @param {HTMLElement} host @param {Page} page */
export function createEmbedding(host, page) {
  const canvas = element('canvas', {
    class: 'scatter',
    role: 'img',
    'aria-label': t('inside.embeddingName', { count: DIGITS }),
    'data-testid': 'embedding',
  });
  const words = element('p', { class: 'key' });
  const neighborsHost = element('div');
  const hint = t('inside.embeddingHint', { count: DIGITS });
  host.append(element('p', { class: 'explain' }, hint), canvas, words, neighborsHost);
  const neighbors = createNeighbors(neighborsHost, page);
  /** @type {Subject[] | null} */
  let digits = null;
  /** @type {Float32Array[]} */
  let rows = [];
  /** @type {import('./pca.js').Components | null} */
  let components = null;
  const scatter = new Scatter(canvas, (index) => digits && page.lookAt(digits[index]));
  // Its own lens: the work spans many slices and must see the same network throughout.
  const lens = new Lens(page);

  const placeImage = () => {
    const { subject } = page;
    const known = components && subject?.ink.length === PIXELS ? subject : null;
    const hidden = known && lens.lastHidden(known.ink);
    scatter.mark = hidden && components ? project(components, hidden) : null;
    scatter.draw();
    canvas.dataset.points = String(scatter.points.length);
    words.textContent = t(hidden ? 'inside.embeddingMark' : 'inside.embeddingNoMark');
    neighbors.show(hidden, rows, digits ?? [], subject);
  };

  const work = async () => {
    if (!(await lens.focus())) return;
    const { dataset, data } = page.training;
    const count = Math.min(DIGITS, data?.test.loaded ?? 0);
    const indices = Array.from({ length: count }, (_, i) => i);
    digits ??= count ? await testDigits(page, indices) : null;
    if (dataset !== page.training.dataset) digits = null;
    if (!digits) {
      words.textContent = t('lens.noDigits');
      return;
    }
    rows = await inSlices(hiddenOf(lens, digits));
    const fitted = await inSlices(principalComponents(rows, 2, components?.directions));
    components = fitted;
    scatter.points = rows.map((row) => project(fitted, row));
    scatter.labels = digits.map(({ label }) => label);
    scatter.names = page.training.classes;
    placeImage();
  };

  page.training.addEventListener('dataset', () => {
    digits = components = null;
    rows = scatter.points = [];
  });

  let working = false;
  let pending = false;
  const update = async () => {
    pending = true;
    if (working) return;
    working = true;
    try {
      while (pending) {
        pending = false;
        const start = performance.now();
        await work();
        if (pending) await pause(Math.max(EVERY_MS - (performance.now() - start), EVERY_MS / 4));
      }
    } catch (error) {
      // The network has diverged: the map stays as it was.
      if (!(error instanceof InklingError)) throw error;
    } finally {
      working = false;
    }
  };

  return {
    /** @param {boolean} newModel whether the network or the digits may have changed */
    show(newModel) {
      if (newModel && (lens.model !== page.model || !digits)) update();
      // While an update is running, its lens is ahead of the map. The update places the image itself.
      else if (!working && components) placeImage();
    },
    redraw: () => scatter.draw(),
  };
}
