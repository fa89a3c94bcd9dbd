/**
 * Snapshots of the network as it learned, to go back to. When there are too many, every second is
 * let go: they stay spread over the whole run.
 */

/**
 * @typedef {import('./training.js').Training} Training
 *
 * @typedef {object} Moment
 * @property {number} at where on the run, in epochs
 * @property {Float32Array} parameters
 * @property {number} temperature
 * @property {number | null} testAccuracy the last that was known then
 */

const MAX_MOMENTS = 48;
const MAX_NUMBERS = 8_000_000; // 32 MB

/**
 * How many moments a network of so many parameters may have: an even number, 2 at the least.
 * @param {number} parameters
 */
export const roomFor = (parameters) =>
  Math.max(2, Math.min(MAX_MOMENTS, 2 * Math.floor(MAX_NUMBERS / parameters / 2)));

export class Timeline {
  /** @param {Training} training */
  constructor(training) {
    /** @type {Moment[]} in order */
    this.moments = [];
    /** What the run has been made with: another one begins a new timeline. */
    this.layers = '';
    this.id = -1;
    /** Moments are at least so many epochs apart. */
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
    const tested = points.filter(({ testAccuracy }) => testAccuracy !== null).pop();
    moments.push({
      at,
      parameters: snapshot.parameters,
      temperature: snapshot.temperature,
      testAccuracy: tested?.testAccuracy ?? null,
    });
    if (moments.length <= roomFor(snapshot.parameters.length)) return;
    this.moments = moments.filter((_, i) => i % 2 === 0);
    this.gap = (2 * (at - moments[0].at)) / moments.length;
  }
}
