/**
 * Downloads that survive a poor connection. In a classroom with one access point, a request in
 * twenty fails: without a second attempt, hardly any tablet gets all files of the page.
 */

/** The pauses before further attempts. The last ones outlast a short outage. */
const PAUSES_MS = [300, 1200, 4000];

/** Spreads attempts of many devices whose requests failed at the same moment. @param {number} ms */
const about = (ms) => ms * (0.75 + Math.random() / 2);

/** A connection that has been silent for this long won't bring the rest. */
const SILENCE_MS = 30_000;

/** Whether an overloaded host or gateway answered. @param {number} status */
const isTemporary = (status) => status >= 500 || status === 408 || status === 425 || status === 429;

/**
 * One attempt, given up when nothing more arrives.
 * @param {URL | string} url @param {RequestInit} init
 */
async function attempt(url, init) {
  const control = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const arrived = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(), SILENCE_MS);
  };
  arrived();
  try {
    const response = await fetch(url, { ...init, signal: control.signal });
    const watched = response.body?.pipeThrough(
      new TransformStream({
        transform(chunk, rest) {
          arrived();
          rest.enqueue(chunk);
        },
      }),
    );
    return { response, bytes: new Uint8Array(await new Response(watched).arrayBuffer()) };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fetches a file whole, and tries again after failures that may pass: no connection, one that ends or
 * falls silent in the middle of the file, an overloaded host, or content that is not the file (a
 * deployment under way, a captive portal). While the browser knows that it is offline, it does not
 * wait.
 * @param {URL | string} url
 * @param {object} [options]
 * @param {RequestCache} [options.cache]
 * @param {(bytes: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>} [options.isRight] whether
 *   this is the content of the file
 * @param {number[]} [options.pauses] in milliseconds, before the second attempt and further ones
 * @returns {Promise<{ response: Response, bytes: Uint8Array<ArrayBuffer>, right: boolean }>} the
 *   response may be an error of the host, and `right` false, if that was so at every attempt
 * @throws {TypeError | DOMException} if there was no connection at the last attempt, or it fell silent
 */
export async function fetchBytes(url, { cache, isRight = () => true, pauses = PAUSES_MS } = {}) {
  for (let tries = 0; ; tries++) {
    const last = tries >= pauses.length;
    // A captive portal's answer may be in the browser's cache.
    const init = tries ? { cache: /** @type {const} */ ('reload') } : { cache };
    try {
      const { response, bytes } = await attempt(url, init);
      const right = response.ok && (await isRight(bytes));
      const mayPass = response.ok || isTemporary(response.status);
      if (right || last || !mayPass) return { response, bytes, right };
    } catch (error) {
      if (last || globalThis.navigator?.onLine === false) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, about(pauses[tries])));
  }
}
