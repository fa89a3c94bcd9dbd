/**
 * Scrolls until a stretch of the page is in sight, or as much of it as fits, from its start. On a phone,
 * an answer may appear below the screen.
 * @param {HTMLElement} first @param {HTMLElement} [last] where the stretch ends
 */
export function reveal(first, last = first) {
  last.scrollIntoView({ block: 'nearest' });
  first.scrollIntoView({ block: 'nearest' });
}
