/** When the run first reached given test accuracies. */
import { formatNumber, formatPercent, formatSeconds, t } from '../text/index.js';
import { element } from '../ui/elements.js';

const SHARES = [0.9, 0.95, 0.98, 0.99];

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page */
export function createMilestones(host, { training }) {
  const body = element('tbody');
  host.append(
    element(
      'table',
      { 'data-testid': 'milestones' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          .../** @type {const} */ (['goal', 'time', 'samples']).map((name) =>
            element('th', { scope: 'col' }, t(`runs.${name}`)),
          ),
        ),
      ),
      body,
    ),
  );
  return {
    show() {
      const reached = training.progress?.window.milestones ?? [];
      body.replaceChildren(
        ...SHARES.map((share) => {
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
    },
  };
}
