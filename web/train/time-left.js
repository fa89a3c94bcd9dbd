/** How long training will still take, from how fast it has been going. */

/** Older speed counts less: its weight falls to 1/e in this time. */
const MEMORY_S = 20;
/** Too early, the first milliseconds would decide. */
const EVIDENCE_S = 1.5;
/** How much of a new estimate is believed at once; the rest follows, so that the number does not jump. */
const BELIEF = 0.1;

export class TimeLeft {
  /** The time that has passed and the epochs done in it, weighted. */
  #seconds = 0;
  #epochs = 0;
  /** @type {{ done: number, at: number } | null} */
  #last = null;
  /** When training is expected to end. @type {number | null} */
  #end = null;
  #target = 0;

  /**
   * @param {number | null} done epochs done so far; null while training stands still
   * @param {number} target epochs
   * @param {number} [now] in seconds
   * @returns {number | null} seconds; null while there is no saying
   */
  after(done, target, now = performance.now() / 1000) {
    if (done === null || (this.#last && done < this.#last.done)) this.forget();
    if (done === null) return null;
    if (this.#last) {
      const passed = now - this.#last.at;
      const fade = Math.exp(-passed / MEMORY_S);
      this.#seconds = fade * this.#seconds + passed;
      this.#epochs = fade * this.#epochs + done - this.#last.done;
    }
    this.#last = { done, at: now };
    if (this.#seconds < EVIDENCE_S || this.#epochs <= 0) return null;
    const end = now + ((target - done) * this.#seconds) / this.#epochs;
    if (this.#end === null || target !== this.#target) this.#end = end;
    else this.#end += BELIEF * (end - this.#end);
    this.#target = target;
    return Math.max(0, this.#end - now);
  }

  /** Forgets the speed so far. */
  forget() {
    this.#seconds = this.#epochs = 0;
    this.#last = this.#end = null;
  }
}
