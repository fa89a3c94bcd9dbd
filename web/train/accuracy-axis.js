/** Which accuracies their chart shows. */
import { lastAccuracy, lastSample } from '../data/accuracy.js';

/** @typedef {import('./protocol.js').CurvePoint} CurvePoint */

/** Once both accuracies are above this share, the axis shows only the range where networks differ. */
const ZOOM_FROM = 0.92;
/** In percent. A noisy curve can move the lower end, by whole steps. */
const ZOOM = { bottom: 90, top: 100.5, step: 5 };
/** The first part of a run, whose steep rise may be cut off. */
const RISE = 0.25;
/** One minibatch is too few digits to judge by. */
const RECENT = 5;

/** The latest accuracies. @param {CurvePoint[]} points */
export function latestOf(points) {
  const recent = points.slice(-RECENT);
  const train = recent.reduce((sum, { trainAccuracy }) => sum + trainAccuracy, 0) / recent.length;
  return {
    train,
    test: lastAccuracy(points) ?? lastSample(points) ?? 0,
  };
}

/**
 * The range of the axis, in percent.
 * @param {CurvePoint[]} points @param {number} least of all their accuracies, in percent
 * @returns {[number, number]}
 */
export function accuracyRange(points, least) {
  const { train, test } = latestOf(points);
  if (Math.min(train, test) < ZOOM_FROM) return [Math.max(0, Math.floor(least / 10) * 10 - 5), 101];
  const later = points.slice(Math.floor(RISE * points.length));
  const lowest = later.reduce((lowest, { trainAccuracy }) => Math.min(lowest, trainAccuracy), 1);
  return [Math.min(ZOOM.bottom, Math.floor((100 * lowest) / ZOOM.step) * ZOOM.step), ZOOM.top];
}
