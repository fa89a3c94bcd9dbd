/**
 * Passes positions and sizes to the style sheet as custom properties.
 * @param {HTMLElement} host @param {Record<string, number>} pixels
 */
export function setPixels(host, pixels) {
  for (const [name, value] of Object.entries(pixels)) {
    host.style.setProperty(`--${name}`, String(Math.round(value)));
  }
}
