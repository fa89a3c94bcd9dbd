/** Runs a network that would block the page, one request at a time. Needs no worker, so tests run it in Node. */

/**
 * @typedef {import('../../inkling/index.js').Inkling} Inkling
 * @typedef {import('../../inkling/index.js').Network} Network
 * @typedef {import('../protocol.js').AnswerHears} AnswerHears
 */

/** Room for all views that the page makes of a drawing. */
const MAX_VIEWS = 8;

/** @param {() => Promise<Inkling>} inkling @returns {AnswerHears} */
export function createAnswers(inkling) {
  /** @type {Network | null} */
  let network = null;
  let text = '';
  /** The temperature of the answers. */
  let calibrated = 1;
  /** The previous request. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /**
   * Questions arrive while the core is still loading for their network.
   * @template T @param {() => Promise<T>} work @returns {Promise<T>}
   */
  const inTurn = (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  /** @param {number} [temperature] by default none: losses and gradients belong to the plain probabilities */
  const current = (temperature = 1) => {
    if (!network) throw new Error('There is no network.');
    network.temperature = temperature;
    return network;
  };

  return {
    use: ({ layers, parameters, temperature }) =>
      inTurn(async () => {
        const module = await inkling();
        if (!network || layers !== text) {
          network?.free();
          network = null;
          network = module.createNetwork({ layers, maxBatch: MAX_VIEWS });
          text = layers;
        }
        network.setParameters(parameters);
        calibrated = temperature;
      }),
    answer: (images) => inTurn(async () => current(calibrated).predict(images)),
    activate: (ink) => inTurn(async () => current().activate(ink)),
    trace: ({ ink, label }) =>
      inTurn(async () => {
        const traced = current().trace(ink, label);
        const layers = traced.layers.map((layer) => ({ ...layer, parameters: null }));
        return { ...traced, layers };
      }),
    saliency: ({ ink, output }) => inTurn(async () => current().saliency(ink, output)),
  };
}
