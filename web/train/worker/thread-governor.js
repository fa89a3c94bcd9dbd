/**
 * Decides, again and again, whether helper threads pay off. They usually do; but two logical cores may
 * share one physical core, or another program may need one of them, and then a helper that the system
 * has stopped in the middle of its work holds up the others. So now and then a slice of training is done
 * the other way, and the faster way is kept. The results are identical; only the time differs.
 */

/** @typedef {import('../../inkling/index.js').Inkling} Inkling */

/** Slices of each way to compare; the median of them counts. */
const COMPARED = 5;
/** Slices between tries of the other way: few at first, then more while the decision stays the same. */
const BETWEEN = { first: 3, last: 60 };

export class ThreadGovernor {
  /** @param {Inkling} inkling @param {number} threads requested */
  constructor(inkling, threads) {
    this.inkling = inkling;
    this.threads = threads;
    /** Samples per millisecond of the last slices on one thread and on all. @type {Record<'one' | 'all', number[]>} */
    this.rates = { one: [], all: [] };
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
      this.#note(samples / ms);
    }
    this.#use(this.better);
  }

  /** @param {number} rate of this slice */
  #note(rate) {
    const rates = this.rates[this.now];
    rates.push(rate);
    if (rates.length > COMPARED) rates.shift();
    if (this.now === this.better) {
      this.untilTry--;
      return;
    }
    const better = median(this.rates.all) >= median(this.rates.one) ? 'all' : 'one';
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

const median = (/** @type {number[]} */ list) =>
  list.slice().sort((a, b) => a - b)[list.length >> 1] ?? 0;
