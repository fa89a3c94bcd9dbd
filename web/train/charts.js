/** The loss and accuracy charts. The charting code is loaded with the first point. */

import { t } from '../text/index.js';
import { lateStyle } from '../ui/late-style.js';
import { CurveTools } from './curve-tools.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./curves.js').Curves} Curves
 */

export class Charts {
  /**
   * @param {HTMLElement} loss
   * @param {HTMLElement} accuracy hosts of the charts, of fixed size
   * @param {() => string} title describes the run in the exported picture
   */
  constructor(loss, accuracy, title) {
    this.hosts = /** @type {const} */ ([loss, accuracy]);
    /** @type {import('./curves.js').View} */
    this.view = { smoothing: 0, log: false };
    this.tools = new CurveTools(this.view, {
      changed: () => this.restyle(),
      save: () => this.curves?.savePicture(title()),
      fill: (body, points) => this.curves?.fillTable(body, points),
    });
    /** @type {CurvePoint[]} */
    this.points = [];
    /** @type {Curves | null} */
    this.curves = null;
    this.loading = false;
    for (const host of this.hosts) {
      host.innerHTML = '<p class="empty"></p>';
      /** @type {HTMLElement} */ (host.firstChild).textContent = t('train.noCurve');
    }
  }

  /** @param {CurvePoint[]} points */
  show(points) {
    this.points = points;
    this.tools.show(points);
    this.curves?.show(points);
    if (points.length && !this.curves && !this.loading) this.#load();
  }

  async #load() {
    this.loading = true;
    try {
      const [{ Curves }] = await Promise.all([import('./curves.js'), lateStyle('curves.css')]);
      for (const host of this.hosts) host.replaceChildren();
      this.curves = new Curves(...this.hosts, this.view);
      this.curves.show(this.points);
      this.tools.show(this.points);
    } catch {
      // The next points try again. Until then the figures above have the same numbers.
    }
    this.loading = false;
  }

  /** Redraws the charts in the current color scheme. */
  restyle() {
    this.curves?.restyle();
  }
}
