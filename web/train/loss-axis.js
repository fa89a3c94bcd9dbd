/** Where the axis of a logarithmic scale has its ticks. */

/**
 * Ticks at 1, 2, and 5 times powers of ten; if those are too many, only at powers of ten, or some of
 * them. uPlot's own come to no end on a range that does not begin at a power of ten.
 * @param {number} min @param {number} max @param {number} most ticks that there is room for
 */
export function logTicks(min, max, most) {
  /** @param {number[]} factors @param {number} step between the exponents */
  const ticksAt = (factors, step) => {
    const ticks = [];
    for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++) {
      if (power % step) continue;
      for (const times of factors) ticks.push(Number(`${times}e${power}`));
    }
    return ticks.filter((tick) => tick >= min && tick <= max);
  };
  let ticks = ticksAt([1, 2, 5], 1);
  for (let step = 1; ticks.length > most && step <= 3; step++) ticks = ticksAt([1], step);
  return ticks;
}
