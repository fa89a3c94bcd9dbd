/**
 * The panels below the first screen. A panel is a module in panels/ and a line here; it is loaded
 * when it is first opened, and hears of changes only while it is open.
 */
import { t } from '../text/index.js';

/**
 * @typedef {import('./page.js').Page} Page
 * @typedef {import('../text/keys.js').Ending<'panels', 'Hint'>} PanelId
 *
 * @typedef {object} Panel
 * @property {(change: 'open' | 'subject' | 'model' | 'data') => void} update shows what is, after it
 *   was opened or something has changed
 */

/**
 * In the order of the page. The words of a panel: panels.<id> its title, panels.<id>Hint what it is
 * for.
 * @type {{ id: PanelId, load: () => Promise<{ create: (host: HTMLElement, page: Page) => Panel }> }[]}
 */
const PANELS = [
  { id: 'own', load: () => import('../handwriting/panel.js') },
  { id: 'photo', load: () => import('../photo/panel.js') },
  { id: 'runs', load: () => import('../runs/panel.js') },
  { id: 'inside', load: () => import('../inside/panel.js') },
  { id: 'step', load: () => import('../step/panel.js') },
  { id: 'mistakes', load: () => import('../mistakes/panel.js') },
  { id: 'bring', load: () => import('../import/panel.js') },
  { id: 'models', load: () => import('../models/panel.js') },
];

/** @type {Promise<void> | null} */
let styled = null;

/** How panels look is loaded with the first of them. */
function loadStyle() {
  styled ??= new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('panels.css', import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      styled = null; // the next panel tries again
      link.remove();
      reject(new Error('The style of the panels is not here.'));
    };
    document.head.append(link);
  });
  return styled;
}

/** Panels follow a running training so often, at the most. */
const UPDATE_MS = 200;

/** @param {HTMLElement} host @param {Page} page @param {() => void} opened called whenever one opens */
export function createPanels(host, page, opened) {
  for (const { id, load } of PANELS) host.append(createPanel(id, load, page, opened));
}

/**
 * @param {PanelId} id
 * @param {(typeof PANELS)[number]['load']} load
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
  const body = /** @type {HTMLElement} */ (details.querySelector('.body'));
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

  details.addEventListener('toggle', async () => {
    if (!details.open) return;
    opened();
    try {
      const [{ create }] = await Promise.all([load(), loadStyle()]);
      panel ??= create(body, page);
      panel.update('open');
    } catch {
      body.textContent = t('panels.notLoaded');
    }
  });
  return details;
}
