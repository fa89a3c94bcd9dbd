/** Runs and timeline: what this run was like on its way, and how others went. */

import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { createMilestones } from './milestones.js';
import { createRunList } from './run-list.js';
import { createTimelineView } from './timeline-view.js';
import './words.js';

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
  return {
    update() {
      for (const view of views) view.show();
    },
  };
}
