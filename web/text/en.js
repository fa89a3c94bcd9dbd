/**
 * Nothing: English lives in each room's words.js. The build puts that of the first screen here; see
 * hosting/split-words.mjs.
 */

/** @type {import('./keys.js').Messages} */
export const WORDS = {};
