/** The network's answer to the current image at any moment of the run. */

import { mostProbable } from '../inkling/most-probable.js';
import { formatNumber, formatPercent, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { fillBars, nameBars } from '../ui/probability-bars.js';

/** @typedef {import('../inkling/index.js').Network} Network */

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page */
export function createTimelineView(host, page) {
  const { timeline } = page;
  const slider = element('input', {
    type: 'range',
    min: '0',
    // As the curves, in every language.
    dir: 'ltr',
    'data-testid': 'timeline',
    'aria-label': t('runs.timeline'),
  });
  const answer = element('output', { 'data-testid': 'timeline-answer', role: 'status' });
  const bars = element('ol', { class: 'probabilities', 'aria-hidden': 'true' });
  const help = element('p', { class: 'explain' });
  const moment = element('p', { class: 'moment', 'data-testid': 'timeline-moment' });
  const ends = [element('span', { dir: 'auto' }), element('span', { dir: 'auto' })];
  const scale = element('p', { class: 'scale', dir: 'ltr', 'aria-hidden': 'true' }, ...ends);
  host.append(help, slider, scale, moment, answer, bars);

  /** @type {import('../inkling/index.js').Inkling | null} */
  let inkling = null;
  page.inkling.then((module) => {
    inkling = module;
    show();
  });
  /** @type {{ network: Network, layers: string } | null} */
  let cached = null;
  /** Whether the slider follows the newest moment. */
  let following = true;

  function currentNetwork() {
    if (cached?.layers !== timeline.layers) {
      cached?.network.free();
      cached = null;
    }
    if (!cached && inkling) {
      const { layers } = timeline;
      cached = { layers, network: inkling.createNetwork({ layers, maxBatch: 1 }) };
    }
    return cached?.network;
  }

  function show() {
    const { moments } = timeline;
    const { names } = page.training;
    nameBars(bars, names);
    const { subject } = page;
    const hasMoments = moments.length > 1;
    slider.disabled = !hasMoments;
    help.textContent = t(
      !hasMoments ? 'runs.timelineEmpty' : subject ? 'runs.timelineHelp' : 'runs.timelineNoDrawing',
    );
    scale.hidden = !hasMoments;
    if (hasMoments) {
      for (const [i, { at }] of [moments[0], moments[moments.length - 1]].entries()) {
        const value = formatNumber(at, { maximumFractionDigits: 2 });
        ends[i].textContent = t('ui.labeled', { label: t('train.epoch'), value });
      }
    }
    slider.max = String(Math.max(moments.length - 1, 0));
    if (following || Number(slider.value) >= moments.length) slider.value = slider.max;
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
    const network = chosen && subject ? currentNetwork() : undefined;
    if (network && chosen && subject) {
      network.setParameters(chosen.parameters);
      network.temperature = chosen.temperature;
      probabilities = network.predict(subject.ink);
    }
    const best = probabilities ? mostProbable(probabilities) : -1;
    answer.textContent = probabilities
      ? t('runs.answer', { digit: names[best], share: formatPercent(probabilities[best]) })
      : '';
    fillBars(bars, probabilities, best);
  }

  slider.addEventListener('input', () => {
    following = slider.value === slider.max;
    show();
  });
  return { show };
}
