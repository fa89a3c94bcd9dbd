/** Which classes of a dataset are trained on, where there are more than a network can have outputs. */
import { chosenOf } from '../data/training-on.js';
import { MAX_CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';

/**
 * @param {import('../data/library.js').StoredDataset} dataset
 * @param {(chosen: number[]) => void} changed
 * @returns {HTMLElement[]}
 */
export function createClassChoice(dataset, changed) {
  const { classes, chosen: some } = dataset;
  // An older version of the page had fewer outputs: its choice can be widened.
  if (classes.length <= MAX_CLASSES && !some) return [];
  const before = new Set(chosenOf(dataset));
  const count = element('p', { role: 'status' });
  const ticks = classes.map((name, number) => {
    const tick = element('input', { type: 'checkbox', value: String(number) });
    tick.checked = before.has(number);
    return { tick, label: element('label', { title: name }, tick, element('span', {}, name)) };
  });
  const chosen = () => ticks.flatMap(({ tick }, number) => (tick.checked ? [number] : []));
  const show = () => {
    const { length } = chosen();
    count.textContent = t('import.chosenCount', { count: length, most: MAX_CLASSES });
    for (const { tick } of ticks) {
      // One class alone can't be told from another.
      tick.disabled = tick.checked ? length <= 2 : length >= MAX_CLASSES;
    }
  };
  show();
  const box = element(
    'fieldset',
    { class: 'choose-classes', 'data-testid': 'bring-choose-classes' },
    element('legend', {}, t('import.classes')),
    element('p', {}, t('import.mostOutputs', { count: classes.length, most: MAX_CLASSES })),
    element('div', {}, ...ticks.map(({ label }) => label)),
    count,
  );
  box.addEventListener('change', () => {
    show();
    changed(chosen());
  });
  return [box];
}
