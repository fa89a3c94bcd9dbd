/** The address of a lesson: #lesson=<id>. */

/**
 * Takes the lesson out of the address, so that the page starts with the visitor's own settings.
 * @returns {string} its id; '' if there is none
 */
export function takeLesson() {
  const [, lesson = ''] = /^#lesson=(.+)/.exec(location.hash) ?? [];
  if (lesson) history.replaceState(null, '', location.pathname + location.search);
  return lesson;
}
