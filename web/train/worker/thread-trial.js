/**
 * Finds out whether helper threads pay off. Two logical cores may share one physical core, or be busy
 * with something else; then one thread trains faster than two. The first slices of training alternate
 * between one thread and all of them. The results are identical; only the time differs.
 */

/** @typedef {import('../../inkling/index.js').Inkling} Inkling */

const SLICES = 8;

export class ThreadTrial {
  /** @param {Inkling} inkling @param {number} threads requested */
  constructor(inkling, threads) {
    this.inkling = inkling;
    this.threads = threads;
    /** Samples per millisecond of each slice, on one thread and on all. @type {[number[], number[]]} */
    this.rates = [[], []];
    this.decided = threads === 1;
  }

  /** Call before a slice: sets its number of threads. */
  begin() {
    if (this.decided) return;
    const [one, all] = this.rates;
    this.inkling.limitThreads(one.length < all.length ? 1 : this.threads);
  }

  /** Call after a slice. @param {number} samples @param {number} ms spent training on them */
  end(samples, ms) {
    // Slices of evaluation have no samples. Slices before all helpers have joined do not count either.
    if (this.decided || samples === 0) return;
    const [one, all] = this.rates;
    if (one.length < all.length) one.push(samples / ms);
    else if (this.inkling.threads === this.threads) all.push(samples / ms);
    if (one.length < SLICES) return;
    this.decided = true;
    const median = (/** @type {number[]} */ list) => list.sort((a, b) => a - b)[list.length >> 1];
    this.inkling.limitThreads(median(all) >= median(one) ? this.threads : 1);
  }
}
