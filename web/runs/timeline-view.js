/** The network's answer to the current image at any moment of the run. */

import { mostProbable } from '../inkling/most-probable.js';
import { formatNumber, formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { fillBars, nameBars } from '../ui/probability-bars.js';

/** @typedef {import('../inkling/index.js').Network} Network */

export class TimelineView {
  /** @param {import('../app/page.js').Page} page */
  constructor(page) {
    this.page = page;
    this.slider = element('input', {
      type: 'range',
      min: '0',
      // Left to right like the curves, in every language.
      dir: 'ltr',
      'data-testid': 'timeline',
      'aria-label': t('runs.timeline'),
    });
    this.slider.addEventListener('input', () => {
      this.following = this.slider.value === this.slider.max;
      this.show();
    });
    this.answer = element('output', { 'data-testid': 'timeline-answer', role: 'status' });
    this.bars = element('ol', { class: 'probabilities', 'aria-hidden': 'true' });
    this.help = element('p', { class: 'explain' });
    this.moment = element('p', { class: 'moment', 'data-testid': 'timeline-moment' });
    this.ends = [element('span', { dir: 'auto' }), element('span', { dir: 'auto' })];
    this.scale = element('p', { class: 'scale', dir: 'ltr', 'aria-hidden': 'true' }, ...this.ends);
    this.element = element(
      'div',
      {},
      this.help,
      this.slider,
      this.scale,
      this.moment,
      this.answer,
      this.bars,
    );
    /** @type {{ network: Network, layers: string } | null} */
    this.cached = null;
    /** Whether the slider follows the newest moment. */
    this.following = true;
    /** @type {import('../inkling/index.js').Inkling | null} */
    this.inkling = null;
    page.inkling.then((module) => {
      this.inkling = module;
      this.show();
    });
  }

  /** A network with the layers of the run; null while the module loads. */
  get #network() {
    const { layers } = this.page.timeline;
    if (this.cached?.layers !== layers) {
      this.cached?.network.free();
      this.cached = null;
    }
    if (!this.cached && this.inkling) {
      this.cached = { layers, network: this.inkling.createNetwork({ layers, maxBatch: 1 }) };
    }
    return this.cached?.network ?? null;
  }

  show() {
    const { slider, bars, moment } = this;
    const { subject, timeline, training } = this.page;
    const { moments } = timeline;
    const { names } = training;
    nameBars(bars, names);
    const hasMoments = moments.length > 1;
    for (const part of [slider, this.scale, bars]) part.hidden = !hasMoments;
    this.help.textContent = t(
      !hasMoments ? 'runs.timelineEmpty' : subject ? 'runs.timelineHelp' : 'runs.timelineNoDrawing',
    );
    if (hasMoments) {
      for (const [i, { at }] of [moments[0], moments[moments.length - 1]].entries()) {
        const value = formatNumber(at, { maximumFractionDigits: 2 });
        this.ends[i].textContent = t('ui.labeled', { label: t('train.epoch'), value });
      }
    }
    slider.max = String(Math.max(moments.length - 1, 0));
    if (this.following || Number(slider.value) >= moments.length) slider.value = slider.max;
    const chosen = hasMoments ? moments[Number(slider.value)] : undefined;
    const accuracy = chosen?.testAccuracy ?? null;
    moment.textContent = chosen
      ? t('runs.moment', {
          epoch: formatNumber(chosen.at, { maximumFractionDigits: 2 }),
          accuracy: accuracy === null ? '–' : formatPercent(accuracy, 2),
        })
      : '';
    slider.setAttribute('aria-valuetext', moment.textContent);
    /** @type {Float32Array | null} */
    let probabilities = null;
    const network = chosen && subject ? this.#network : null;
    if (network && chosen && subject) {
      network.setParameters(chosen.parameters);
      network.temperature = chosen.temperature;
      probabilities = network.predict(subject.ink);
    }
    const best = probabilities ? mostProbable(probabilities) : -1;
    this.answer.textContent = probabilities
      ? t('runs.answer', { digit: names[best], share: formatPercent(probabilities[best]) })
      : '';
    fillBars(bars, probabilities, best);
  }
}
