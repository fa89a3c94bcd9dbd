/** When the run first reached given test accuracies. */
import { MILESTONES } from '../data/accuracy.js';
import { formatNumber, formatPercent, formatSeconds, t } from '../text/index.js';
import { element } from '../ui/elements.js';

export class Milestones {
  /** @param {import('../app/page.js').Page} page */
  constructor({ training }) {
    this.training = training;
    this.body = element('tbody');
    const heads = /** @type {const} */ (['goal', 'time', 'samples']).map((name) =>
      element('th', { scope: 'col' }, t(`runs.${name}`)),
    );
    this.element = element(
      'table',
      { 'data-testid': 'milestones' },
      element('thead', {}, element('tr', {}, ...heads)),
      this.body,
    );
  }

  show() {
    const reached = this.training.progress?.window.milestones ?? [];
    this.body.replaceChildren(
      ...MILESTONES.map((share) => {
        const passed = reached.find((milestone) => milestone.share === share);
        return element(
          'tr',
          {},
          element('th', { scope: 'row' }, formatPercent(share)),
          element('td', {}, passed ? formatSeconds(passed.seconds, 2) : t('runs.notYet')),
          element('td', {}, passed ? formatNumber(passed.samples) : '–'),
        );
      }),
    );
  }
}
