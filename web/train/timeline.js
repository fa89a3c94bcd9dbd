/**
 * The timeline: snapshots of the network during training, to look back at. When there are too many, every
 * other one is dropped, so that they stay spread over the whole run.
 */
import { lastAccuracy } from '../data/accuracy.js';

/**
 * @typedef {import('./training.js').Training} Training
 *
 * @typedef {object} Moment
 * @property {number} at position in the run, in epochs
 * @property {Float32Array} parameters
 * @property {number} temperature
 * @property {number | null} testAccuracy the last one measured by then
 */

const MAX_MOMENTS = 48;
const MAX_NUMBERS = 8_000_000; // 32 MB

/**
 * How many snapshots there is room for: an even number, at least 2.
 * @param {number} parameters
 */
export const roomFor = (parameters) =>
  Math.max(2, Math.min(MAX_MOMENTS, 2 * Math.floor(MAX_NUMBERS / parameters / 2)));

export class Timeline {
  /** @param {Training} training */
  constructor(training) {
    /** In chronological order. @type {Moment[]} */
    this.moments = [];
    /** The layers of the run; a new run starts a new timeline. */
    this.layers = '';
    this.id = -1;
    /** The smallest distance between snapshots, in epochs. */
    this.gap = 0;
    training.addEventListener('change', () => this.#record(training));
  }

  /** @param {Training} training */
  #record({ id, settings, progress, snapshot, points }) {
    if (id !== this.id) {
      Object.assign(this, { moments: [], id, gap: 0, layers: settings?.layers ?? '' });
    }
    if (!progress?.snapshot || !snapshot || progress.state === 'diverged') return;
    const at = progress.epoch + progress.position / progress.epochSize;
    const { moments } = this;
    const last = moments[moments.length - 1];
    if (last && at < last.at + Math.max(this.gap, Number.EPSILON)) return;
    moments.push({
      at,
      parameters: snapshot.parameters,
      temperature: snapshot.temperature,
      testAccuracy: lastAccuracy(points),
    });
    if (moments.length <= roomFor(snapshot.parameters.length)) return;
    this.moments = moments.filter((_, i) => i % 2 === 0);
    this.gap = (2 * (at - moments[0].at)) / moments.length;
  }
}
