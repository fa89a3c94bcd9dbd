/**
 * Reads photographs of pages, away from the page, so that it stays alive meanwhile.
 *
 * @typedef {object} Ask
 * @property {number} number of the question, which comes back with its answer
 * @property {Uint8ClampedArray} rgba [height][width][4]
 * @property {number} width
 * @property {number} height
 *
 * @typedef {{ number: number, found: import('./read.js').Found | null }} Answer null: it could
 *   not be read
 */
import { loadInkling } from '../../inkling/index.js';
import { greyOf, readPhoto } from './read.js';

const inkling = loadInkling();
inkling.catch(() => {}); // said when it is needed

self.onmessage = async (/** @type {MessageEvent<Ask>} */ { data }) => {
  const { number, rgba, width, height } = data;
  /** @type {Answer} */
  let answer = { number, found: null };
  try {
    answer = { number, found: readPhoto(await inkling, { grey: greyOf(rgba), width, height }) };
  } catch {
    // The page says so.
  }
  self.postMessage(answer);
};
