/** The primary subtag. @param {string} tag a browser's: "de-AT" */
export const primary = (tag) => tag.toLowerCase().split('-')[0];

/**
 * The supported language that best matches the preferences; English if none does.
 * @param {string[]} tags of the page's languages
 * @param {(string | null)[]} wishes preferred tags, best first
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
