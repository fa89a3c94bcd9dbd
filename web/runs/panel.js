/** "Runs and timeline": this run at earlier moments, and a comparison with other runs. */

import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { createMilestones } from './milestones.js';
import { createRunList } from './run-list.js';
import { createTimelineView } from './timeline-view.js';
import './words.js';

/** Shortest interval between updates. */
const FOLLOW_MS = 200;

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  host.classList.add('runs');
  const part = (/** @type {'timeline' | 'milestones' | 'compare'} */ id) => {
    const section = element('section', {}, element('h3', {}, t(`runs.${id}`)));
    host.append(section);
    return section;
  };
  const views = [
    createTimelineView(part('timeline'), page),
    createMilestones(part('milestones'), page),
    createRunList(part('compare'), page),
  ];
  const show = () => {
    for (const view of views) view.show();
  };
  // While a ready-made network answers, training continues without updates to the panel.
  let due = false;
  page.training.addEventListener('change', () => {
    if (due || page.source === 'own' || !host.closest('details')?.open) return;
    due = true;
    setTimeout(() => {
      due = false;
      show();
    }, FOLLOW_MS);
  });
  return { update: show };
}
