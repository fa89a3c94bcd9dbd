/** "Your handwriting": collects the visitor's digits, and adapts the network to them. */
import { Collection } from './collection.js';
import { Learning } from './learning.js';
import { Lesson } from './lesson.js';
import './words.js';

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const { teaching } = page;
  host.classList.add('handwriting');
  const views = [
    new Lesson(host, teaching),
    new Learning(host, teaching),
    new Collection(host, teaching, page.datasets),
  ];
  const show = () => {
    for (const view of views) view.show();
  };
  const showIfOpen = () => {
    if (host.closest('details')?.open) show();
  };
  teaching.addEventListener('change', showIfOpen);
  teaching.samples.addEventListener('change', showIfOpen);
  return { update: show };
}
