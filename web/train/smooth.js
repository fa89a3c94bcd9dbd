/**
 * An exponential moving average that shows the trend of a noisy curve. It is bias-corrected: it
 * starts at the first value, not at zero.
 * @param {(number | null)[]} values null where nothing was measured
 * @param {number} weight of the previous average, 0 to below 1
 */
export function smooth(values, weight) {
  let sum = 0;
  let weights = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return value;
    sum = weight * sum + (1 - weight) * value;
    weights = weight * weights + (1 - weight);
    return sum / weights;
  });
}
