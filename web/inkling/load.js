/** Finds the fastest build that this machine supports, and instantiates it. */
import { fetchBytes } from '../fetch/fetch-bytes.js';
import { BUILDS, GROUPS, READER } from './builds.js';
import { InklingError } from './errors.js';
import { whyNot } from './support.js';
import { canShare, startThreads } from './threads.js';

const PAGES = (256 << 20) / 65536;

/**
 * @typedef {object} Platform what differs between browsers and Node
 * @property {(url: URL) => Promise<Uint8Array<ArrayBuffer>>} [readFile] reads a file: URL
 * @property {(url: URL, start: import('./thread.js').Start) => void | Promise<void>} startThread starts
 *   a worker that passes `start` to serve() of thread.js
 */

/**
 * @param {URL} url
 * @param {Platform} platform
 * @returns {Promise<BufferSource>}
 */
async function fetchModule(url, { readFile }) {
  let reason = 'no connection';
  const file = readFile && url.protocol === 'file:';
  try {
    if (file) return await readFile(url);
    const { response, bytes } = await fetchBytes(url, { isRight: WebAssembly.validate });
    if (response.ok) return bytes;
    reason = `error ${response.status}`;
  } catch (error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    if (file) reason = code === 'ENOENT' ? 'no such file' : String(code ?? error);
  }
  throw new InklingError(
    'NOT_LOADED',
    `The module could not be loaded (${url.pathname}: ${reason}). ${
      readFile
        ? 'If a bundler moved this code, pass the address of the folder wasm as the option wasm.'
        : 'Reload the page to try again.'
    }`,
    { file: url.pathname.split('/').pop() ?? '' },
  );
}

/**
 * @template {import('./module.js').Inkling} T
 * @param {object} options as in loadInkling
 * @param {boolean} options.reproducible
 * @param {number} options.threads
 * @param {boolean} [options.readOnly]
 * @param {boolean} [options.groupOnly]
 * @param {boolean} [options.strict] whether every value is checked; see Core
 * @param {(file: string) => URL | BufferSource} options.locate the address or the content of a build, or
 *   the address of thread.worker.js
 * @param {Platform} options.platform
 * @param {new (instance: WebAssembly.Instance, name: string, memory?: WebAssembly.Memory) => T} options.kind
 *   the class of the result
 * @returns {Promise<T>}
 */
export async function load(options) {
  const { reproducible, threads, readOnly, groupOnly, locate, platform } = options;
  const error = whyNot(globalThis.WebAssembly);
  if (error) throw error;
  const able = (groupOnly ? [GROUPS] : readOnly ? [READER] : BUILDS).filter(
    (build) => (build.reproducible || !reproducible) && WebAssembly.validate(build.probe),
  );
  const tries = able.flatMap(({ file, name }) => [
    ...(threads > 1 && canShare() ? [{ file: `${file}-threads.wasm`, name, threads }] : []),
    { file: `${file}.wasm`, name, threads: 1 },
  ]);
  /** @type {unknown} */
  let failure;
  for (const { file, name, threads } of tries) {
    try {
      const place = locate(file);
      const bytes = place instanceof URL ? await fetchModule(place, platform) : place;
      return await instantiate(bytes, name, threads, options);
    } catch (error) {
      // A site may lack the faster builds, and a phone may refuse this much shared memory.
      failure = error;
    }
  }
  throw failure;
}

/**
 * @template {import('./module.js').Inkling} T
 * @param {BufferSource} bytes
 * @param {string} name
 * @param {number} threads
 * @param {Pick<Parameters<typeof load<T>>[0], 'locate' | 'platform' | 'strict' | 'kind'>} options
 */
async function instantiate(bytes, name, threads, { locate, platform, strict, kind }) {
  if (!WebAssembly.validate(bytes)) {
    throw new InklingError(
      'DAMAGED_MODULE',
      'The download was damaged. Reload the page to try again.',
    );
  }
  const module = await WebAssembly.compile(bytes);
  const memory =
    threads > 1
      ? new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true })
      : undefined;
  /** @type {Record<string, WebAssembly.ImportValue>} */
  const env = { emscripten_notify_memory_growth() {} };
  if (memory) env.memory = memory;
  const instance = await WebAssembly.instantiate(module, { env });
  const inkling = new kind(instance, name, memory);
  inkling.core.strict = strict ?? false;
  if (memory) {
    const url = /** @type {URL} */ (locate('thread.worker.js'));
    await startThreads(inkling.core, module, threads, url, platform);
  }
  return inkling;
}
