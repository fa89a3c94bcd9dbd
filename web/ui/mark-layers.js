/**
 * Marks a list of layers in a text as English, for screen readers and hyphenation.
 * @param {string} text @param {string} layers as they stand in the text
 * @returns {(string | Node)[]} the text, with the list in an element
 */
export function markLayers(text, layers) {
  const at = text.indexOf(layers);
  if (!layers || at < 0) return [text];
  const list = Object.assign(document.createElement('span'), { lang: 'en', textContent: layers });
  return [text.slice(0, at), list, text.slice(at + layers.length)];
}
