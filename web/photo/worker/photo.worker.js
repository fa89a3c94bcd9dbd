/** Decodes and reads photos off the main thread, so that the page stays responsive. */
import { lazyInkling } from '../../inkling/lazy.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger, Moved } from '../../messenger/messenger.js';
import { decodeSmall } from './decode.js';
import { readPhoto, readUpright, toGray } from './read.js';

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../protocol.js').Model} Model
 */

const inkling = lazyInkling();
inkling().catch(() => {}); // reported by the await in read()

/** Lets a pending abort message arrive. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Lends a network.
 * @template T
 * @param {Inkling} module @param {Model} model
 * @param {(read: (ink: Float32Array) => Float32Array) => T} use
 * @returns {T}
 */
function withNetwork(module, { layers, parameters, temperature }, use) {
  const network = module.createNetwork({ layers, maxBatch: 1 });
  try {
    network.setParameters(parameters);
    network.temperature = temperature;
    return use((ink) => network.predict(ink));
  } finally {
    network.free();
  }
}

/** Shapes between two reports of progress. */
const OFTEN = 16;

/** Reports progress. @param {(ink: Float32Array) => Float32Array} read */
function counting(read) {
  let count = 0;
  return (/** @type {Float32Array} */ ink) => {
    if (++count % OFTEN === 0) page.tell('checked', count);
    return read(ink);
  };
}

/** @type {Messenger<import('../protocol.js').PhotoHears, import('../protocol.js').PhotoSays>} */
const page = new Messenger(self, {
  async decode({ file, longest }) {
    const picture = await decodeSmall(file, longest);
    return new Moved(picture, [picture]);
  },

  async read({ rgba, width, height, model, upright }, signal) {
    const module = await inkling();
    await nextTask();
    if (signal.aborted) throw new Error('Canceled.');
    const photo = { gray: toGray(rgba), width, height };
    if (model) {
      return withNetwork(module, model, (plain) => {
        const read = counting(plain);
        return readUpright(module, photo, read, upright);
      });
    }
    const found = readPhoto(module, photo);
    return { found, marks: found.marks, printed: [], leftOut: 0, letters: 0, turns: 0 };
  },

  async readMarks({ inks, model }) {
    return withNetwork(await inkling(), model, (read) => inks.map(read));
  },
});

sayLoaded();
