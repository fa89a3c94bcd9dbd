/**
 * What the tiles say: how many drawings, runs, mistakes, datasets, and models there are, where that is
 * known. Loaded once there is anything to say.
 */
import { countModels } from '../models/library.js';
import { formatPercent, t } from '../text/index.js';
import { find } from '../ui/dom.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../train/protocol.js').CurvePoint} CurvePoint
 */

/** @param {CurvePoint[]} points @returns {number[]} */
const accuracies = (points) =>
  points.flatMap(({ testAccuracy }) => (testAccuracy === null ? [] : [testAccuracy]));

/** @param {Page} page */
function runs({ history }) {
  const count = history.runs.length;
  const all = history.runs.flatMap(({ points }) => accuracies(points));
  return count > 0 && t('place.runs', { count, best: formatPercent(Math.max(...all), 1) });
}

/** Of the network in training; the panel itself counts those of the others. @param {Page} page */
function mistakes({ source, sameClasses, training }) {
  const accuracy = accuracies(training.points).pop();
  const count = training.data?.test.loaded ?? 0;
  if (source !== 'own' || !sameClasses || accuracy === undefined) return false;
  const wrong = Math.round((1 - accuracy) * count);
  return wrong > 0 && t('place.mistakes', { wrong, count });
}

/** @param {HTMLElement} host of the panels @param {Page} page */
export function followHints(host, page) {
  const { teaching, training, history, datasets } = page;
  /** @param {string} id @param {() => string | false} hint false to show the one it had */
  const follow = (id, hint) => {
    const line = find(host, `[data-testid=panel-${id}] > summary p`);
    const before = line.textContent ?? '';
    return () => {
      const text = hint() || before;
      if (line.textContent !== text) line.textContent = text;
    };
  };
  const count = () => teaching.samples.all.length;
  const showDrawings = follow('own', () => count() > 0 && t('place.drawings', { count: count() }));
  const showRuns = follow('runs', () => runs(page));
  const showMistakes = follow('mistakes', () => mistakes(page));
  const showDatasets = follow('bring', () => {
    const { length } = datasets.datasets;
    return length > 0 && t('place.datasets', { count: length });
  });
  let models = 0;
  const showModels = follow('models', () => models > 0 && t('place.models', { count: models }));
  const countAgain = async () => {
    models = await countModels().catch(() => 0);
    showModels();
  };

  teaching.samples.addEventListener('change', showDrawings);
  history.addEventListener('change', showRuns);
  for (const name of /** @type {const} */ (['change', 'data'])) {
    training.addEventListener(name, showMistakes);
  }
  page.addEventListener('model', showMistakes);
  datasets.addEventListener('change', showDatasets);
  host.addEventListener('toggle', countAgain, true);
  for (const show of [showDrawings, showRuns, showMistakes, countAgain]) show();
  datasets.load();
}
