/**
 * Serves one version of the page from a cache of its own, so that it works without network and no
 * version is ever mixed with another; with the headers that isolate the page, which hosts such as
 * GitHub Pages can't send. A new version is fetched beside the old one, checked file by file, and
 * waits until no page of the old one is open, or until the visitor asks for it (offline.js).
 */
import { HEADERS } from '../hosting/headers.js';

/**
 * Filled in by hosting/service-worker.mjs.
 * @typedef {Record<string, string>} Files SHA-256 by name
 */

// @ts-expect-error filled in by the build
const files = /** @type {Files} */ (FILES);
// @ts-expect-error filled in by the build
const version = /** @type {string} */ (VERSION);

const worker = /** @type {any} */ (self);
const scope = new URL(worker.registration.scope);

/** Other copies of the page may live in other folders of the same host. */
const MINE = `inkling ${scope.pathname} `;
const CACHE = MINE + version;

/** Our own note on a file that is kept: what its hash is. */
const HASH = 'X-Inkling-SHA256';

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} file */
const addressOf = (file) => new URL(file, scope).href;

/** The file that is asked for; undefined when it is none of this version's. @param {string} address */
function fileOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const file = pathname.slice(scope.pathname.length) || 'index.html';
  return Object.hasOwn(files, file) ? file : undefined;
}

/** An answer of ours. @param {ArrayBuffer} bytes @param {Response} from @param {string} hash */
function answer(bytes, from, hash) {
  const type = from.headers.get('Content-Type') ?? 'application/octet-stream';
  return new Response(bytes, { headers: { ...HEADERS, 'Content-Type': type, [HASH]: hash } });
}

/**
 * A file from the network, which may be busy with putting up another version.
 * @param {string} file
 */
async function fetchFile(file) {
  const response = await fetch(addressOf(file), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${file}: error ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== files[file]) throw new Error(`${file} belongs to another version.`);
  return answer(bytes, response, files[file]);
}

/** What the version before has of this one need not be fetched again. @param {string} file */
async function fromBefore(file) {
  const kept = await caches.match(addressOf(file));
  return kept?.headers.get(HASH) === files[file] ? kept : undefined;
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.keys(files).map(async (file) =>
      cache.put(addressOf(file), (await fromBefore(file)) ?? (await fetchFile(file))),
    ),
  );
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(MINE) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {string} file @param {Request} request */
async function serve(file, request) {
  try {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(addressOf(file));
    if (kept) return kept;
    // The browser took it away: it is brought back.
    const fetched = await fetchFile(file);
    await cache.put(addressOf(file), fetched.clone());
    return fetched;
  } catch {
    return fetch(request);
  }
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener('message', (/** @type {MessageEvent} */ { data }) => {
  if (data === 'take over') worker.skipWaiting();
  // Not in activate, and nothing waits for it: in Firefox it settles only once every worker of the
  // page has heard of it, and a helper thread that sleeps in Atomics.wait hears nothing; and a
  // worker whose modules are still loading then may never get them.
  if (data === 'claim') worker.clients.claim().catch(() => {});
});
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const file = request.method === 'GET' ? fileOf(request.url) : undefined;
  if (file) event.respondWith(serve(file, request));
});
