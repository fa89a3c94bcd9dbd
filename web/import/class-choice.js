/** Lets the visitor pick classes to train on when a dataset has more than a network has outputs. */
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
  const { classes, chosen: selection } = dataset;
  // Older versions of the page allowed fewer outputs, so an existing selection may be extended.
  if (classes.length <= MAX_CLASSES && !selection) return [];
  const selected = new Set(chosenOf(dataset));
  const count = element('p', { role: 'status' });
  const boxes = classes.map((name, number) => {
    const checkbox = element('input', { type: 'checkbox', value: String(number) });
    checkbox.checked = selected.has(number);
    return {
      checkbox,
      label: element('label', { title: name }, checkbox, element('span', {}, name)),
    };
  });
  const chosen = () => boxes.flatMap(({ checkbox }, number) => (checkbox.checked ? [number] : []));
  const show = () => {
    const { length } = chosen();
    count.textContent = t('import.chosenCount', { count: length, most: MAX_CLASSES });
    for (const { checkbox } of boxes) {
      // A classifier needs at least two classes.
      checkbox.disabled = checkbox.checked ? length <= 2 : length >= MAX_CLASSES;
    }
  };
  show();
  const fieldset = element(
    'fieldset',
    { class: 'choose-classes', 'data-testid': 'bring-choose-classes' },
    element('legend', {}, t('import.classes')),
    element('p', {}, t('import.mostOutputs', { count: classes.length, most: MAX_CLASSES })),
    element('div', {}, ...boxes.map(({ label }) => label)),
    count,
  );
  fieldset.addEventListener('change', () => {
    show();
    changed(chosen());
  });
  return [fieldset];
}
