/**
 * Watches a run for divergence and remembers its last healthy checkpoint. Emits 'diverged' at most
 * once per run.
 */

import { CLASSES } from '../inkling/index.js';
import { Emitter } from '../messenger/events.js';

/**
 * @typedef {import('./training.js').Training} Training
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./protocol.js').CurvePoint} CurvePoint
 */

/** Guessing among ten classes costs ln 10 = 2.3 nats. These thresholds are for ten and scale with ln(classes). */
const GUESSING = 2.2;
/** A run that is merely slow never had a loss above the first or below the second. */
const FAR_ABOVE = 5;
const LEARNED = 1.5;
/** This many points in a row have to agree, so that noise does not raise an alarm. */
const IN_A_ROW = 8;
/** A run is healthy while its loss is not far above the recent minimum. */
const HEALTHY = { times: 1.5, nats: 0.3 };
/** How many points are recent. */
const RECENT = 200;

/**
 * Whether a run has diverged although its loss is finite: the network is no better than guessing,
 * after it had learned something, or after a loss so high that all its neurons may be dead.
 * @param {CurvePoint[]} points
 * @param {number} [classes]
 */
export function hasDiverged(points, classes = CLASSES) {
  const unit = Math.log(classes) / Math.log(CLASSES);
  const losses = points.map(({ trainLoss }) => trainLoss / unit);
  const before = losses.slice(0, -IN_A_ROW);
  const fell = before.some((loss) => loss > FAR_ABOVE || loss < LEARNED);
  return fell && losses.slice(-IN_A_ROW).every((loss) => loss > GUESSING);
}

/** @param {CurvePoint[]} points */
export function isHealthy(points) {
  const last = points[points.length - 1]?.trainLoss ?? 0;
  const lowest = Math.min(...points.slice(-RECENT).map(({ trainLoss }) => trainLoss), last);
  return last <= HEALTHY.times * lowest + HEALTHY.nats;
}

/** @extends {Emitter<{ diverged: undefined }>} */
export class DivergenceGuard extends Emitter {
  /** @param {Training} training */
  constructor(training) {
    super();
    /** The last healthy checkpoint. @type {SavedRun | null} */
    this.lastHealthy = null;
    this.id = -1;
    this.reported = false;
    training.addEventListener('change', () => this.#watch(training));
  }

  /** @param {Training} training */
  #watch({ id, progress, points, checkpoint, running, names, practice }) {
    if (practice) return; // a lesson lets training diverge on purpose
    if (id !== this.id) Object.assign(this, { id, lastHealthy: null, reported: false });
    const diverged = progress?.state === 'diverged';
    if (diverged || (running && hasDiverged(points, names.length))) {
      if (!this.reported) this.emit('diverged');
      this.reported = true;
    } else if (progress?.snapshot && checkpoint && isHealthy(points)) {
      this.lastHealthy = checkpoint;
    }
  }
}
