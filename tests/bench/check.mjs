/** Checks that the contenders did the same work. */

const LOSS_TOLERANCE = 1e-3; // relative; summation order differs
const PROBABILITY_TOLERANCE = 1e-4;

/**
 * Compares the loss at every step with that of the first contender on the same minibatches.
 * @param {{name: string, trains?: string, losses: number[]}[]} contenders
 */
export function checkLosses(contenders) {
  let worst = 0;
  let text = '';
  for (const order of ['same', 'shuffled']) {
    const [first, ...others] = contenders.filter(({ trains }) => trains === order);
    for (const { name, losses } of others) {
      // Slow contenders run fewer minibatches.
      for (const [i, expected] of first.losses.slice(0, losses.length || 1).entries()) {
        const difference = Math.abs(losses[i] - expected) / expected;
        if (difference <= worst) continue;
        // NaN compares false above, so it gets here, too.
        worst = Number.isNaN(difference) ? Infinity : difference;
        text = `worst ${worst.toExponential(1)}, ${name} against ${first.name} in step ${i + 1}`;
      }
    }
  }
  const ok = worst <= LOSS_TOLERANCE;
  return { ok, worst, text: `Losses ${ok ? 'agree' : 'DO NOT AGREE'}: ${text}.` };
}

/** @param {{name: string, probabilities: number[]}[]} contenders */
export function checkProbabilities([first, ...others]) {
  let worst = 0;
  let text = 'nothing to compare with';
  for (const { name, probabilities } of others) {
    for (const [i, expected] of first.probabilities.entries()) {
      const difference = Math.abs(probabilities[i] - expected);
      if (difference <= worst) continue;
      worst = Number.isNaN(difference) ? Infinity : difference;
      text = `worst ${worst.toExponential(1)}, ${name} against ${first.name}`;
    }
  }
  const ok = worst <= PROBABILITY_TOLERANCE;
  return { ok, worst, text: `Predictions ${ok ? 'agree' : 'DO NOT AGREE'}: ${text}.` };
}
