/** @param {string} tag as of a browser: 'de-AT' */
export const primary = (tag) => tag.toLowerCase().split('-')[0];

/**
 * The language of the page that suits a visitor; English where none does.
 * @param {string[]} tags of the page's languages
 * @param {(string | null)[]} wishes tags, the strongest first
 */
export function wantedLanguage(tags, wishes) {
  /** @param {string | null} wish */
  const known = (wish) => {
    const wanted = wish?.toLowerCase() ?? '';
    return (
      tags.find((tag) => tag.toLowerCase() === wanted) ??
      tags.find((tag) => primary(tag) === primary(wanted))
    );
  };
  return wishes.map(known).find(Boolean) ?? 'en';
}
