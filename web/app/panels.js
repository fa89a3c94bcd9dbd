/**
 * The panels below the first screen. A new one is a room with a panel.js and a panel.css, and a line
 * in PANELS. A panel is loaded when it is first opened, and told of changes only while it is open.
 */
import { t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { lateStyle } from '../ui/late-style.js';

/**
 * @typedef {import('./page.js').Page} Page
 * @typedef {import('../text/keys.js').Ending<'panels', 'Hint'>} PanelId
 *
 * @typedef {object} Panel
 * @property {(change: 'open' | 'subject' | 'model' | 'data') => void} update shows the current state;
 *   called when the panel opens and after changes
 *
 * What panel.js exports: create() fills the host. The parts of a panel are classes, each with an
 * `element` that it creates and its owner inserts, and methods that update it (see ModelList in
 * models/). A part without methods is a function that returns its element.
 * @typedef {{ create: (host: HTMLElement, page: Page) => Panel }} PanelModule
 */

/**
 * By id, in page order. Tests and deep links use these ids. A panel's title is panels.<id>, its
 * summary panels.<id>Hint.
 * @type {Record<PanelId, () => Promise<PanelModule>>}
 */
const PANELS = {
  own: () => import('../handwriting/panel.js'),
  photo: () => import('../photo/panel.js'),
  runs: () => import('../runs/panel.js'),
  inside: () => import('../inside/panel.js'),
  step: () => import('../step/panel.js'),
  mistakes: () => import('../mistakes/panel.js'),
  bring: () => import('../import/panel.js'),
  models: () => import('../models/panel.js'),
  lessons: () => import('../lessons/panel.js'),
};

/** The shortest time between updates of a panel while training runs. */
const UPDATE_MS = 200;

/** @param {HTMLElement} host @param {Page} page @param {() => void} opened called whenever one opens */
export function createPanels(host, page, opened) {
  for (const id of /** @type {PanelId[]} */ (Object.keys(PANELS))) {
    host.append(createPanel(id, PANELS[id], page, opened));
  }
}

/**
 * @param {PanelId} id
 * @param {() => Promise<PanelModule>} load
 * @param {Page} page
 * @param {() => void} opened
 */
function createPanel(id, load, page, opened) {
  const details = document.createElement('details');
  details.className = 'card panel';
  details.dataset.testid = `panel-${id}`;
  details.innerHTML = '<summary><h2></h2><p></p></summary><div class="body"></div>';
  const [title, hint] = /** @type {any} */ (details.querySelector('summary')).children;
  title.textContent = t(`panels.${id}`);
  hint.textContent = t(`panels.${id}Hint`);
  const body = find(details, '.body');
  /** @type {Panel | null} */
  let panel = null;
  /** @type {Set<'open' | 'subject' | 'model' | 'data'>} */
  const changes = new Set();
  let waiting = false;

  const flush = () => {
    waiting = false;
    for (const change of changes) panel?.update(change);
    changes.clear();
  };
  /** @param {'subject' | 'model' | 'data'} change */
  const heard = (change) => {
    if (!details.open) return;
    changes.add(change);
    if (!waiting) setTimeout(flush, UPDATE_MS);
    waiting = true;
  };
  page.addEventListener('subject', () => heard('subject'));
  page.addEventListener('model', () => heard('model'));
  page.training.addEventListener('data', () => heard('data'));
  page.addEventListener('panel', ({ detail: wanted }) => {
    if (wanted !== id) return;
    details.open = true;
    details.scrollIntoView({ block: 'start' });
    details.querySelector('summary')?.focus({ preventScroll: true });
  });

  details.addEventListener('toggle', async () => {
    if (!details.open) return;
    opened();
    /** @type {PanelModule} */
    let module;
    try {
      [module] = await Promise.all([load(), lateStyle('panels.css')]);
    } catch {
      body.textContent = t('panels.notLoaded');
      return;
    }
    try {
      if (!panel) {
        body.replaceChildren(); // removes the message of a failed load
        panel = module.create(body, page);
      }
      panel.update('open');
    } catch (error) {
      if (!panel) body.textContent = t('panels.failed');
      throw error;
    }
  });
  return details;
}
