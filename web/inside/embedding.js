/**
 * Where the network puts the image among test digits: the outputs of its last hidden layer, seen
 * from the two sides from which they differ most.
 */
import { InklingError, PIXELS } from '../inkling/index.js';
import { Lens } from '../lens/lens.js';
import { testDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { inSlices, pause } from '../ui/slices.js';
import { createNeighbours } from './neighbors.js';
import { principalComponents, project } from './pca.js';
import { Scatter } from './scatter.js';

/** @typedef {import('../app/page.js').Page} Page @typedef {import('../app/page.js').Subject} Subject */

const DIGITS = 500;
/** It follows a running training so often, at the most. */
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
  const near = element('div');
  const hint = t('inside.embeddingHint', { count: DIGITS });
  host.append(element('p', { class: 'explain' }, hint), canvas, words, near);
  const neighbours = createNeighbours(near, page);
  /** @type {Subject[] | null} */
  let digits = null;
  /** @type {Float32Array[]} */
  let rows = [];
  /** @type {import('./pca.js').Components | null} */
  let components = null;
  const scatter = new Scatter(canvas, (index) => digits && page.lookAt(digits[index]));
  // A lens of its own: the work goes on over many slices, and must see one network all the while.
  const lens = new Lens(page);

  const place = () => {
    const { subject } = page;
    const known = components && subject?.ink.length === PIXELS ? subject : null;
    const hidden = known && lens.lastHidden(known.ink);
    scatter.mark = hidden && components ? project(components, hidden) : null;
    scatter.draw();
    canvas.dataset.points = String(scatter.points.length);
    words.textContent = t(hidden ? 'inside.embeddingMark' : 'inside.embeddingNoMark');
    neighbours.show(hidden, rows, digits ?? [], subject);
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
    const made = await inSlices(principalComponents(rows, 2, components?.directions));
    components = made;
    scatter.points = rows.map((row) => project(made, row));
    scatter.labels = digits.map(({ label }) => label);
    scatter.names = page.training.classes;
    place();
  };

  page.training.addEventListener('dataset', () => {
    digits = components = null;
    rows = scatter.points = [];
  });

  let working = false;
  let again = false;
  const update = async () => {
    again = true;
    if (working) return;
    working = true;
    try {
      while (again) {
        again = false;
        const start = performance.now();
        await work();
        if (again) await pause(Math.max(EVERY_MS - (performance.now() - start), EVERY_MS / 4));
      }
    } catch (error) {
      // A network whose training ran away: the map stays as it was.
      if (!(error instanceof InklingError)) throw error;
    } finally {
      working = false;
    }
  };

  return {
    /** @param {boolean} newModel whether the network or the digits may have changed */
    show(newModel) {
      if (newModel && (lens.model !== page.model || !digits)) update();
      // While it works, its lens is ahead of what is shown: the place comes with the rest.
      else if (!working && components) place();
    },
    redraw: () => scatter.draw(),
  };
}
