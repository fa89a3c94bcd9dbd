/** Runs a network that would stop the page. */
import { lazyInkling } from '../../inkling/lazy.js';
import { Messenger, Moved } from '../../messenger/messenger.js';

/** @typedef {import('../../inkling/index.js').Network} Network */

/** As many as the page makes of a drawing. */
const MAX_VIEWS = 8;

const inkling = lazyInkling();

/** @type {Network | null} */
let network = null;
let text = '';

/** @type {Messenger<import('../protocol.js').AnswerHears, {}>} */
new Messenger(self, {
  async use({ layers, parameters, temperature }) {
    const module = await inkling();
    if (!network || layers !== text) {
      network?.free();
      network = null;
      network = module.createNetwork({ layers, maxBatch: MAX_VIEWS });
      text = layers;
    }
    network.setParameters(parameters);
    network.temperature = temperature;
  },

  async answer(images) {
    return /** @type {Network} */ (network).predict(images);
  },

  async activate(ink) {
    const found = /** @type {Network} */ (network).activate(ink);
    return new Moved(
      found,
      found.outputs.map(({ buffer }) => buffer),
    );
  },
});
