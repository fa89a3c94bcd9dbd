/** "Your handwriting": collects the visitor's digits, and adapts the network to them. */
import { Collection } from './collection.js';
import { Learning } from './learning.js';
import { Lesson } from './lesson.js';
import './words.js';

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const { teaching } = page;
  host.classList.add('handwriting');
  const parts = [
    new Lesson(teaching),
    new Learning(teaching),
    new Collection(teaching, page.datasets),
  ];
  host.append(...parts.map((part) => part.element));
  const show = () => {
    for (const part of parts) part.show();
  };
  const showIfOpen = () => {
    if (host.closest('details')?.open) show();
  };
  teaching.addEventListener('change', showIfOpen);
  teaching.samples.addEventListener('change', showIfOpen);
  return { update: show };
}
