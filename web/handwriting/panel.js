/** The visitor's own digits: asked for, learned from, kept, and taken along. */
import { Collection } from './collection.js';
import { Learning } from './learning.js';
import { Lesson } from './lesson.js';
import './words.js';

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const teaching = /** @type {import('./teaching.js').Teaching} */ (page.teaching);
  host.classList.add('own');
  const views = [
    new Lesson(host, teaching),
    new Learning(host, teaching, page),
    new Collection(host, teaching),
  ];
  const show = () => {
    for (const view of views) view.show();
  };
  teaching.addEventListener('change', show);
  teaching.samples.addEventListener('change', show);
  return { update: show };
}
