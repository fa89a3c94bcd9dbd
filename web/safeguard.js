/**
 * Watches a run for a loss that runs away, and keeps the last state in which it had not. Emits
 * 'ran-away' once a run.
 */

/**
 * @typedef {import('./training.js').Training} Training
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 */

/** Guessing costs ln 10 = 2.3 nats; far above that, and above where it began, nothing is learned. */
const FAR_ABOVE = { start: 3, nats: 5 };
/** So many points in a row, or it may be chance. */
const POINTS = 3;
/** A state is good while the loss is not much above the lowest so far. */
const GOOD = { times: 1.5, nats: 0.3 };

/** Whether the loss has run away without becoming infinite. @param {CurvePoint[]} points */
export function hasExploded(points) {
  if (points.length <= POINTS) return false;
  const limit = Math.max(FAR_ABOVE.nats, FAR_ABOVE.start * points[0].trainLoss);
  return points.slice(-POINTS).every(({ trainLoss }) => trainLoss > limit);
}

/** Whether it goes as well as it did. @param {CurvePoint[]} points */
export function goesWell(points) {
  const last = points[points.length - 1]?.trainLoss ?? 0;
  const lowest = Math.min(...points.slice(-200).map(({ trainLoss }) => trainLoss), last);
  return last <= GOOD.times * lowest + GOOD.nats;
}

export class Safeguard extends EventTarget {
  /** @param {Training} training */
  constructor(training) {
    super();
    /** The last good state; null when there was none. @type {SavedRun | null} */
    this.good = null;
    this.id = -1;
    this.told = false;
    training.addEventListener('change', () => this.#watch(training));
  }

  /** @param {Training} training */
  #watch({ id, progress, points, kept, running }) {
    if (id !== this.id) Object.assign(this, { id, good: null, told: false });
    const diverged = progress?.state === 'diverged';
    if (diverged || (running && hasExploded(points))) {
      if (!this.told) this.dispatchEvent(new Event('ran-away'));
      this.told = true;
    } else if (progress?.snapshot && kept && goesWell(points)) {
      this.good = kept;
    }
  }
}
