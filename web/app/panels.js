/**
 * The panels: tiles below the first screen, and places that take the room of the network's picture
 * when they open, one at a time; see places/. A new one is a room with a panel.js and a panel.css, and
 * a line in PANELS. A panel is loaded when it is first opened, and told of changes only while it is
 * open.
 */

import { html } from '../fetch/trusted.js';
import { pause } from '../messenger/slices.js';
import { t, withWords } from '../text/index.js';
import { byTestId, find } from '../ui/dom.js';
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
 * By id, in page order, each with the path of its icon. Tests and deep links use these ids. A panel's
 * title is panels.<id>, its summary panels.<id>Hint, its name in the header places.<id>.
 * @type {Record<PanelId, [load: () => Promise<PanelModule>, icon: string]>}
 */
const PANELS = {
  own: [() => import('../handwriting/panel.js'), 'm4 20 1-5L16 4l4 4L9 19zM13 7l4 4'],
  photo: [
    () => import('../photo/panel.js'),
    'M3 7h5l2-3h4l2 3h5v12H3zM12 9a4 4 0 1 0 0 8 4 4 0 1 0 0-8',
  ],
  mistakes: [() => import('../mistakes/panel.js'), 'M12 4 2 20h20zM12 10v4m0 2v1'],
  runs: [() => import('../runs/panel.js'), 'M4 4v16h16M7 8c2 6 5 7 12 8'],
  inside: [() => import('../inside/panel.js'), 'M10 4a6 6 0 1 0 0 12 6 6 0 1 0 0-12m4 10 6 6'],
  step: [() => import('../step/panel.js'), 'M4 5v14M8 5l11 7-11 7z'],
  bring: [() => import('../import/panel.js'), 'M12 3v11m-4-4 4 4 4-4M4 15v5h16v-5'],
  models: [() => import('../models/panel.js'), 'm12 3 9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5'],
  lessons: [
    () => import('../lessons/panel.js'),
    'm2 9 10-5 10 5-10 5zM6 11v5c3 3 9 3 12 0v-5M22 9v6',
  ],
};

/** The icon of the network's picture: links that converge. */
const NETWORK = 'M4 5c9 0 8 7 16 7M4 19c9 0 8-7 16-7M4 12h16';

/** The shortest time between updates of a panel while training runs. */
const UPDATE_MS = 200;

/** A link opens its place again; one that the visitor opened closes, like everything else. */
const isReload = () =>
  /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'))[0]
    ?.type === 'reload';

/** Runs only once, unless it fails. @param {() => Promise<unknown>} load */
function once(load) {
  /** @type {Promise<unknown> | undefined} */
  let loading;
  return () => {
    loading ??= load().catch(() => {
      loading = undefined;
    });
    return loading;
  };
}

/**
 * @param {{ panels: HTMLElement, places: HTMLElement }} hosts of the tiles, and of the links to them
 * @param {Page} page
 * @param {import('../settings/address.js').Address} address
 * @param {() => void} opened called whenever the visitor opens one
 */
export function createPanels({ panels, places }, page, address, opened) {
  const link = (
    /** @type {string} */ id,
    /** @type {string} */ name,
    /** @type {string} */ icon,
  ) => {
    const anchor = document.createElement('a');
    anchor.href = id ? `?place=${id}` : '.';
    anchor.innerHTML = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${icon}"/></svg>`;
    anchor.append(name);
    anchor.dataset.to = id;
    places.append(anchor);
    return anchor;
  };
  link('', t('setup.title'), NETWORK).setAttribute('aria-current', 'page');
  const control = once(() =>
    Promise.all([withWords(import('../places/places.js')), lateStyle('panels.css')]).then(
      ([{ Places }]) => new Places(panels, places, address),
    ),
  );
  // Not on a first visit: there is nothing to say yet.
  const live = once(() =>
    withWords(import('../places/tile-hints.js')).then(({ followHints }) =>
      followHints(panels, page),
    ),
  );
  if (document.documentElement.classList.contains('hints-done')) live();
  page.history.addEventListener('change', () => page.history.runs.length > 0 && live());
  page.teaching.samples.addEventListener(
    'change',
    () => page.teaching.samples.all.length > 0 && live(),
  );
  const url = new URL(location.href);
  let wanted = url.searchParams.get('place');
  if (wanted && history.state?.pushed && isReload()) {
    wanted = null;
    url.searchParams.delete('place');
    history.replaceState({ place: '' }, '', url);
  }
  for (const id of /** @type {PanelId[]} */ (Object.keys(PANELS))) {
    link(id, t(`places.${id}`), PANELS[id][1]);
    const panel = createPanel(id, page, () => {
      if (id !== wanted) opened();
      control();
      live();
    });
    panels.append(panel);
    panel.open = id === wanted;
  }
  const close = () => {
    for (const panel of panels.children) /** @type {HTMLDetailsElement} */ (panel).open = false;
  };
  addMenu(places);
  places.addEventListener('click', (event) => {
    const { to } = /** @type {HTMLElement} */ (event.target).dataset;
    if (to === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.openPanel(to);
  });
  page.addEventListener('panel', ({ detail: id }) => {
    if (!id) close();
  });
  page.addEventListener('walk', close);
}

/** On narrow screens, the links are behind a button; on tall phones, a bar at the foot has some of them, too. @param {HTMLElement} places */
function addMenu(places) {
  const menu = byTestId('menu');
  const show = (/** @type {boolean} */ shown) => {
    menu.setAttribute('aria-expanded', String(shown));
    places.classList.toggle('shown', shown);
  };
  const isShown = () => places.classList.contains('shown');
  menu.addEventListener('click', () => {
    show(!isShown());
    if (isShown()) find(places, 'a').focus();
  });
  places.addEventListener('click', () => show(false));
  document.addEventListener('pointerdown', ({ target }) => {
    const within = [menu, places].some((one) => one.contains(/** @type {Node} */ (target)));
    if (isShown() && !within) show(false);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !isShown()) return;
    show(false);
    menu.focus();
  });
}

/**
 * @param {PanelId} id
 * @param {Page} page
 * @param {() => void} opened
 */
function createPanel(id, page, opened) {
  const [load, icon] = PANELS[id];
  const details = document.createElement('details');
  details.className = 'card panel';
  details.name = 'place';
  details.dataset.testid = `panel-${id}`;
  details.innerHTML = html`<summary><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${icon}"/></svg><h2></h2><p></p></summary><div class="body"></div>`;
  find(details, 'h2').textContent = t(`panels.${id}`);
  find(details, 'p').textContent = t(`panels.${id}Hint`);
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
      [module] = await Promise.all([withWords(load()), lateStyle('panels.css')]);
    } catch {
      body.textContent = t('panels.notLoaded');
      return;
    }
    try {
      if (!panel) {
        body.replaceChildren(); // removes the message of a failed load
        panel = module.create(body, page);
        await pause(0); // two short tasks rather than a long one
      }
      panel.update('open');
    } catch (error) {
      if (!panel) body.textContent = t('panels.failed');
      throw error;
    }
  });
  return details;
}
