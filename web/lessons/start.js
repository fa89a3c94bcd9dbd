/** Opens a lesson over the page, and puts the page back when the learner leaves it. */

import { pause } from '../messenger/slices.js';
import { find } from '../ui/dom.js';
import { Bench } from './bench.js';
import { addressOf, LESSONS, loadSteps, loadTexts } from './library.js';
import { Player } from './player.js';
import { LessonView } from './view.js';

/** @typedef {import('../app/page.js').Page} Page */

/**
 * The open lesson, and the entry in the browser's history that comes back after it.
 * @type {{ bench: Bench, view: LessonView, entry: { state: unknown, address: string } } | null}
 */
let open = null;

/** Whether one is being opened. */
let opening = false;

/** The ids of finished lessons. @param {Page} page */
export const finishedLessons = ({ lessonsDone }) => (lessonsDone.get() ?? '').split(' ');

/** @param {Page} page @param {string} id */
function finish(page, id) {
  page.lessonsDone.set([...new Set([...finishedLessons(page), id])].join(' '));
  page.emit('lesson', id);
}

/** Leaves the lesson, and puts the page back. @param {Page} page */
function leave(page) {
  if (!open) return;
  const { bench, view, entry } = open;
  open = null;
  view.element.remove();
  delete document.body.dataset.lesson;
  bench.end();
  history.replaceState(entry.state, '', entry.address);
  page.openPanel('lessons');
}

/**
 * @param {Page} page
 * @param {string} id of a lesson; the list of lessons opens if there is no such lesson
 * @returns {Promise<void>} rejected if its files can't be loaded
 */
export async function startLesson(page, id) {
  const at = LESSONS.findIndex((lesson) => lesson.id === id);
  if (at < 0) {
    page.openPanel('lessons');
    return;
  }
  if (opening) return; // a double click
  opening = true;
  try {
    await show(page, id, LESSONS[at + 1]?.id);
  } finally {
    opening = false;
  }
}

/** @param {Page} page @param {string} id @param {string} [next] id of the lesson that follows */
async function show(page, id, next) {
  const [lesson, texts, nextTexts] = await Promise.all([
    loadSteps(id),
    loadTexts(id),
    next && loadTexts(next),
  ]);
  // From one lesson to the next, the page's training stays on loan.
  const bench = open?.bench ?? new Bench(page);
  await bench.begin();
  await pause(0); // what follows is a task of its own
  const entry = open?.entry ?? { state: history.state, address: location.href };
  open?.view.element.remove();
  // A place would hide the picture of the network. Its entry in the history becomes the lesson's.
  page.openPanel('');
  history.replaceState(null, '', location.pathname + location.search + addressOf(id));
  const player = new Player(lesson, bench);
  const view = new LessonView(
    { player, texts, bench },
    {
      leave: () => leave(page),
      next: () => next && startLesson(page, next).catch(() => leave(page)),
      nextTitle: nextTexts ? nextTexts.title : '',
    },
  );
  player.addEventListener('step', () => {
    if (!player.step) finish(page, id);
  });
  open = { bench, view, entry };
  find(document, 'main').prepend(view.element);
  window.scrollTo(0, 0);
  view.title.focus({ preventScroll: true });
}
