/** Tools for the curves: smoothing, log scale, a table of values, and an image to save. */

import { formatPercent } from '../text/index.js';
import { byTestId, find } from '../ui/dom.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./curves.js').View} View
 */

export class CurveTools {
  /**
   * @param {View} view modified in place
   * @param {object} events
   * @param {() => void} events.changed called when the view has changed
   * @param {(body: HTMLTableSectionElement, points: CurvePoint[]) => void} events.fill called to
   *   fill the table
   * @param {() => void} events.save called to save the curves as an image
   */
  constructor(view, { changed, fill, save }) {
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
    this.fill = fill;
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
    if (this.details.open) this.fill(this.body, points);
  }
}
