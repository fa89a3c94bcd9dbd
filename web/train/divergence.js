/**
 * Watches a run for a loss that runs away, and keeps the last state in which it had not. Emits
 * 'ran-away' once a run.
 */

import { CLASSES } from '../inkling/index.js';
import { Emitter } from '../messenger/events.js';

/**
 * @typedef {import('./training.js').Training} Training
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 */

/** Guessing one of ten costs ln 10 = 2.3 nats; these are for ten, and grow with that. */
const GUESSING = 2.2;
/** Nobody who is learning is so much worse than that, or has been so much better before. */
const FAR_ABOVE = 5;
const LEARNED = 1.5;
/** So many points in a row, or it may be chance. */
const POINTS = 8;
/** A state is good while the loss is not much above the lowest so far. */
const GOOD = { times: 1.5, nats: 0.3 };

/**
 * Whether the loss has run away without becoming infinite: the network only guesses now, or does
 * worse, and that after it had learned, or after a loss so high that all its neurons may be dead.
 * @param {CurvePoint[]} points
 * @param {number} [classes] that it tells apart
 */
export function hasRunAway(points, classes = CLASSES) {
  const unit = Math.log(classes) / Math.log(CLASSES);
  const losses = points.map(({ trainLoss }) => trainLoss / unit);
  const before = losses.slice(0, -POINTS);
  const fell = before.some((loss) => loss > FAR_ABOVE || loss < LEARNED);
  return fell && losses.slice(-POINTS).every((loss) => loss > GUESSING);
}

/** Whether it goes as well as it did. @param {CurvePoint[]} points */
export function goesWell(points) {
  const last = points[points.length - 1]?.trainLoss ?? 0;
  const lowest = Math.min(...points.slice(-200).map(({ trainLoss }) => trainLoss), last);
  return last <= GOOD.times * lowest + GOOD.nats;
}

/** @extends {Emitter<{ 'ran-away': undefined }>} */
export class Safeguard extends Emitter {
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
  #watch({ id, progress, points, kept, running, names }) {
    if (id !== this.id) Object.assign(this, { id, good: null, told: false });
    const diverged = progress?.state === 'diverged';
    if (diverged || (running && hasRunAway(points, names.length))) {
      if (!this.told) this.emit('ran-away');
      this.told = true;
    } else if (progress?.snapshot && kept && goesWell(points)) {
      this.good = kept;
    }
  }
}
