/** Opens a lesson over the page, and puts the page back when the learner leaves it. */
import { browserNote } from '../storage/notes.js';
import { find } from '../ui/dom.js';
import { lateStyle } from '../ui/late-style.js';
import { Bench } from './bench.js';
import { addressOf, LESSONS, loadSteps, loadTexts } from './library.js';
import { Player } from './player.js';
import { LessonView } from './view.js';

/** @typedef {import('../app/page.js').Page} Page */

/** The ids of finished lessons. */
const finished = browserNote('inkling lessons done');

export const finishedLessons = () => (finished.get() ?? '').split(' ').filter(Boolean);

/** @param {string} id */
function finish(id) {
  finished.set([...new Set([...finishedLessons(), id])].join(' '));
}

/** Ends the open lesson. @type {(() => void) | null} */
let close = null;

/** @param {string} hash */
function setAddress(hash) {
  history.replaceState(null, '', location.pathname + location.search + hash);
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
  const following = LESSONS[at + 1];
  const [lesson, texts, nextTexts] = await Promise.all([
    loadSteps(id),
    loadTexts(id),
    following && loadTexts(following.id),
    lateStyle('panels.css'),
  ]);
  close?.();
  const bench = new Bench(page);
  await bench.begin();
  const address = location.hash;
  setAddress(addressOf(id));
  const player = new Player(lesson, bench);
  const leave = () => {
    close?.();
    page.openPanel('lessons');
  };
  const view = new LessonView(
    { player, texts, bench },
    { leave, next: () => startLesson(page, following.id), nextTitle: nextTexts?.title ?? '' },
  );
  player.addEventListener('step', () => {
    if (!player.step) finish(id);
  });
  find(document, 'main').prepend(view.element);
  view.title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  close = () => {
    close = null;
    view.element.remove();
    delete document.body.dataset.lesson;
    bench.end();
    setAddress(address);
  };
}
