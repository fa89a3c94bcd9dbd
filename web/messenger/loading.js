/** How the page knows that a worker has loaded, and how it tries again if it doesn't. */

/**
 * How long each attempt may take: a classroom's tablets load slowly, and Firefox sometimes leaves a
 * worker without its module for good.
 */
export const LOAD_LIMITS_MS = [45_000, 90_000, 180_000, 180_000];

/** The pauses between attempts. */
export const LOAD_PAUSES_MS = [500, 2000, 5000];

export const LOADED = 'loaded';

/** Called by a WorkerPort's worker when it is ready for messages. */
export const sayLoaded = () => self.postMessage(LOADED);
