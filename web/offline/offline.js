/**
 * Registers the service worker, which makes the page work offline and isolates it on hosts that
 * can't send headers. Reports new versions, and reloads once if that enables threads.
 */
import { ownScript } from '../fetch/trusted.js';

/** How often an open page checks for a new version. */
const CHECK_INTERVAL_MS = 60 * 60 * 1000;

/** Pauses before another attempt to install the service worker; the last one is repeated. */
const INSTALL_PAUSES_MS = [10_000, 30_000, 120_000];

/** @typedef {{ get: () => string | null, set: (text: string) => void }} Note in the tab's storage */

/**
 * Whether this is the first try and could be recorded; an unrecorded try could loop.
 * @param {Note} tried
 */
function rememberTry(tried) {
  if (tried.get()) return false;
  tried.set('yes');
  return tried.get() === 'yes';
}

/** @param {ServiceWorker | null} worker that now controls the page @param {() => void} then */
function whenActivated(worker, then) {
  if (worker?.state !== 'activating') then();
  else worker.addEventListener('statechange', then, { once: true });
}

/** Resolves after a while, or as soon as the browser is online again. @param {number} ms */
const pause = (ms) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve(undefined);
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });

/** Whether a worker ends up installed. @param {ServiceWorker} worker */
const installs = (worker) =>
  new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'installing') return;
      worker.removeEventListener('statechange', look);
      resolve(worker.state !== 'redundant');
    };
    worker.addEventListener('statechange', look);
    look();
  });

/**
 * Registers the service worker. On a poor connection it may take several attempts to get all files;
 * each continues where the one before ended.
 * @param {URL} address
 */
async function register(address) {
  for (let attempt = 0; ; attempt++) {
    try {
      const registration = await navigator.serviceWorker.register(ownScript(address), {
        updateViaCache: 'none',
      });
      const { active, waiting, installing } = registration;
      if (active || waiting || !installing || (await installs(installing))) return registration;
    } catch (error) {
      // Any other error would only repeat.
      if (!(error instanceof TypeError)) throw error;
    }
    await pause(INSTALL_PAUSES_MS[Math.min(attempt, INSTALL_PAUSES_MS.length - 1)]);
  }
}

/**
 * @param {object} events
 * @param {() => boolean} events.untouched whether a reload would lose nothing of the visitor's
 * @param {(takeOver: () => void) => void} events.newVersion called when a new version is waiting
 * @param {() => void} events.changed called when another version took over: reload the page
 * @param {() => void} events.ready called when the page works offline
 * @param {Promise<void>} events.settled resolves when the page's workers have loaded everything they need
 * @param {Promise<void>} events.due resolves when the copy for offline use should wait no longer
 * @param {Note} events.tried set before the page reloads for the sake of threads, which it never does
 *   twice
 */
export async function worksOffline({ untouched, newVersion, changed, ready, settled, due, tried }) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // an insecure origin, or a browser that refuses
  let controlled = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener('controllerchange', () => {
    // The reloaded page would block on a worker that is still activating.
    if (controlled) whenActivated(serviceWorker.controller, changed);
    controlled = true;
  });
  // This page came from the host. From the service worker it would be cross-origin isolated; a frame
  // only if the page around it is, too.
  const { crossOriginIsolated, parent } = window;
  const needsReload = parent === window && crossOriginIsolated === false;
  // Loading the page has priority over caching it. A reload, however, is best early.
  if (!needsReload) await due;
  else if (document.readyState !== 'complete') {
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  }
  const address = new URL('service-worker.js', document.baseURI);
  const registration = await register(address);

  /** @param {ServiceWorker | null} worker */
  const announce = (worker) => {
    // The first version is not an update, although in WebKit it may control the page before 'installed'.
    const { active } = registration;
    if (!worker || !active || active === worker || !serviceWorker.controller) return;
    newVersion(() => worker.postMessage('take over'));
  };
  announce(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(installing);
    });
  });
  setInterval(() => registration.update().catch(() => {}), CHECK_INTERVAL_MS);

  const { active } = await serviceWorker.ready;
  ready();
  if (needsReload && untouched() && rememberTry(tried)) location.reload();
  // On a first visit, the page loads from the host until the service worker claims it.
  await settled;
  if (!serviceWorker.controller) active?.postMessage('claim');
}
