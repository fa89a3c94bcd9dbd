/** @param {string} tag as of a browser: 'de-AT' */
export const primary = (tag) => tag.toLowerCase().split('-')[0];

/**
 * The language of the page that suits a visitor; English where none does.
 * @param {string[]} tags of the page's languages
 * @param {(string | null)[]} wishes tags, the strongest first
 */
export function wantedLanguage(tags, wishes) {
  for (const wish of wishes) {
    const wanted = String(wish).toLowerCase();
    const close = tags.filter((tag) => primary(tag) === primary(wanted));
    const known = close.find((tag) => tag.toLowerCase() === wanted) || close[0];
    if (known) return known;
  }
  return 'en';
}
