/** "Runs and timeline": this run at earlier moments, and a comparison with other runs. */

import { BRIEF_SLICE_MS, breather } from '../messenger/slices.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { latest } from '../ui/latest.js';
import { Milestones } from './milestones.js';
import { RunList } from './run-list.js';
import { TimelineView } from './timeline-view.js';
import './words.js';

/** Shortest interval between updates. */
const FOLLOW_MS = 200;

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  host.classList.add('runs');
  const parts = {
    timeline: new TimelineView(page),
    milestones: new Milestones(page),
    compare: new RunList(page),
  };
  for (const id of /** @type {(keyof typeof parts)[]} */ (Object.keys(parts))) {
    host.append(element('section', {}, element('h3', {}, t(`runs.${id}`)), parts[id].element));
  }
  const show = latest(async () => {
    const breathe = breather(BRIEF_SLICE_MS);
    for (const part of Object.values(parts)) {
      part.show();
      await breathe();
    }
  });
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
