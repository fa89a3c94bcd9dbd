/** The service worker and the page's end of it, where browsers differ in the order of events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

const never = new Promise(() => {});

/** What the service worker listens to, run in a made-up scope whose claim() never settles. */
async function serviceWorker() {
  /** @type {Record<string, (event: any) => void>} */
  const listeners = {};
  const claims = { count: 0 };
  const scope = {
    registration: { scope: 'https://host/' },
    clients: {
      claim: () => {
        claims.count++;
        return never;
      },
    },
    addEventListener: (/** @type {string} */ type, /** @type {any} */ listener) => {
      listeners[type] = listener;
    },
  };
  const caches = { keys: async () => ['inkling / before', 'other'], delete: async () => true };
  Object.assign(globalThis, { self: scope, caches, FILES: {}, VERSION: 'now' });
  await import('../../web/offline/service-worker.js');
  return { listeners, claims };
}

test('the service worker waits for no claim: a sleeping helper thread would hold up every fetch', async () => {
  const { listeners, claims } = await serviceWorker();
  /** @type {Promise<unknown>[]} */
  const waited = [];
  const event = { waitUntil: (/** @type {Promise<unknown>} */ work) => waited.push(work) };
  listeners.activate(event);
  assert.equal(waited.length, 1);
  await waited[0];
  // A claim would come between a worker of the page and the modules that it is still loading.
  assert.equal(claims.count, 0);

  listeners.message({ ...event, data: 'claim' });
  assert.equal(claims.count, 1);
  assert.equal(waited.length, 1, 'nothing waits for the claim');
});

class Registration extends EventTarget {
  /** @type {any} */
  active = null;
  /** @type {any} */
  installing = null;
  /** @type {any} */
  waiting = null;
  update = async () => {};
}

class ServiceWorker extends EventTarget {
  /** @type {string[]} */
  posted = [];
  state = 'installing';
  /** @param {string} message */
  postMessage(message) {
    this.posted.push(message);
  }
  /** @param {string} state */
  becomes(state) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** The page, loaded and isolated, with a service worker container whose events a test makes. */
async function visit({ controlled = false } = {}) {
  const registration = new Registration();
  /** @type {(registration: Registration) => void} */
  let isReady = () => {};
  const container = Object.assign(new EventTarget(), {
    controller: controlled ? new ServiceWorker() : null,
    register: async () => registration,
    ready: new Promise((resolve) => {
      isReady = resolve;
    }),
  });
  Object.defineProperty(globalThis, 'navigator', {
    value: { serviceWorker: container },
    configurable: true,
  });
  Object.assign(globalThis, {
    document: { readyState: 'complete', baseURI: 'https://host/' },
    window: { crossOriginIsolated: true },
    setInterval: () => 0,
  });
  const { worksOffline } = await import('../../web/offline/offline.js');
  const said = /** @type {string[]} */ ([]);
  const events = {
    untouched: () => true,
    newVersion: (/** @type {() => void} */ takeOver) => {
      said.push('new version');
      takeOver();
    },
    changed: () => said.push('changed'),
    ready: () => said.push('ready'),
  };
  let settle = () => {};
  /** @type {Promise<void>} */
  const settled = new Promise((resolve) => {
    settle = resolve;
  });
  const whole = worksOffline({ ...events, settled });
  await tick();
  const worker = new ServiceWorker();
  return { registration, container, worker, isReady, said, settle, whole };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('a first version that controls the page before it is installed is no new version', async () => {
  const { registration, container, worker, isReady, said } = await visit();
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  container.controller = worker; // the order in which WebKit may tell
  worker.becomes('installed');
  registration.active = worker;
  worker.becomes('activated');
  isReady(registration);
  await tick();
  assert.deepEqual(said, ['ready']);
});

test('a version that waits behind another is told of, and takes over when asked', async () => {
  const { registration, container, worker, isReady, said } = await visit();
  const before = new ServiceWorker();
  registration.active = container.controller = before;
  isReady(registration);
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  worker.becomes('installed');
  await tick();
  assert.ok(said.includes('new version'));
  assert.deepEqual(worker.posted, ['take over']);
});

test('a first visit is taken charge of once its workers have what they load', async () => {
  const { registration, worker, isReady, said, settle, whole } = await visit();
  registration.active = worker;
  isReady(registration);
  await tick();
  assert.deepEqual(said, ['ready']);
  assert.deepEqual(worker.posted, []);
  settle();
  await whole;
  assert.deepEqual(worker.posted, ['claim']);
});

test('the page is loaded anew once the version that took over is active', async () => {
  const { registration, container, isReady, said, worker } = await visit({ controlled: true });
  isReady(registration);
  await tick();
  registration.active = container.controller = worker;
  worker.state = 'activating';
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(said, ['ready']);
  worker.becomes('activated');
  assert.deepEqual(said, ['ready', 'changed']);
});
