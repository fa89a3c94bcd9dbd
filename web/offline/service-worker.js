/**
 * Serves one version of the page from its own cache, so that the page works offline and versions
 * never mix. Adds the headers for cross-origin isolation, which hosts such as GitHub Pages can't send.
 * A new version is downloaded alongside the old one, verified file by file, and waits until no page
 * uses the old one, or until the visitor asks for it (offline.js).
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

/** The same origin may host other copies of the page in other folders. */
const PREFIX = `inkling ${scope.pathname} `;
const CACHE = PREFIX + version;

/** Our header on cached responses: the hash of the file. */
const HASH = 'X-Inkling-SHA256';

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} file */
const addressOf = (file) => new URL(file, scope).href;

/** The requested file; undefined if this version has no such file. @param {string} address */
function fileOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const file = pathname.slice(scope.pathname.length) || 'index.html';
  return Object.hasOwn(files, file) ? file : undefined;
}

/** A response with our headers. @param {ArrayBuffer} bytes @param {Response} from @param {string} hash */
function answer(bytes, from, hash) {
  const type = from.headers.get('Content-Type') ?? 'application/octet-stream';
  return new Response(bytes, { headers: { ...HEADERS, 'Content-Type': type, [HASH]: hash } });
}

/**
 * Fetches a file and checks its hash, since the host may already be deploying another version.
 * @param {string} file
 */
async function fetchFile(file) {
  const response = await fetch(addressOf(file), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${file}: error ${response.status}`);
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== files[file]) throw new Error(`${file} belongs to another version.`);
  return answer(bytes, response, files[file]);
}

/** A file that is unchanged since the previous version need not be fetched again. @param {string} file */
async function fromPreviousVersion(file) {
  const cached = await caches.match(addressOf(file));
  return cached?.headers.get(HASH) === files[file] ? cached : undefined;
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.keys(files).map(async (file) =>
      cache.put(addressOf(file), (await fromPreviousVersion(file)) ?? (await fetchFile(file))),
    ),
  );
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {string} file @param {Request} request */
async function serve(file, request) {
  try {
    const cache = await caches.open(CACHE);
    const cached = await cache.match(addressOf(file));
    if (cached) return cached;
    // The browser has evicted the file: restore it.
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
  // Not done in activate, and not awaited. In Firefox, claim() settles only after every worker of the
  // page has been notified, but a helper thread blocked in Atomics.wait never is; and a worker whose
  // modules are still loading at that moment may never receive them.
  if (data === 'claim') worker.clients.claim().catch(() => {});
});
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const file = request.method === 'GET' ? fileOf(request.url) : undefined;
  if (file) event.respondWith(serve(file, request));
});
