/** Reads files from wherever they are. */

import { InklingError } from '../inkling/errors.js';
import { refuse } from '../inkling/guard.js';

/**
 * @typedef {import('./types.js').Source} Source
 * @typedef {object} Reader
 * @property {(url: URL) => Promise<Uint8Array<ArrayBuffer>>} [readFile] reads a file: URL
 * @property {(path: string) => URL} [fileURL]
 */

/** @param {string} place @param {string} reason @returns {never} */
function fail(place, reason) {
  throw new InklingError('NOT_LOADED', `${place} could not be loaded: ${reason}.`, { file: place });
}

/** @param {string} text */
const isAddress = (text) => /^(https?|data|blob|file):/i.test(text);

/** @param {URL} url @param {Reader} platform */
async function fetchOrRead(url, { readFile }) {
  try {
    if (readFile && url.protocol === 'file:') return await readFile(url);
  } catch (error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    fail(url.href, code === 'ENOENT' ? 'there is no such file' : String(code ?? error));
  }
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    fail(url.href, 'there is no connection to it, or it does not allow this page to read it');
  }
  return responseBytes(response, url.href);
}

/** @param {Response} response @param {string} place */
async function responseBytes(response, place) {
  if (!response.ok) fail(place, `error ${response.status}`);
  if (response.bodyUsed) refuse('source', response, 'a Response whose body was not read yet');
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return fail(place, 'the connection was lost');
  }
}

/** @param {string} text @param {Reader} platform */
function urlOf(text, { fileURL }) {
  if (/^\s*\{\s*"/.test(text)) refuse('source', text, 'an address or a path; parse JSON first');
  try {
    if (isAddress(text)) return new URL(text);
    if (fileURL) return fileURL(text);
    return new URL(text, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch {
    return refuse('source', text, 'an address or a path');
  }
}

/** The name of a file, or '' if unknown. @param {Source} source */
export function nameOf(source) {
  const { name, url } = /** @type {{ name?: unknown, url?: unknown }} */ (
    typeof source === 'object' ? source : {}
  );
  const place =
    typeof source === 'string' ? source : source instanceof URL ? source.href : (name ?? url ?? '');
  const last =
    String(place)
      .replace(/[?#].*/, '')
      .split(/[/\\]/)
      .pop() ?? '';
  try {
    return isAddress(String(place)) ? decodeURIComponent(last) : last;
  } catch {
    return last;
  }
}

/**
 * A file in the same folder as another, or in a folder in it; null if that can't be told or there is none.
 * @param {Source} source @param {string} name as the other file states it @param {Reader} platform
 */
export async function besideOf(source, name, platform) {
  const response = typeof Response === 'function' && source instanceof Response;
  const place = response ? source.url : source;
  if (!place || !(typeof place === 'string' || place instanceof URL)) return null;
  const parts = name.split('/');
  // A model must not make its reader open files outside its folder.
  if (/[\\:]/.test(name) || parts.some((part) => /^\.*$/.test(part))) return null;
  const base = typeof place === 'string' ? urlOf(place, platform) : place;
  try {
    const url = new URL(parts.map(encodeURIComponent).join('/'), base);
    return await bytesOf(url, platform);
  } catch {
    return null;
  }
}

/** @param {unknown} value */
export const isSource = (value) =>
  typeof value === 'string' ||
  value instanceof URL ||
  value instanceof ArrayBuffer ||
  ArrayBuffer.isView(value) ||
  (typeof Response === 'function' && value instanceof Response) ||
  (typeof Blob === 'function' && value instanceof Blob);

/** @param {Uint8Array<ArrayBuffer>} bytes @param {Source} source */
async function unzipped(bytes, source) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return fail(nameOf(source) || 'The file', 'its gzip data is damaged');
  }
}

/**
 * The content of a file, unzipped if it was compressed with gzip.
 * @param {Source} source
 * @param {Reader} platform
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(source, platform) {
  /** @type {Uint8Array} */
  let bytes;
  if (typeof source === 'string') bytes = await fetchOrRead(urlOf(source, platform), platform);
  else if (source instanceof URL) bytes = await fetchOrRead(source, platform);
  else if (source instanceof ArrayBuffer) bytes = new Uint8Array(source);
  else if (ArrayBuffer.isView(source)) {
    bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  } else if (isSource(source)) {
    bytes =
      source instanceof Response
        ? await responseBytes(source, source.url || 'The response')
        : new Uint8Array(await source.arrayBuffer());
  } else {
    refuse('source', source, 'an address, a path, a Response, a Blob, or the bytes of a file');
  }
  return unzipped(/** @type {Uint8Array<ArrayBuffer>} */ (bytes), source);
}
