/**
 * Marks layers in a text as English and left to right, for screen readers, hyphenation, and right-to-left
 * languages.
 * @param {string} text @param {string} [layers] one or a list, as written in the text
 * @returns {(string | Node)[]} the text, with the layers in an element
 */
export function markLayers(text, layers = '') {
  // The last: a layer such as "relu" may occur in the words, too.
  const at = layers ? text.lastIndexOf(layers) : -1;
  if (at < 0) return [text];
  const marked = document.createElement('span');
  Object.assign(marked, { dir: 'ltr', lang: 'en', textContent: layers });
  return [text.slice(0, at), marked, text.slice(at + layers.length)];
}
