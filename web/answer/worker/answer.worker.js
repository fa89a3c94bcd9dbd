/** The worker that answers for networks that would block the page. */
import { lazyInkling } from '../../inkling/lazy.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger, Moved } from '../../messenger/messenger.js';
import { createAnswers } from './answers.js';

const answers = createAnswers(lazyInkling());

/** @type {Messenger<import('../protocol.js').AnswerHears, {}>} */
new Messenger(self, {
  ...answers,

  async activate(ink) {
    const found = await answers.activate(ink);
    return new Moved(
      found,
      found.outputs.map(({ buffer }) => buffer),
    );
  },

  async trace(image) {
    const found = await answers.trace(image);
    const arrays = found.layers.flatMap(({ output, gradient, parameterGradients }) => [
      output,
      gradient,
      ...(parameterGradients ? [parameterGradients.weights, parameterGradients.bias] : []),
    ]);
    // The gradients of all layers share a buffer.
    return new Moved(found, [...new Set(arrays.map(({ buffer }) => buffer))]);
  },
});

sayLoaded();
