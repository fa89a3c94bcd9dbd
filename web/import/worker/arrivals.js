/** Files that come later than their names, in the same order; whoever needs one waits for it. */
export class Arrivals {
  #expected = 0;
  /** @type {(Blob | null)[]} */
  #here = [];
  /** @type {Map<number, ((file: Blob | null) => void)[]>} */
  #waiting = new Map();

  /** @returns {() => Promise<Blob | null>} the next that was not expected yet; null: unreadable */
  expect() {
    const number = this.#expected++;
    return async () =>
      number < this.#here.length
        ? this.#here[number]
        : new Promise((resolve) => {
            this.#waiting.set(number, [...(this.#waiting.get(number) ?? []), resolve]);
          });
  }

  /** @param {(Blob | null)[]} files */
  add(files) {
    for (const file of files) {
      const number = this.#here.push(file) - 1;
      for (const resolve of this.#waiting.get(number) ?? []) resolve(file);
      this.#waiting.delete(number);
    }
  }
}
