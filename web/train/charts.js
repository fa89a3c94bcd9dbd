/** The loss and accuracy charts. The charting code is loaded with the first point. */

import { html } from '../fetch/trusted.js';
import { t, withWords } from '../text/index.js';
import { find } from '../ui/dom.js';
import { lateStyle } from '../ui/late-style.js';
import { CurveTools } from './curve-tools.js';

/**
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 * @typedef {import('./protocol.js').Milestone} Milestone
 * @typedef {import('./curves.js').Curves} Curves
 */

export class Charts {
  /**
   * @param {HTMLElement} loss
   * @param {HTMLElement} accuracy hosts of the charts, of fixed size
   * @param {() => string} title describes the run in the exported picture
   * @param {() => boolean} distorted whether training digits are harder than test digits
   */
  constructor(loss, accuracy, title, distorted) {
    this.distorted = distorted;
    this.hosts = /** @type {const} */ ([loss, accuracy]);
    /** @type {import('./curves.js').View} */
    this.view = { smoothing: 0, log: true };
    this.tools = new CurveTools(this.view, {
      changed: () => this.restyle(),
      save: () => this.curves?.savePicture(title()),
      fill: (body, points) => this.curves?.fillTable(body, points),
    });
    /** @type {CurvePoint[]} */
    this.points = [];
    /** @type {Milestone[]} */
    this.milestones = [];
    /** @type {Curves | null} */
    this.curves = null;
    this.loading = false;
    for (const host of this.hosts) {
      // A faint curve hints at what will be drawn here.
      host.innerHTML = html`<div class="empty"><svg viewBox="0 0 9 9" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0q1 8 9 8"/></svg><p></p></div>`;
      find(host, 'p').textContent = t('train.noCurve');
    }
  }

  /** @param {CurvePoint[]} points @param {Milestone[]} [milestones] */
  show(points, milestones = []) {
    this.points = points;
    this.milestones = milestones;
    this.tools.show(points);
    this.curves?.show(points, milestones);
    for (const host of this.hosts)
      host.classList.toggle('drawn', Boolean(this.curves && points.length));
    if (points.length && !this.curves && !this.loading) this.#load();
  }

  async #load() {
    this.loading = true;
    try {
      const [{ Curves }] = await Promise.all([
        withWords(import('./curves.js')),
        lateStyle('curves.css'),
      ]);
      this.curves = new Curves(...this.hosts, this.view, this.distorted);
      this.show(this.points, this.milestones);
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
