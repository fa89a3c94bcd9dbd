/** Renames an imported dataset, and renames, merges, and leaves out its classes. The images stay as they are. */
import { chosenOf, MIN_CLASSES, namesOf, outputsOf } from '../data/training-on.js';
import { MAX_CLASSES } from '../inkling/index.js';
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { cleanName } from './evidence/names.js';

/**
 * @typedef {import('../data/library.js').StoredDataset} StoredDataset
 * @typedef {Pick<StoredDataset, 'name' | 'names' | 'chosen'>} Edits
 */

const LONGEST_NAME = 100;

/** @param {StoredDataset} dataset @param {Edits} edits all that differ from the dataset as it was read */
export function applyEdits(dataset, edits) {
  delete dataset.names;
  delete dataset.chosen;
  Object.assign(dataset, edits);
}

/** @param {string} value @param {Record<string, string>} [attributes] */
const textInput = (value, attributes) =>
  element('input', { type: 'text', value, maxlength: `${LONGEST_NAME}`, ...attributes });

/**
 * @param {StoredDataset} dataset
 * @param {(name: string) => string} unusedName the name, or a similar one that no other dataset has
 * @param {(edits: Edits) => void} changed
 */
export function createEditor(dataset, unusedName, changed) {
  const { classes } = dataset;
  const name = textInput(dataset.name, { 'data-testid': 'bring-name' });

  const count = element('p', { role: 'status' });
  const rows = classes.map((label, number) => {
    const shown = namesOf(dataset)[number];
    const checkbox = element('input', {
      type: 'checkbox',
      value: `${number}`,
      'aria-label': shown,
    });
    const text = textInput(shown, { 'aria-label': t('import.className', { name: label }) });
    return { checkbox, text, element: element('div', { class: 'row' }, checkbox, text) };
  });
  /** @returns {Edits} only what differs from the dataset as it was read */
  const edits = () => {
    const names = rows.map(({ text }) => text.value);
    const chosen = rows.flatMap(({ checkbox }, number) => (checkbox.checked ? [number] : []));
    return {
      name: name.value,
      ...(names.some((one, i) => one !== classes[i]) ? { names } : {}),
      ...(chosen.length < rows.length ? { chosen } : {}),
    };
  };
  const show = () => {
    const { used } = outputsOf({ classes, ...edits() });
    count.textContent = t('import.chosenCount', { count: used.length, most: MAX_CLASSES });
    for (const { checkbox, text } of rows) {
      const isLast = used.length <= MIN_CLASSES && checkbox.checked;
      const isMore = used.length >= MAX_CLASSES && !used.includes(text.value);
      checkbox.disabled = isLast || (isMore && !checkbox.checked);
      checkbox.ariaLabel = text.value;
    }
  };
  const chosen = new Set(chosenOf(dataset));
  for (const [number, { checkbox }] of rows.entries()) checkbox.checked = chosen.has(number);
  show();

  const needsChoice = new Set(namesOf(dataset)).size > MAX_CLASSES;
  const fieldset = element(
    'fieldset',
    { class: 'choose-classes', 'data-testid': 'bring-choose-classes' },
    element('legend', {}, t('import.classes')),
    ...(needsChoice
      ? [element('p', {}, t('import.mostOutputs', { count: classes.length, most: MAX_CLASSES }))]
      : []),
    element('p', {}, t('import.editHint')),
    element('div', {}, ...rows.map((row) => row.element)),
    count,
  );
  const editor = element(
    'details',
    { class: 'edit', 'data-testid': 'bring-edit' },
    element('summary', {}, t('import.edit')),
    element('label', { class: 'name' }, t('import.datasetName'), name),
    fieldset,
  );
  editor.open = needsChoice;
  editor.addEventListener('change', ({ target }) => {
    if (target === name) name.value = unusedName(cleanName(name.value) || dataset.name);
    const renamed = rows.findIndex(({ text }) => text === target);
    if (renamed >= 0) {
      const { text } = rows[renamed];
      text.value = cleanName(text.value) || classes[renamed];
    }
    show();
    changed(edits());
  });
  return editor;
}
