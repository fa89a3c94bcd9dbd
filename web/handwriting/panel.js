/** "Your handwriting": collects the visitor's digits and symbols, and trains networks on them. */
import { CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { Collection } from './collection.js';
import { Learning } from './learning.js';
import { Lesson } from './lesson.js';
import './words.js';

/** @param {HTMLElement} host @param {import('../app/page.js').Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  const { teaching } = page;
  host.classList.add('handwriting');
  const { samples } = teaching;
  const digits = {
    id: 'own',
    title: t('handwriting.collection'),
    none: t('handwriting.none'),
    useHelp: t('handwriting.useHelp'),
    datasetName: t('handwriting.name'),
    file: 'inkling-my-digits.zip',
    labels: () => [...Array(CLASSES).keys()],
    nameOf: String,
    nameless: t('correction.none'),
    import: async (
      /** @type {typeof import('./archiving.js')} */ code,
      /** @type {Blob} */ file,
    ) => {
      const { samples: found } = await code.readArchive(file, 'digits');
      await samples.put(found);
      return found.length;
    },
  };
  const learning = new Learning(teaching);
  // Of a whole lesson, the third drawing of each digit is held out, so it can say what it gained.
  const lesson = new Lesson(teaching, () => {
    learning.start();
    learning.element.scrollIntoView({ block: 'nearest' });
  });
  /** @type {{ element: HTMLElement, show: () => void }[]} */
  const parts = [lesson, learning, new Collection(samples, digits, page.datasets)];
  const symbols = element('section', {});
  host.append(...parts.map((part) => part.element), symbols);
  const show = () => {
    for (const part of parts) part.show();
  };
  const showIfOpen = () => {
    if (host.closest('details')?.open) show();
  };
  teaching.addEventListener('change', showIfOpen);
  teaching.samples.addEventListener('change', showIfOpen);
  import('./symbols/section.js').then(
    ({ SymbolSection }) => {
      const section = new SymbolSection(page);
      parts.push(section);
      symbols.replaceWith(section.element);
      host.prepend(section.link);
      section.show();
    },
    () => {
      symbols.textContent = t('panels.notLoaded');
    },
  );
  return { update: show };
}
