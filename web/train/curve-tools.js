/** Tools for the curves: smoothing, log scale, a table of values, and an image to save. */

import { formatNumber, formatPercent } from '../text/index.js';
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

export class CurveTools {
  /**
   * @param {View} view modified in place
   * @param {object} events
   * @param {() => void} events.changed called when the view has changed
   * @param {() => void} events.save called to save the curves as an image
   */
  constructor(view, { changed, save }) {
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
    this.save.addEventListener('click', save);
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
