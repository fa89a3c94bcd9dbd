/** Files that arrive after their paths, in the same order. Readers wait for the file they need. */
export class Arrivals {
  #expected = 0;
  /** @type {(Blob | null)[]} */
  #arrived = [];
  /** @type {Map<number, ((file: Blob | null) => void)[]>} */
  #waiting = new Map();

  /** Reserves the next file. @returns {() => Promise<Blob | null>} waits for it; null if unreadable */
  expect() {
    const number = this.#expected++;
    return async () =>
      number < this.#arrived.length
        ? this.#arrived[number]
        : new Promise((resolve) => {
            this.#waiting.set(number, [...(this.#waiting.get(number) ?? []), resolve]);
          });
  }

  /** @param {(Blob | null)[]} files */
  add(files) {
    for (const file of files) {
      const number = this.#arrived.push(file) - 1;
      for (const resolve of this.#waiting.get(number) ?? []) resolve(file);
      this.#waiting.delete(number);
    }
  }
}
