/**
 * A diverging palette: orange below zero, the page's background at zero, blue above. Orange and blue
 * are distinguishable with all common kinds of color blindness.
 */

/** @typedef {[number, number, number]} Color red, green and blue, 0 to 255 */

/** @type {Record<'light' | 'dark', { minus: Color, zero: Color, plus: Color }>} */
const PALETTES = {
  light: { minus: [190, 80, 0], zero: [250, 250, 253], plus: [22, 70, 190] },
  dark: { minus: [255, 160, 70], zero: [18, 20, 34], plus: [120, 165, 255] },
};

export const dark = matchMedia('(prefers-color-scheme: dark)');

/** The largest absolute value. @param {ArrayLike<number>} values */
export function maxAbs(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/**
 * Paints numbers as colors, one pixel each.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {(row: number, column: number) => number} value
 * @param {number} scale the absolute value shown in full color
 */
export function paintValues(canvas, width, height, value, scale) {
  const { minus, zero, plus } = PALETTES[dark.matches ? 'dark' : 'light'];
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const picture = context.createImageData(width, height);
  for (let p = 0; p < width * height; p++) {
    const share = scale > 0 ? value(Math.floor(p / width), p % width) / scale : 0;
    const end = share < 0 ? minus : plus;
    const amount = Math.min(Math.abs(share), 1);
    for (let c = 0; c < 3; c++) picture.data[4 * p + c] = zero[c] + amount * (end[c] - zero[c]);
    picture.data[4 * p + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
}
