/** "Lessons": the list of lessons with their times, and notes for teachers. */
import { formatDuration, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { addressOf, LESSONS, loadTexts } from './library.js';
import { finishedLessons, startLesson } from './start.js';
import './words.js';

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  host.classList.add('lessons');
  const message = element('p', { class: 'note', role: 'status' });
  const list = element('ol', { class: 'list', 'data-testid': 'lessons-list' });
  host.append(
    element('p', { class: 'explain' }, t('lessons.intro')),
    message,
    list,
    element('h3', {}, t('lessons.teachers')),
    element('p', { class: 'explain' }, t('lessons.teachersText')),
  );

  /** @param {string} id */
  const start = (id) =>
    startLesson(page, id).catch(() => {
      message.textContent = t('panels.notLoaded');
    });

  /** @param {{ id: string, minutes: number }} lesson @param {import('./lesson.js').Texts} texts */
  const entry = ({ id, minutes }, { title, about }) => {
    const link = element(
      'a',
      { href: addressOf(id), 'data-testid': `lessons-open-${id}` },
      element('b', {}, title),
      element('span', { class: 'about' }, about),
      element('span', { class: 'time' }, formatDuration(minutes * 60)),
      element('span', { class: 'done', hidden: '' }, t('lessons.done')),
    );
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in another tab
      event.preventDefault();
      start(id);
    });
    return element('li', {}, link);
  };

  const show = async () => {
    if (!list.firstChild) {
      try {
        const texts = await Promise.all(LESSONS.map(({ id }) => loadTexts(id)));
        list.replaceChildren(...LESSONS.map((lesson, i) => entry(lesson, texts[i])));
        message.textContent = '';
      } catch {
        message.textContent = t('panels.notLoaded');
        return;
      }
    }
    const done = finishedLessons(page);
    LESSONS.forEach(({ id }, i) => {
      const mark = list.children[i].querySelector('.done');
      mark?.toggleAttribute('hidden', !done.includes(id));
    });
  };
  if (page.lesson) start(page.lesson);
  page.lesson = '';
  return {
    update() {
      show();
    },
  };
}
