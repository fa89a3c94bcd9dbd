/** What each loaded module was loaded with. */

/**
 * @typedef {object} FitWorker
 * @property {(message: object) => void} post
 * @property {(listener: (message: any) => void) => void} onMessage
 * @property {() => void} terminate
 *
 * @typedef {import('../inkling/load.js').Platform & import('./sources.js').Reader & {
 *   startFit?: () => FitWorker
 * }} Platform
 *
 * @typedef {object} Engine
 * @property {import('../inkling/module.js').Inkling} low
 * @property {Platform} platform
 * @property {Record<string, string | BufferSource>} files
 * @property {boolean} reproducible
 * @property {() => FitWorker} startFit
 */

/** Forgets a network's notes that no longer hold once it has been trained further. */
export const TRAINED = Symbol('trained');

/** @type {WeakMap<object, Engine>} */
const engines = new WeakMap();

/** @param {import('../inkling/core.js').Core} core @param {Engine} engine */
export const setEngine = (core, engine) => engines.set(core, engine);

/** @param {import('../inkling/core.js').Core} core */
export const engineOf = (core) => /** @type {Engine} */ (engines.get(core));
