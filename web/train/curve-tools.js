/** Tools for the curves: smoothing, log scale, a table of values, and an image to save. */

import { formatNumber, formatPercent, t } from '../text/index.js';
import { byTestId, find } from '../ui/dom.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./curves.js').View} View
 */

/** The table shows at most this many rows; longer runs are thinned out evenly. */
const MAX_ROWS = 60;

const FOUR_DIGITS = { minimumFractionDigits: 4, maximumFractionDigits: 4 };

/**
 * The points that the table shows: those with a test result, and the last one.
 * @param {CurvePoint[]} points
 */
export function rowsOf(points) {
  const tested = points.filter(({ testAccuracy }, i) => testAccuracy !== null || !points[i + 1]);
  const every = Math.ceil(tested.length / MAX_ROWS);
  return tested.filter((_, i) => (tested.length - 1 - i) % every === 0);
}

/** @param {HTMLTableSectionElement} body @param {CurvePoint[]} points */
function fill(body, points) {
  /** @param {number | null} value @param {(value: number) => string} write */
  const cell = (value, write) => (value === null ? '–' : write(value));
  const loss = (/** @type {number} */ value) => formatNumber(value, FOUR_DIGITS);
  const share = (/** @type {number} */ value) => formatPercent(value, 2);
  body.replaceChildren(
    ...rowsOf(points).map((point) => {
      const row = document.createElement('tr');
      for (const text of [
        formatNumber(point.epoch, { maximumFractionDigits: 2 }),
        loss(point.trainLoss),
        cell(point.testLoss, loss),
        share(point.trainAccuracy),
        cell(point.testAccuracy, share),
      ]) {
        row.insertCell().textContent = text;
      }
      return row;
    }),
  );
}

const WIDTH = 900;
const GAP = 24;
const TITLE = 56;

/**
 * Saves the charts, stacked under a title, as a PNG.
 * @param {HTMLCanvasElement[]} charts
 * @param {string} title
 */
async function savePicture(charts, title) {
  const heights = charts.map(({ width, height }) => (WIDTH - 2 * GAP) * (height / width));
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = TITLE + heights.reduce((sum, height) => sum + height + TITLE + GAP, 0);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const style = getComputedStyle(document.documentElement);
  const color = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  /** @param {string} text @param {number} x @param {number} y @param {string} name of a CSS custom property */
  const write = (text, x, y, name) => {
    context.fillStyle = color(name);
    context.fillText(text, x, y, WIDTH - x - GAP);
  };
  context.fillStyle = color('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = '600 22px system-ui, sans-serif';
  write(`Inkling: ${title}`, GAP, 40, '--text');
  let top = TITLE;
  charts.forEach((chart, i) => {
    context.font = '600 18px system-ui, sans-serif';
    const name = t(i === 0 ? 'train.loss' : 'train.accuracy');
    write(name, GAP, top + 36, '--text');
    context.font = '16px system-ui, sans-serif';
    write(`— ${t('train.training')}`, 300, top + 36, '--train');
    write(`— ${t('train.test')}`, 500, top + 36, '--test');
    context.drawImage(chart, GAP, top + TITLE, WIDTH - 2 * GAP, heights[i]);
    top += TITLE + heights[i] + GAP;
  });
  const { saveCanvas } = await import('../ui/share.js');
  saveCanvas(canvas, 'inkling-curves.png');
}

export class CurveTools {
  /**
   * @param {View} view modified in place
   * @param {object} events
   * @param {() => void} events.changed called when the view has changed
   * @param {() => { canvases: HTMLCanvasElement[], title: string }} events.picture what to save
   */
  constructor(view, { changed, picture }) {
    /** @type {CurvePoint[]} */
    this.points = [];
    const smoothing = byTestId('smoothing', HTMLInputElement);
    const log = byTestId('log-scale', HTMLInputElement);
    smoothing.value = String(view.smoothing);
    log.checked = view.log;
    const showValue = () =>
      smoothing.setAttribute('aria-valuetext', formatPercent(Number(smoothing.value)));
    smoothing.addEventListener('input', () => {
      view.smoothing = Number(smoothing.value);
      showValue();
      changed();
    });
    showValue();
    log.addEventListener('change', () => {
      view.log = log.checked;
      changed();
    });
    this.save = byTestId('save-curves', HTMLButtonElement);
    this.save.addEventListener('click', () => {
      const { canvases, title } = picture();
      if (canvases.length) savePicture(canvases, title);
    });
    this.details = byTestId('curve-table', HTMLDetailsElement);
    this.body = find(this.details, 'table', HTMLTableElement).tBodies[0];
    this.details.addEventListener('toggle', () => this.show(this.points));
  }

  /** @param {CurvePoint[]} points */
  show(points) {
    this.points = points;
    this.save.disabled = points.length === 0;
    if (this.details.open) fill(this.body, points);
  }
}
