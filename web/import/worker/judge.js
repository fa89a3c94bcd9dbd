/** Reads digits with the pretrained network, to find out whether a set was read the right way. */
import { PIXELS } from '../../inkling/index.js';
import { mostProbable } from '../../inkling/most-probable.js';
import { inkFromBytes } from '../../inkling/pictures.js';

const BATCH = 100;

export class Judge {
  #network;

  /** @param {import('../../inkling/index.js').Inkling} inkling @param {Uint8Array | ArrayBuffer} file of the network */
  constructor(inkling, file) {
    const { layers, parameters } = inkling.readModel(file);
    this.#network = inkling.createNetwork({ layers, maxBatch: BATCH });
    this.#network.setParameters(parameters);
  }

  /**
   * How many of these it reads as they are labeled.
   * @param {Uint8Array[]} images 255 for full ink @param {number[]} digits
   */
  agreeing(images, digits) {
    let count = 0;
    for (let first = 0; first < images.length; first += BATCH) {
      const part = images.slice(first, first + BATCH);
      const x = new Float32Array(part.length * PIXELS);
      for (const [i, image] of part.entries()) x.set(inkFromBytes(image), i * PIXELS);
      const probabilities = this.#network.predict(x);
      const outputs = probabilities.length / part.length;
      part.forEach((_, i) => {
        const own = probabilities.subarray(i * outputs, (i + 1) * outputs);
        if (mostProbable(own) === digits[first + i]) count++;
      });
    }
    return count;
  }

  free() {
    this.#network.free();
  }
}
