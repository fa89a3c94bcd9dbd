/** Downloads on a poor connection, and the installation of the service worker with them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { DataFiles } from '../../web/data/bundled-files.js';
import { fetchBytes } from '../../web/fetch/fetch-bytes.js';
import { LOADED } from '../../web/messenger/loading.js';
import { defaultSettings } from '../../web/settings/schema.js';

const { fetch, setTimeout: set, clearTimeout: clear } = globalThis;
afterEach(() => {
  Object.assign(globalThis, { fetch, setTimeout: set, clearTimeout: clear });
});

const pauses = [1, 1, 1];

/**
 * Replaces fetch by a host that gives one of these per request: content, a status, or no connection.
 * @param {(string | number | null)[]} script
 */
function host(script) {
  /** @type {RequestInit[]} */
  const requests = [];
  globalThis.fetch = async (_, init = {}) => {
    const turn = script[Math.min(requests.length, script.length - 1)];
    requests.push(init);
    if (turn === null) throw new TypeError('failed to fetch');
    if (typeof turn === 'number') return new Response('sorry', { status: turn });
    return new Response(turn);
  };
  return requests;
}

/** @param {Uint8Array} bytes */
const text = (bytes) => new TextDecoder().decode(bytes);

test('a download gets another attempt after failures that may pass', async () => {
  for (const trouble of [null, 503, 429, 'a portal’s page']) {
    const requests = host([trouble, trouble, 'the file']);
    const isRight = (/** @type {Uint8Array} */ bytes) => text(bytes) === 'the file';
    const { bytes, right } = await fetchBytes('https://host/file', { isRight, pauses });
    assert.equal(text(bytes), 'the file');
    assert.ok(right);
    assert.equal(requests.length, 3);
    // A captive portal's answer may be in the browser's cache.
    assert.equal(requests[2].cache, 'reload');
  }
});

test('a download that can’t succeed ends with the reason', async () => {
  const missing = host([404]);
  const { response, right } = await fetchBytes('https://host/file', { pauses });
  assert.deepEqual([response.status, right, missing.length], [404, false, 1]);

  const busy = host([503]);
  assert.equal((await fetchBytes('https://host/file', { pauses })).response.status, 503);
  assert.equal(busy.length, 4);

  const wrong = host(['a portal’s page']);
  const got = await fetchBytes('https://host/file', { isRight: () => false, pauses });
  assert.deepEqual([got.right, wrong.length], [false, 4]);

  const gone = host([null]);
  await assert.rejects(fetchBytes('https://host/file', { pauses }), TypeError);
  assert.equal(gone.length, 4);
});

// ---- what never arrives ------------------------------------------------------------------------

/** Replaces the timers by ones that fire when time is made to pass. */
function stopClock() {
  let now = 0;
  /** @type {{ at: number, act: () => void }[]} */
  let timers = [];
  /** @param {() => void} act @param {number} ms */
  const set = (act, ms = 0) => timers[timers.push({ at: now + ms, act }) - 1];
  const clear = (/** @type {object} */ timer) => {
    timers = timers.filter((other) => other !== timer);
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  /** Lets promises settle each second. @param {number} seconds */
  return async (seconds) => {
    for (const end = now + seconds * 1000; now < end; now += 1000) {
      for (const timer of timers.filter(({ at }) => at <= now)) {
        clear(timer);
        timer.act();
      }
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

test('a connection that falls silent is tried again, a slow one is not', async () => {
  const pass = stopClock();
  let requests = 0;
  /** A part every 20 s. @param {ReadableStreamDefaultController} body @param {string[]} parts */
  const send = (body, [part, ...rest]) => {
    body.enqueue(new TextEncoder().encode(part));
    if (part === '.') body.close();
    else if (rest.length) setTimeout(() => send(body, rest), 20_000);
  };
  globalThis.fetch = (_, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const stop = (/** @type {(reason: any) => void} */ how) =>
        signal?.addEventListener('abort', () => how(signal.reason));
      if (++requests === 2) return stop(reject); // no answer at all
      const parts = requests === 1 ? ['cut '] : ['a ', 'slow ', 'file', '.'];
      const body = new ReadableStream({
        start: (body) => {
          stop((reason) => body.error(reason));
          send(body, parts);
        },
      });
      resolve(new Response(body));
    });
  const fetching = fetchBytes('https://host/file', { pauses });
  await pass(140);
  assert.equal(text((await fetching).bytes), 'a slow file.');
  assert.equal(requests, 3);
});

test('digits load if the browser’s storage never answers, and offline if it is slow', async (t) => {
  const pass = stopClock();
  const never = new Promise(() => {});
  const content = Buffer.from('digits');
  const entry = { file: 'digits.png', bytes: content.length, sha256: sha256('digits') };
  // Hashes are computed on another thread, in real time. Without them, the length is checked.
  t.mock.getter(globalThis, 'crypto', () => undefined);
  /** @param {object} cache */
  const load = async (cache) => {
    Object.assign(globalThis, { caches: { open: async () => cache } });
    const loading = new DataFiles(new URL('https://host/data/')).get(entry);
    await pass(15);
    return text(await loading);
  };
  host(['digits']);
  assert.equal(await load({ match: () => never, put: () => never }), 'digits');
  host([null]);
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    return new Response(content);
  };
  assert.equal(await load({ match: slow }), 'digits');
});

test('a training worker that never loads is started again', async () => {
  const pass = stopClock();
  /** @type {any[]} */
  const workers = [];
  class Worker {
    ended = false;
    constructor() {
      workers.push(this);
    }
    postMessage() {}
    terminate() {
      this.ended = true;
    }
  }
  Object.assign(globalThis, { Worker });
  const { Training } = await import('../../web/train/training.js');
  const training = new Training(defaultSettings());
  training.restart();
  await pass(40);
  assert.equal(workers.length, 1);
  await pass(10);
  assert.deepEqual(
    workers.map(({ ended }) => ended),
    [true, false],
  );
  workers[1].onmessage({ data: LOADED });
  await pass(400);
  assert.deepEqual([workers.length, training.failure], [2, null]);
});

// ---- the service worker ------------------------------------------------------------------------

/** @param {string} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** Caches of a browser, in memory. */
class Caches {
  /** @type {Map<string, Map<string, Response>>} */
  all = new Map();
  keys = async () => [...this.all.keys()];
  delete = async (/** @type {string} */ name) => this.all.delete(name);
  open = async (/** @type {string} */ name) => {
    const files = this.all.get(name) ?? new Map();
    this.all.set(name, files);
    return {
      match: async (/** @type {string} */ url) => files.get(url)?.clone(),
      put: async (/** @type {string} */ url, /** @type {Response} */ file) => files.set(url, file),
    };
  };
}

let copies = 0;

/**
 * A service worker with these files, and the host that it installs them from.
 * @param {Caches} caches @param {Record<string, string>} files content by name @param {string} version
 */
async function serviceWorker(caches, files, version) {
  /** @type {Record<string, (event: any) => void>} */
  const listeners = {};
  Object.assign(globalThis, {
    caches,
    self: {
      registration: { scope: 'https://host/app/' },
      addEventListener: (/** @type {string} */ type, /** @type {any} */ act) => {
        listeners[type] = act;
      },
    },
    FILES: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, sha256(text)])),
    VERSION: version,
  });
  await import(`../../web/offline/service-worker.js?${copies++}`);
  /** @param {string} type @param {object} detail */
  const send = (type, detail) => {
    /** @type {Promise<any> | undefined} */
    let work;
    const wait = (/** @type {Promise<any>} */ promise) => {
      work = promise;
    };
    listeners[type]({ ...detail, waitUntil: wait, respondWith: wait });
    return work;
  };
  return {
    install: () => send('install', {}),
    /** @param {string} name */
    serve: async (name) =>
      (await send('fetch', { request: new Request(`https://host/app/${name}`) })).text(),
  };
}

test('an interrupted installation continues where it ended; whole files are not fetched again', async () => {
  /** @type {Record<string, string>} */
  const files = { 'index.html': 'page', 'main.js': 'code', 'icon.svg': 'icon' };
  const caches = new Caches();
  let broken = true;
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    const name = String(url).slice('https://host/app/'.length);
    asked.push(name);
    if (broken && name === 'icon.svg') return new Response('gone', { status: 404 });
    return new Response(files[name]);
  };
  const { install } = await serviceWorker(caches, files, 'one');
  await assert.rejects(install() ?? Promise.resolve(), /icon\.svg: error 404/);
  assert.deepEqual(asked.sort(), Object.keys(files).sort());
  broken = false;
  asked.length = 0;
  await install();
  assert.deepEqual(asked, ['icon.svg']);

  // The next version takes over what has not changed, after a look at the bytes.
  const old = await caches.open('inkling /app/ one');
  const kept = await old.match('https://host/app/index.html');
  await old.put('https://host/app/index.html', new Response('altered', { headers: kept?.headers }));
  const others = await caches.open('another site');
  await others.put('https://host/app/main.js', new Response('not ours'));
  asked.length = 0;
  /** @type {Record<string, string>} */
  const next = { ...files, 'main.js': 'new code' };
  globalThis.fetch = async (url) => {
    const name = String(url).slice('https://host/app/'.length);
    asked.push(name);
    return new Response(next[name]);
  };
  const two = await serviceWorker(caches, next, 'two');
  await two.install();
  assert.deepEqual(asked.sort(), ['index.html', 'main.js']);

  // A file altered in the cache is not served.
  const cache = await caches.open('inkling /app/ two');
  const { headers } = /** @type {Response} */ (await cache.match('https://host/app/main.js'));
  await cache.put('https://host/app/main.js', new Response('evil', { headers }));
  assert.equal(await two.serve('main.js'), 'new code');
  assert.equal(await two.serve('index.html'), 'page');
});
