/**
 * The page without network, and on hosts that send no headers: starts the service worker, tells
 * when there is a new version, and loads the page anew, once, where that brings it threads.
 */

/** How often a page that stays open looks for a new version. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

/** @typedef {{ get: () => string | null, set: (text: string) => void }} Note kept by the tab */

/**
 * Whether the tab remembers that it tried; without a memory it may not try.
 * @param {Note} tried
 */
function rememberTry(tried) {
  if (tried.get()) return false;
  tried.set('yes');
  return tried.get() === 'yes';
}

/** @param {ServiceWorker | null} worker that controls the page now @param {() => void} then */
function whenActivated(worker, then) {
  if (worker?.state !== 'activating') then();
  else worker.addEventListener('statechange', then, { once: true });
}

/**
 * @param {object} events
 * @param {() => boolean} events.untouched whether the visitor has done nothing yet that a reload
 *   would disturb
 * @param {(takeOver: () => void) => void} events.newVersion called when one is here and waits
 * @param {() => void} events.changed called when another version took over: load the page anew
 * @param {() => void} events.ready called when the page needs no network any more
 * @param {Promise<void>} events.settled when the page's workers have all they load at its start
 * @param {Note} events.tried set in the tab before the page is loaded anew for the sake of threads:
 *   never twice
 */
export async function worksOffline({ untouched, newVersion, changed, ready, settled, tried }) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // an address without a safe connection, or a browser that refuses
  // The page comes first: its answers, then the digits; this can wait.
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  }
  let controlled = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener('controllerchange', () => {
    // Until it is active, whatever the page that comes next asks for would wait for it.
    if (controlled) whenActivated(serviceWorker.controller, changed);
    controlled = true;
  });
  const address = new URL('service-worker.js', document.baseURI);
  const registration = await serviceWorker.register(address, { updateViaCache: 'none' });

  /** @param {ServiceWorker | null} worker */
  const tell = (worker) => {
    // A first version is no new one: WebKit may let it control the page before it says 'installed'.
    const { active } = registration;
    if (!worker || !active || active === worker || !serviceWorker.controller) return;
    newVersion(() => worker.postMessage('take over'));
  };
  tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') tell(installing);
    });
  });
  setInterval(() => registration.update().catch(() => {}), LOOK_EVERY_MS);

  const { active } = await serviceWorker.ready;
  ready();
  // What it serves is isolated; this page was served by the host.
  if (window.crossOriginIsolated === false && untouched() && rememberTry(tried)) location.reload();
  // On a first visit, the rest of this page comes from the host until it is asked to serve that too.
  await settled;
  if (!serviceWorker.controller) active?.postMessage('claim');
}
