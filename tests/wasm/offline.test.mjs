/** The service worker and the page, where browsers differ in the order of events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

const never = new Promise(() => {});
let loads = 0;

/** Loads the service worker, anew each time, into a fake scope whose claim() never settles. */
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
  await import(`../../web/offline/service-worker.js?${++loads}`);
  return { listeners, claims };
}

test('what is shared with the installed page is kept for it', async () => {
  const { listeners } = await serviceWorker();
  /** @type {Map<string, Response>} */
  const kept = new Map();
  const cache = {
    put: async (/** @type {string} */ url, /** @type {any} */ it) => kept.set(url, it),
  };
  Reflect.set(globalThis.caches, 'open', async () => cache);
  const body = new FormData();
  body.append('files', new Blob(['pixels'], { type: 'image/png' }), 'three & four.png');
  const request = new Request('https://host/?share', { method: 'POST', body });
  /** @type {Promise<Response> | undefined} */
  let answer;
  listeners.fetch({
    request,
    respondWith: (/** @type {Promise<Response>} */ response) => {
      answer = response;
    },
  });
  const response = await answer;
  assert.equal(response?.status, 303);
  assert.equal(response?.headers.get('Location'), 'https://host/?shared');
  const [[url, file]] = [...kept];
  assert.equal(url, 'https://host/shared/0');
  assert.equal(file.headers.get('X-Inkling-Name'), 'three%20%26%20four.png');
  assert.equal(file.headers.get('Content-Type'), 'image/png');
  assert.equal(await file.text(), 'pixels');
});

test('once opened, the API reference is kept and shown offline', async () => {
  const { listeners } = await serviceWorker();
  /** @type {Map<string, Response>} */
  const kept = new Map();
  Reflect.set(globalThis.caches, 'open', async (/** @type {string} */ name) => {
    assert.equal(name, 'inkling-reference /');
    return {
      put: async (/** @type {string} */ url, /** @type {Response} */ it) => kept.set(url, it),
      match: async (/** @type {string} */ url) => kept.get(url)?.clone(),
    };
  });
  /** @param {string} address */
  const get = (address) => {
    /** @type {Promise<Response> | undefined} */
    let answer;
    const respondWith = (/** @type {Promise<Response>} */ response) => {
      answer = response;
    };
    listeners.fetch({ request: new Request(address), respondWith });
    return answer;
  };
  const online = globalThis.fetch;
  try {
    globalThis.fetch = async () => new Response('reference');
    assert.equal(get('https://host/elsewhere'), undefined);
    assert.equal(await (await get('https://host/api/'))?.text(), 'reference');
    assert.deepEqual([...kept.keys()], ['https://host/api/index.html']);
    globalThis.fetch = async () => Promise.reject(new TypeError('offline'));
    assert.equal(await (await get('https://host/api/#types'))?.text(), 'reference');
    await assert.rejects(async () => get('https://host/api/types.html'), TypeError);
  } finally {
    globalThis.fetch = online;
  }
});

test('activation does not wait for claim(): a sleeping helper thread would block every fetch', async () => {
  const { listeners, claims } = await serviceWorker();
  /** @type {Promise<unknown>[]} */
  const waited = [];
  const event = { waitUntil: (/** @type {Promise<unknown>} */ work) => waited.push(work) };
  listeners.activate(event);
  assert.equal(waited.length, 1);
  await waited[0];
  // Claiming now would interfere with workers of the page that are still loading modules.
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

/**
 * The page, loaded and isolated, with all its digits, and with a fake service worker container.
 * @param {{ controlled?: boolean, isolated?: boolean, framed?: boolean, settled?: Promise<void>, due?: Promise<void> }} [options]
 */
async function visit({
  controlled = false,
  isolated = true,
  framed = false,
  settled = Promise.resolve(),
  due = settled,
} = {}) {
  const registration = new Registration();
  /** @type {(registration: Registration) => void} */
  let isReady = () => {};
  const log = /** @type {string[]} */ ([]);
  const container = Object.assign(new EventTarget(), {
    controller: controlled ? new ServiceWorker() : null,
    register: async () => {
      log.push('registers');
      return registration;
    },
    ready: new Promise((resolve) => {
      isReady = resolve;
    }),
  });
  Object.defineProperty(globalThis, 'navigator', {
    value: { serviceWorker: container },
    configurable: true,
  });
  const page = { crossOriginIsolated: isolated, parent: /** @type {unknown} */ (null) };
  page.parent = framed ? {} : page;
  const notes = new Map();
  Object.assign(globalThis, {
    // Only scripts of the modules' own origin may become workers.
    document: { readyState: 'complete', baseURI: import.meta.url },
    window: page,
    location: { reload: () => log.push('reload') },
    setInterval: () => 0,
  });
  const { worksOffline } = await import('../../web/offline/offline.js');
  const events = {
    untouched: () => true,
    newVersion: (/** @type {() => void} */ takeOver) => {
      log.push('new version');
      takeOver();
    },
    changed: () => log.push('changed'),
    ready: () => log.push('ready'),
    tried: {
      get: () => notes.get('tried') ?? null,
      set: (/** @type {string} */ text) => notes.set('tried', text),
    },
  };
  const finished = worksOffline({ ...events, settled, due });
  await tick();
  const worker = new ServiceWorker();
  return { registration, container, worker, isReady, log, finished };
}

/** A promise that settle() resolves. */
function later() {
  let settle = () => {};
  /** @type {Promise<void>} */
  const settled = new Promise((resolve) => {
    settle = resolve;
  });
  return { settled, settle };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('a first version that controls the page before "installed" is not reported as new', async () => {
  const { registration, container, worker, isReady, log } = await visit();
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  container.controller = worker; // WebKit may use this order
  worker.becomes('installed');
  registration.active = worker;
  worker.becomes('activated');
  isReady(registration);
  await tick();
  assert.deepEqual(log, ['registers', 'ready']);
});

test('a waiting version is reported, and takes over when asked', async () => {
  const { registration, container, worker, isReady, log } = await visit();
  const before = new ServiceWorker();
  registration.active = container.controller = before;
  isReady(registration);
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  worker.becomes('installed');
  await tick();
  assert.ok(log.includes('new version'));
  assert.deepEqual(worker.posted, ['take over']);
});

test('a first visit is kept, and claimed, once its workers have loaded', async () => {
  const { settled, settle } = later();
  const { registration, worker, isReady, log, finished } = await visit({ settled });
  assert.deepEqual(log, []);
  settle();
  await tick();
  assert.deepEqual(log, ['registers']);
  registration.active = worker;
  isReady(registration);
  await finished;
  assert.deepEqual(log, ['registers', 'ready']);
  assert.deepEqual(worker.posted, ['claim']);
});

test('on a slow connection, the copy comes before the last digits, but the page is claimed after them', async () => {
  const { settled, settle } = later();
  const { settled: due, settle: expire } = later();
  const { registration, worker, isReady, log, finished } = await visit({ settled, due });
  expire();
  await tick();
  registration.active = worker;
  isReady(registration);
  await tick();
  assert.deepEqual(log, ['registers', 'ready']);
  assert.deepEqual(worker.posted, []);
  settle();
  await finished;
  assert.deepEqual(worker.posted, ['claim']);
});

test('the page reloads once the new version is active', async () => {
  const { registration, container, isReady, log, worker } = await visit({ controlled: true });
  isReady(registration);
  await tick();
  registration.active = container.controller = worker;
  worker.state = 'activating';
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(log, ['registers', 'ready']);
  worker.becomes('activated');
  assert.deepEqual(log, ['registers', 'ready', 'changed']);
});

test('a host without headers: one early reload isolates the page, but a frame never reloads', async () => {
  const { settled } = later();
  for (const [options, expected] of /** @type {const} */ ([
    [{ settled }, ['registers', 'ready', 'reload']],
    [{ framed: true }, ['registers', 'ready']],
    [{ framed: true, settled }, []],
  ])) {
    const { registration, worker, isReady, log } = await visit({ isolated: false, ...options });
    registration.active = worker;
    isReady(registration);
    await tick();
    assert.deepEqual(log, expected);
  }
});
