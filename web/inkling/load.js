/** Finds the fastest build that this machine supports, and instantiates it. */
import { fetchBytes } from '../fetch/fetch-bytes.js';
import { BUILDS, GROUPS, READER } from './builds.js';
import { InklingError } from './errors.js';
import { Inkling } from './module.js';
import { whyNot } from './support.js';
import { canShare, startThreads } from './threads.js';

const PAGES = (256 << 20) / 65536;

/**
 * @param {URL} url
 * @returns {Promise<BufferSource>}
 */
async function fetchModule(url) {
  let reason = 'no connection';
  try {
    if (url.protocol === 'file:') {
      reason = 'no such file';
      const { readFile } = await import('node:fs/promises');
      return new Uint8Array(await readFile(url));
    }
    const { response, bytes } = await fetchBytes(url, { isRight: WebAssembly.validate });
    if (response.ok) return bytes;
    reason = `error ${response.status}`;
  } catch {
    // Reported below.
  }
  throw new InklingError(
    'NOT_LOADED',
    `The module could not be loaded (${url.pathname}: ${reason}). Reload the page to try again.`,
    { file: url.pathname.split('/').pop() ?? '' },
  );
}

/**
 * @param {object} options as in loadInkling
 * @param {boolean} options.reproducible
 * @param {number} options.threads
 * @param {boolean} [options.readOnly]
 * @param {boolean} [options.groupOnly]
 * @param {(file: string) => URL} options.locate the address of a build or of thread.worker.js
 * @param {(url: URL) => Worker} [options.spawn] starts thread.worker.js
 * @returns {Promise<Inkling>}
 */
export async function load({ reproducible, threads, readOnly, groupOnly, locate, spawn }) {
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
      return await instantiate(await fetchModule(locate(file)), name, threads, locate, spawn);
    } catch (error) {
      // A site may lack the faster builds, and a phone may refuse this much shared memory.
      failure = error;
    }
  }
  throw failure;
}

/**
 * @param {BufferSource} bytes
 * @param {string} name
 * @param {number} threads
 * @param {(file: string) => URL} locate
 * @param {(url: URL) => Worker} [spawn]
 */
async function instantiate(bytes, name, threads, locate, spawn) {
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
  const inkling = new Inkling(instance, name, memory);
  if (memory)
    await startThreads(
      inkling.core,
      module,
      Math.min(threads, 16),
      locate('thread.worker.js'),
      spawn,
    );
  return inkling;
}
