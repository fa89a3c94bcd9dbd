/** The address of a lesson: #lesson=<id>. */

/**
 * The lesson in the address, and takes it out, so that the page starts with the visitor's own settings.
 * @returns {string} '' if there is none
 */
export function takeLesson() {
  const lesson = new URLSearchParams(location.hash.slice(1)).get('lesson') ?? '';
  if (lesson) history.replaceState(null, '', location.pathname + location.search);
  return lesson;
}
