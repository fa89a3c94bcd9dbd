/** From numbers of any range to gray levels. One range holds for a whole file, not for an image. */

/**
 * @typedef {object} Scale value x becomes x * factor + offset
 * @property {number} factor
 * @property {number} offset
 * @property {number} low the smallest value allowed
 * @property {number} high the largest
 */

/** Ranges in use, smallest first: 0 to 1, 4 bits as in optdigits, 8, 10, 12, and 16 bits. */
const HIGHS = [1, 16, 255, 1023, 4095, 65_535];
/** A few rows beyond the range are faults, not evidence of another range. */
const MOST = 0.75;

/**
 * @param {{ low: number, high: number }[]} images the extremes of a sample of images
 * @returns {Scale}
 */
export function scaleOf(images) {
  const lows = images.map(({ low }) => low).sort((a, b) => a - b);
  const highs = images.map(({ high }) => high).sort((a, b) => a - b);
  const index = Math.floor((images.length - 1) * MOST);
  const high = highs[index] ?? 255;
  const low = lows[images.length - 1 - index] ?? 0;
  if (low >= 0) {
    const top = HIGHS.find((one) => high <= one) ?? high;
    // Anti-aliasing may overshoot a little.
    return { factor: 255 / top, offset: 0, low: 0, high: top <= 1 ? top * 1.02 : top };
  }
  if (low >= -1.02 && high <= 1.02) return { factor: 127.5, offset: 127.5, low: -1.05, high: 1.05 };
  if (low >= -128 && high <= 127 && high > 16)
    return { factor: 1, offset: 128, low: -128, high: 127 };
  // Standardized values: the extremes of all images are black and white.
  const [bottom, top] = [lows[0], highs[highs.length - 1]];
  const factor = 255 / (top - bottom || 1);
  return { factor, offset: -bottom * factor, low: -Infinity, high: Infinity };
}

/** @param {number} value */
const clamp = (value) => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

/** The gray level of a value, or -1 if it is out of range. @param {number} value @param {Scale} scale */
export const grayOf = (value, { factor, offset, low, high }) =>
  value >= low && value <= high ? clamp(value * factor + offset) : -1;

/** @param {ArrayLike<number>} values */
export function extremesOf(values) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return { low, high };
}

/**
 * How the numbers of one image are arranged.
 * @typedef {object} Shape
 * @property {number} height
 * @property {number} width
 * @property {number} channels 1, 3, or 4
 * @property {boolean} [planar] whole channels one after another, not pixel by pixel
 */

/** A smaller picture shows nothing: such rows are features. */
export const MIN_SIDE = 8;

/** The shape of a square image with this many values, of one channel or three. @param {number} count @returns {Shape | null} */
export function squareOf(count) {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(count / channels);
    if (Number.isInteger(side) && side >= MIN_SIDE && side <= 4096)
      return { height: side, width: side, channels };
  }
  return null;
}

/** Whether colors lie plane by plane, as in CIFAR: neighbors are then more alike than channels. @param {Uint8Array} values @param {Shape} shape */
export function isPlanar(values, { height, width, channels }) {
  if (channels === 1) return false;
  const plane = height * width;
  let byPixel = 0;
  let byPlane = 0;
  for (let i = 0; i < plane; i++) {
    byPixel += Math.abs(values[i * channels] - values[i * channels + 1]);
    byPlane += Math.abs(values[i] - values[plane + i]);
  }
  return byPlane < byPixel;
}

/** Gray levels of an image, by luma. @param {Uint8Array} values @param {Shape} shape @param {Uint8Array} target */
export function toGray(values, { height, width, channels, planar }, target) {
  const plane = height * width;
  if (channels === 1) {
    target.set(values.subarray(0, plane));
    return;
  }
  const [step, next] = planar ? [1, plane] : [channels, 1];
  for (let i = 0; i < plane; i++) {
    const at = i * step;
    target[i] = (77 * values[at] + 150 * values[at + next] + 29 * values[at + 2 * next] + 128) >> 8;
  }
}

/** @param {number[]} values */
export const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);
