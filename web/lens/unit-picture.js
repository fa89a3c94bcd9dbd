/** A picture of numbers that belong to the inputs of one unit: its weights, its input, their products. */

import { maxAbs, paintValues } from './palette.js';

/**
 * The part of a layer's input that one output sees.
 * @param {import('./lens.js').LayerView} layer with weights
 */
export const fieldOf = ({ kernel, input }) => ({ ...kernel, channels: input.channels });

/**
 * Paints one tile per channel, arranged in a square. Neurons count as channels with a single value.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values [height][width][channels]
 * @param {import('./lens.js').Shape} shape
 */
export function paintField(canvas, values, { height, width, channels }) {
  const across = Math.ceil(Math.sqrt(channels));
  const down = Math.ceil(channels / across);
  const apart = height * width > 1 && channels > 1 ? 1 : 0;
  const [stepRow, stepColumn] = [height + apart, width + apart];
  paintValues(
    canvas,
    across * stepColumn - apart,
    down * stepRow - apart,
    (row, column) => {
      const [r, c] = [row % stepRow, column % stepColumn];
      const channel = Math.floor(row / stepRow) * across + Math.floor(column / stepColumn);
      if (r >= height || c >= width || channel >= channels) return 0;
      return values[(r * width + c) * channels + channel];
    },
    maxAbs(values),
  );
}
