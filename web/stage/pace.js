/** How often the picture is updated: the pen has priority, and so has training late in a run. */

/** @typedef {import('../train/training.js').Training} Training */

/** With two cores, training takes both, and the picture slows it down. */
const FEW_CORES = !(navigator.hardwareConcurrency > 2);
/** Shortest interval between updates of the weights during training: on few cores, with every report. */
const MODEL_MS = FEW_CORES ? 190 : 120;
/** Late in a run the picture hardly changes: on few cores, it then yields to training. */
const LATE_MS = 5000;
const LATE_MODEL_MS = 600;
/** Updates that take longer than this delay the pen. */
const SLOW_FRAME_MS = 20;
/** On slow devices, updates of the weights are this many frame times apart. */
const SLOW_INTERVAL_FRAMES = 10;

export class Pace {
  /** When the weights were last updated. */
  #modelAt = 0;
  /** The current interval between updates of the weights. */
  #modelMs = MODEL_MS;
  /** The pen has priority: nothing is painted before this time. */
  #restUntil = 0;
  /** When training began; 0 while it does not run. */
  #trainingSince = 0;

  /** @param {Training} training */
  constructor(training) {
    this.training = training;
  }

  /** Whether the picture yields to training. */
  get yields() {
    const since = this.#trainingSince;
    const late = since > 0 && performance.now() - since > LATE_MS;
    return FEW_CORES && late && !this.training.pace;
  }

  /**
   * How long the next update has to wait, in milliseconds.
   * @param {boolean} soon unless it shows nothing but new weights, which training changes often
   */
  wait(soon) {
    const due = soon ? this.#restUntil : Math.max(this.#modelAt + this.#modelMs, this.#restUntil);
    return due - performance.now();
  }

  /** Call this when an update begins that shows new weights. */
  beginModel() {
    this.#modelAt = performance.now();
  }

  /**
   * Call this in the frame after an update. If it took long, the pen has as much time again before the
   * next one.
   * @param {number} start when the update began
   * @returns {boolean} whether it took long
   */
  end(start) {
    const now = performance.now();
    const took = now - start;
    const slow = took > SLOW_FRAME_MS;
    this.#restUntil = slow ? now + took : 0;
    const usual = this.yields ? LATE_MODEL_MS : MODEL_MS;
    this.#modelMs = slow ? Math.max(usual, SLOW_INTERVAL_FRAMES * took) : usual;
    return slow;
  }

  /** Call this when training may have begun or ended. @returns {number} how long the run took that has just ended, in milliseconds */
  noteTraining() {
    const since = this.#trainingSince;
    if (this.training.running) {
      this.#trainingSince ||= performance.now();
      return 0;
    }
    this.#trainingSince = 0;
    return since && performance.now() - since;
  }
}
