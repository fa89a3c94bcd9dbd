/** The colors of the picture, as numbers to mix. */

/**
 * @typedef {[number, number, number]} Color red, green, blue
 * @typedef {Record<keyof typeof COLORS, Color>} Colors
 */

/** CSS custom properties by name. */
const COLORS = /** @type {const} */ ({
  tile: '--stage-tile',
  edge: '--stage-edge',
  for: '--stage-for',
  against: '--stage-against',
  spark: '--stage-spark',
  ink: '--ink',
  accent: '--accent',
  accentText: '--accent-text',
  text: '--text',
  muted: '--muted',
  surface: '--surface',
});

/**
 * A color of any notation that CSS has.
 * @param {CanvasRenderingContext2D} context parses it @param {string} text @returns {Color}
 */
export function parseColor(context, text) {
  context.fillStyle = text.trim();
  const [, ...parts] = /^#(..)(..)(..)/.exec(String(context.fillStyle)) ?? ['', '0', '0', '0'];
  return /** @type {Color} */ (parts.map((part) => Number.parseInt(part, 16)));
}

/** @param {CanvasRenderingContext2D} context parses them @param {CSSStyleDeclaration} style @returns {Colors} */
export const readColors = (context, style) =>
  /** @type {Colors} */ (
    Object.fromEntries(
      Object.entries(COLORS).map(([name, property]) => [
        name,
        parseColor(context, style.getPropertyValue(property)),
      ]),
    )
  );

/** @param {Color} color @param {number} alpha */
export const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;

/** @param {Color} a @param {Color} b @param {number} share @returns {Color} */
export const mix = (a, b, share) =>
  /** @type {Color} */ (a.map((value, i) => Math.round(value + share * (b[i] - value))));
