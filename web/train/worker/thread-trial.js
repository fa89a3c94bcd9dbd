/**
 * Finds out whether helping threads help. Two of a processor's cores may be one in truth, or be
 * busy with something else; then one thread trains faster than two. The first slices of training
 * are run by turns on one thread and on all: results are the same, only the time differs.
 */

/** @typedef {import('../../inkling/index.js').Inkling} Inkling */

const SLICES = 8;

export class ThreadTrial {
  /** @param {Inkling} inkling @param {number} threads that were asked for */
  constructor(inkling, threads) {
    this.inkling = inkling;
    this.threads = threads;
    /** Samples a millisecond of each slice, on one thread and on all. @type {[number[], number[]]} */
    this.rates = [[], []];
    this.decided = threads === 1;
  }

  /** Before a slice: on how many threads it runs. */
  begin() {
    if (this.decided) return;
    const [one, all] = this.rates;
    this.inkling.limitThreads(one.length < all.length ? 1 : this.threads);
  }

  /** After a slice. @param {number} samples @param {number} ms it took to train on them */
  end(samples, ms) {
    // Helpers come up a little later than the module; a slice of evaluation says nothing.
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
