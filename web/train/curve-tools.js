/** What can be done with the curves: smoothed, on a log scale, read as a table, saved as a picture. */

import { formatNumber, formatPercent } from '../text/index.js';
import { byTestId, find } from '../ui/dom.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./curves.js').View} View
 */

/** Rows of the table at the most; of a long run, every so many are left out. */
const MAX_ROWS = 60;

const FOUR_DIGITS = { minimumFractionDigits: 4, maximumFractionDigits: 4 };

/**
 * The points that the table shows: where the test digits were looked at, and the last.
 * @param {CurvePoint[]} points
 */
export function rowsOf(points) {
  const told = points.filter(({ testAccuracy }, i) => testAccuracy !== null || !points[i + 1]);
  const every = Math.ceil(told.length / MAX_ROWS);
  return told.filter((_, i) => (told.length - 1 - i) % every === 0);
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
   * @param {View} view changed by the tools
   * @param {object} events
   * @param {() => void} events.changed called when the view has changed
   * @param {() => void} events.save called to save the curves as a picture
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
