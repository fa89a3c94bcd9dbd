/**
 * Serves one version of the page from its own cache, so that the page works offline and versions
 * never mix. Adds the headers for cross-origin isolation, which hosts such as GitHub Pages can't send.
 * A new version is downloaded alongside the old one, verified file by file, and waits until no page
 * uses the old one, or until the visitor asks for it (offline.js).
 */
import { fetchBytes } from '../fetch/fetch-bytes.js';
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

/** Pauses between attempts to fetch a file, in milliseconds: installing can wait, the page can't. */
const PATIENT = [1000, 3000, 10_000];
const SHORT = [300];

/** The number of files that are fetched at a time, so that installing leaves bandwidth for the page. */
const AT_ONCE = 4;

/** Whether these are a file's bytes in this version. @param {string} file @param {BufferSource} bytes */
async function isRight(file, bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') === files[file];
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

/** A response with our headers. @param {string} file @param {BodyInit} bytes @param {Response} from */
function answer(file, bytes, from) {
  const type = from.headers.get('Content-Type') ?? 'application/octet-stream';
  return new Response(bytes, {
    headers: { ...HEADERS, 'Content-Type': type, [HASH]: files[file] },
  });
}

/**
 * Fetches a file and checks its hash, since the host may already be deploying another version.
 * @param {string} file @param {number[]} pauses between attempts
 */
async function fetchFile(file, pauses) {
  const { response, bytes, right } = await fetchBytes(addressOf(file), {
    cache: 'no-cache',
    isRight: (bytes) => isRight(file, bytes),
    pauses,
  });
  if (right) return answer(file, bytes, response);
  throw new Error(
    response.ok ? `${file} belongs to another version.` : `${file}: error ${response.status}`,
  );
}

/**
 * A file from one of our caches, if it is whole and of this version.
 * @param {string} name of the cache @param {string} file
 */
async function fromCache(name, file) {
  const cached = await (await caches.open(name)).match(addressOf(file));
  if (cached?.headers.get(HASH) !== files[file]) return undefined;
  const bytes = await cached.arrayBuffer();
  return (await isRight(file, bytes)) ? answer(file, bytes, cached) : undefined;
}

/** Caches a file, unless an earlier, interrupted installation or the previous version has it. @param {string} file */
async function keep(file) {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  if (ours.includes(CACHE) && (await fromCache(CACHE, file))) return;
  for (const name of ours) {
    const known = name === CACHE ? undefined : await fromCache(name, file);
    if (known) return (await caches.open(CACHE)).put(addressOf(file), known);
  }
  const fetched = await fetchFile(file, PATIENT);
  await (await caches.open(CACHE)).put(addressOf(file), fetched);
}

/** Whatever arrives stays in the cache, even if the installation fails: the next attempt needs the rest. */
async function install() {
  const queue = Object.keys(files);
  /** @type {unknown[]} */
  const errors = [];
  const work = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) {
      await keep(file).catch((error) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (errors.length) throw errors[0];
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * Keeps what another app shares with the installed page (share_target in the manifest) until the page
 * takes it; see app/shared.js.
 * @param {Request} request
 */
async function receive(request) {
  try {
    const files = /** @type {File[]} */ ((await request.formData()).getAll('files'));
    const cache = await caches.open(`inkling-shared ${scope.pathname}`);
    await Promise.all(
      files.map((file, i) => {
        const headers = {
          'Content-Type': file.type,
          'X-Inkling-Name': encodeURIComponent(file.name),
        };
        return cache.put(addressOf(`shared/${i}`), new Response(file, { headers }));
      }),
    );
  } catch {
    // No storage: the page opens without them.
  }
  return Response.redirect(addressOf('?shared'), 303);
}

/** @param {string} file @param {Request} request */
async function serve(file, request) {
  try {
    const cached = await fromCache(CACHE, file);
    if (cached) return cached;
    // The browser has evicted or damaged the file: restore it.
    const fetched = await fetchFile(file, SHORT);
    await (await caches.open(CACHE)).put(addressOf(file), fetched.clone());
    return fetched;
  } catch {
    return fetch(request);
  }
}

/** The API reference lies beside the page. It is cached only for visitors who open it. */
const REFERENCE = addressOf('api/');

/** A page of the reference: from the network, and offline as it was last seen. @param {Request} request */
async function serveReference(request) {
  const address = request.url.replace(/[?#].*/, '').replace(/\/$/, '/index.html');
  const cached = caches.open(`inkling-reference ${scope.pathname}`);
  try {
    const response = await fetch(request);
    const copy = response.ok && response.clone();
    // If there is no room to save it, the page still opens.
    if (copy) await cached.then((cache) => cache.put(address, copy)).catch(() => {});
    return response;
  } catch (error) {
    const kept = await cached.then((cache) => cache.match(address)).catch(() => undefined);
    if (kept) return kept;
    throw error;
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
  if (request.method === 'POST' && request.url === addressOf('?share')) {
    event.respondWith(receive(request));
  }
  const file = request.method === 'GET' ? fileOf(request.url) : undefined;
  if (file) event.respondWith(serve(file, request));
  else if (request.method === 'GET' && request.url.startsWith(REFERENCE)) {
    event.respondWith(serveReference(request));
  }
});
