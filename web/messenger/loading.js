/** How the page knows that a worker has loaded, and how long it waits for that. */

/**
 * After each, another worker is started; the last holds for all further ones. Firefox sometimes leaves a
 * worker without its module for good.
 */
export const LOAD_LIMITS_MS = [45_000, 90_000, 180_000];

export const LOADED = 'loaded';

/** Called by the script of a WorkerPort's worker when it is ready for messages. */
export const sayLoaded = () => self.postMessage(LOADED);
