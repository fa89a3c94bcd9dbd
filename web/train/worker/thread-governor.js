/**
 * Decides, again and again, whether helper threads pay off. They usually do; but two logical cores may
 * share one physical core, or another program may need one of them, and then a helper that the system
 * has stopped in the middle of its work holds up the others. So now and then a slice of training is done
 * the other way, and the faster way is kept. The results are identical; only the time differs.
 */

/** @typedef {import('../../inkling/index.js').Inkling} Inkling */

/**
 * How much the past counts after another slice of the same way. What counts is the mean: where helpers are
 * stopped now and then, most slices are fast, and a few take so long that one thread would have done more.
 */
const FADING = 0.9;
/** Slices between tries of the other way: few at first, then more while the decision stays the same. */
const BETWEEN = { first: 3, last: 60 };

export class ThreadGovernor {
  /** @param {Inkling} inkling @param {number} threads requested */
  constructor(inkling, threads) {
    this.inkling = inkling;
    this.threads = threads;
    /** Sums over the last slices on one thread and on all. */
    this.recent = { one: { samples: 0, ms: 0 }, all: { samples: 0, ms: 0 } };
    /** @type {'one' | 'all'} the faster way */
    this.better = 'all';
    /** @type {'one' | 'all'} the way of this slice */
    this.now = 'all';
    this.between = BETWEEN.first;
    this.untilTry = BETWEEN.first;
  }

  /** Call before a slice: sets its number of threads. */
  begin() {
    if (this.threads === 1) return;
    this.now = this.untilTry > 0 ? this.better : this.better === 'all' ? 'one' : 'all';
    this.#use(this.now);
  }

  /** Call after a slice. @param {number} samples @param {number} ms spent training on them */
  end(samples, ms) {
    // Slices of evaluation have no samples. Slices before all helpers have joined do not count either.
    if (this.threads === 1) return;
    if (samples > 0 && (this.now === 'one' || this.inkling.threads === this.threads)) {
      this.#note(samples, ms);
    }
    this.#use(this.better);
  }

  /** @param {number} samples @param {number} ms of this slice */
  #note(samples, ms) {
    const recent = this.recent[this.now];
    recent.samples = FADING * recent.samples + samples;
    recent.ms = FADING * recent.ms + ms;
    if (this.now === this.better) {
      this.untilTry--;
      return;
    }
    const { one, all } = this.recent;
    const better = rate(all) >= rate(one) ? 'all' : 'one';
    this.between =
      better === this.better ? Math.min(2 * this.between, BETWEEN.last) : BETWEEN.first;
    this.untilTry = this.between;
    this.better = better;
  }

  /** @param {'one' | 'all'} way */
  #use(way) {
    this.inkling.limitThreads(way === 'all' ? this.threads : 1);
  }
}

const rate = (/** @type {{ samples: number, ms: number }} */ { samples, ms }) => samples / ms || 0;
