/** Downloads on a poor connection, and the installation of the service worker with them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { fetchBytes } from '../../web/fetch/fetch-bytes.js';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
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
