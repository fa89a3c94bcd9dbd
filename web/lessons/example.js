/**
 * Backpropagation with real numbers: one digit, one neuron of the last hidden layer, and one weight
 * from it to the score of the right answer.
 */

/**
 * @typedef {import('../lens/lens.js').Lens} Lens
 * @typedef {import('../lens/lens.js').Subject} Subject
 * @typedef {import('../lens/lens.js').Traced} Traced
 * @typedef {import('./lesson.js').Figures} Figures
 *
 * @typedef {object} Example
 * @property {Subject & { label: number }} subject
 * @property {Traced} traced
 * @property {Subject[]} others
 * @property {Figures} figures
 */

/** How many test digits to choose from. */
export const EXAMPLES = 40;

/** The learning rate that learners compute with. */
const RATE = 0.1;

/** A loss of 1: unsure, so that the gradients are neither tiny nor extreme. */
const UNSURE = 1;

/** @param {number} value @returns {import('./lesson.js').Figure} */
const plain = (value) => ({ value, unit: 'number' });

/**
 * The loss with other parameters, from the scores: a probability too small for a number would make it infinite.
 * @param {Lens} lens @param {Float32Array} parameters @param {Subject[]} digits
 * @returns {number} the mean
 */
function lossWith(lens, parameters, digits) {
  const { network, model } = lens;
  if (!network || !model) throw new Error('There is no network.');
  network.setParameters(parameters);
  try {
    const losses = digits.map(({ ink, label }) => {
      const { logits } = network.activate(ink);
      const most = Math.max(...logits);
      return most + Math.log(sum(logits.map((z) => Math.exp(z - most)))) - logits[Number(label)];
    });
    return sum(losses) / losses.length;
  } finally {
    network.setParameters(model.parameters);
  }
}

/** @param {ArrayLike<number>} values */
const sum = (values) => Array.from(values).reduce((a, b) => a + b, 0);

/** The gradient of one weight of the last layer. @param {Traced} traced @param {number} from @param {number} to */
function gradientOf({ layers }, from, to) {
  const { dw, output } = layers[layers.length - 1];
  return dw[from * output.channels + to];
}

/**
 * @param {Lens} lens focused on a network that ends in a dense layer
 * @param {Subject[]} digits with their labels
 * @returns {Promise<Example>}
 */
export async function exampleOf(lens, digits) {
  const labeled = /** @type {Example['subject'][]} */ (
    digits.filter(({ label }) => label !== null)
  );
  const traces = await Promise.all(labeled.map(({ ink, label }) => lens.trace(ink, label)));
  const distance = (/** @type {number} */ i) => Math.abs(traces[i].loss - UNSURE);
  const all = [...labeled.keys()];
  const at = all.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  const { label } = labeled[at];
  const traced = traces[at];
  const last = traced.layers[traced.layers.length - 1];
  const neuron = last.x.reduce((most, value, i) => (value > last.x[most] ? i : most), 0);
  // In the batch, another digit pulls the same weight as hard as possible.
  const pull = (/** @type {number} */ i) =>
    labeled[i].label === label ? 0 : Math.abs(gradientOf(traces[i], neuron, label));
  const second = all.reduce((a, b) => (pull(b) > pull(a) ? b : a));
  const gradient = gradientOf(traced, neuron, label);
  const other = gradientOf(traces[second], neuron, label);
  const weight = last.weights[neuron * last.output.channels + label];
  return {
    subject: labeled[at],
    traced,
    others: labeled.filter((_, i) => i !== at),
    figures: {
      digit: { value: label, unit: 'word' },
      otherDigit: { value: labeled[second].label, unit: 'word' },
      neuron: { value: neuron + 1, unit: 'word' },
      score: plain(traced.logits[label]),
      probability: plain(traced.probabilities[label]),
      loss: plain(traced.loss),
      delta: plain(last.dy[label]),
      activation: plain(last.x[neuron]),
      weight: plain(weight),
      gradient: plain(gradient),
      other: plain(other),
      mean: plain((gradient + other) / 2),
      rate: plain(RATE),
      updated: plain(weight - RATE * gradient),
      others: { value: labeled.length - 1, unit: 'count' },
    },
  };
}

/**
 * What one step of gradient descent on the example does, for each learning rate: the loss it promises (linear
 * in the rate), the loss it gets, and the mean loss of the other digits. In copies.
 * @param {Lens} lens @param {Example} example @param {number[]} rates
 * @returns {Figures}
 */
export function nudged(lens, { subject, traced, others }, rates) {
  const { parameters } = /** @type {import('../inkling/index.js').Model} */ (lens.model);
  const gradients = traced.layers.flatMap(({ dw, db }) => [dw, db]);
  const slope = sum(gradients.map((gradient) => sum(gradient.map((value) => value * value))));
  /** @type {Figures} */
  const figures = { before_others: plain(lossWith(lens, parameters, others)) };
  rates.forEach((rate, i) => {
    const after = parameters.slice();
    let at = 0;
    for (const gradient of gradients) {
      for (const value of gradient) after[at++] -= rate * value;
    }
    figures[`step${i}_rate`] = plain(rate);
    figures[`step${i}_promised`] = plain(traced.loss - rate * slope);
    figures[`step${i}_loss`] = plain(lossWith(lens, after, [subject]));
    figures[`step${i}_others`] = plain(lossWith(lens, after, others));
  });
  return figures;
}
