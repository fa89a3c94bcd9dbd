/** The curves as a table of values. */
import { formatNumber, formatPercent } from '../text/index.js';

/** @typedef {import('./protocol.js').CurvePoint} CurvePoint */

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
export function fillTable(body, points) {
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
