/**
 * An exponential moving average, so that a noisy curve shows where it goes. It begins with the
 * first value, not with zero.
 * @param {(number | null)[]} values null where nothing was measured
 * @param {number} weight 0 to below 1: how much of the average before stays in the next
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
