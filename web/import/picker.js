/** Buttons and a drop zone for files, and options for how to read their ink. */

import { PIXELS, SIDE } from '../inkling/index.js';
import { formatShape, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { pickedFiles, pickFolder } from './files.js';
import { FORMATS } from './formats/index.js';

/**
 * @typedef {import('../inkling/pictures.js').Polarity} Polarity
 * @typedef {import('../inkling/pictures.js').Framing} Framing
 * @typedef {import('./orientation.js').Orientation | 'detect'} Orientation
 * @typedef {import('./files.js').Input} Input
 */

/** Placeholders of the texts: the size of an image, and the width of a row that holds one. */
const values = () => ({ size: formatShape({ height: SIDE, width: SIDE }), width: PIXELS });

/**
 * The options and their texts.
 * @type {{
 *   polarity: Record<Polarity, import('../text/index.js').Key>,
 *   framing: Record<Framing, import('../text/index.js').Key>,
 *   orientation: Record<Orientation, import('../text/index.js').Key>,
 * }}
 */
const CHOICES = {
  polarity: {
    detect: 'import.polarity_detect',
    alpha: 'import.polarity_alpha',
    dark: 'import.polarity_dark',
    light: 'import.polarity_light',
  },
  framing: {
    detect: 'import.framing_detect',
    keep: 'import.framing_keep',
    fit: 'import.framing_fit',
  },
  orientation: {
    detect: 'import.orientation_detect',
    asIs: 'import.orientation_asIs',
    transpose: 'import.orientation_transpose',
    right: 'import.orientation_right',
    left: 'import.orientation_left',
    half: 'import.orientation_half',
    mirror: 'import.orientation_mirror',
    flip: 'import.orientation_flip',
  },
};

/**
 * @param {'files' | 'folder'} kind
 * @param {(inputs: Input[]) => void} picked
 * @param {() => Promise<Input[]> | null} [choose] an alternative to the input, null where unsupported
 */
function createInput(kind, picked, choose) {
  const input = element('input', { type: 'file', hidden: '', 'data-testid': `bring-${kind}` });
  if (kind === 'folder') input.webkitdirectory = true;
  else input.multiple = true;
  input.addEventListener('change', () => {
    if (input.files?.length) pickedFiles(input.files).then(picked);
    input.value = ''; // so that choosing the same file again fires 'change'
  });
  const button = element('button', { type: 'button' }, t(`import.${kind}`));
  button.addEventListener('click', async () => {
    const chosen = choose?.();
    if (chosen) picked(await chosen);
    else input.click();
  });
  return { input, button };
}

/** @param {keyof typeof CHOICES} name */
function createChoice(name) {
  const select = element('select', { 'data-testid': `bring-${name}` });
  for (const [choice, words] of Object.entries(CHOICES[name])) {
    select.append(element('option', { value: choice }, t(words, values())));
  }
  return { select, label: element('label', {}, t(`import.${name}`), select) };
}

/**
 * @param {object} events
 * @param {(inputs: Input[]) => void} events.picked empty if no folder was opened
 * @param {(transfer: DataTransfer) => void} events.dropped
 * @param {() => void} events.again re-reads the last files with other options
 */
export function createPicker({ picked, dropped, again }) {
  const files = createInput('files', picked);
  const folder = createInput('folder', picked, pickFolder);
  const polarity = createChoice('polarity');
  const framing = createChoice('framing');
  const orientation = createChoice('orientation');
  const repeat = element('button', { type: 'button', hidden: '' }, t('import.again'));
  repeat.dataset.testid = 'bring-again';
  repeat.addEventListener('click', again);
  const dropZone = element(
    'div',
    { class: 'drop', 'data-testid': 'bring-drop' },
    element('p', {}, t('import.drop')),
    element('div', { class: 'tools' }, files.button, files.input, folder.button, folder.input),
  );
  const root = element(
    'div',
    {},
    element('p', { class: 'explain' }, t('import.intro')),
    dropZone,
    element(
      'div',
      { class: 'tools how' },
      polarity.label,
      framing.label,
      orientation.label,
      repeat,
    ),
    element(
      'details',
      { class: 'formats' },
      element('summary', {}, t('import.formats')),
      element('ul', {}, ...FORMATS.map(({ words }) => element('li', {}, t(words, values())))),
    ),
  );
  const controls = [
    files.button,
    folder.button,
    polarity.select,
    framing.select,
    orientation.select,
    repeat,
  ];
  let busy = false;

  /** @param {DragEvent} event */
  const over = (event) => {
    event.preventDefault();
    dropZone.classList.toggle('over', event.type === 'dragover' && !busy);
  };
  dropZone.addEventListener('dragover', over);
  dropZone.addEventListener('dragleave', over);
  dropZone.addEventListener('drop', (event) => {
    over(event);
    if (event.dataTransfer && !busy) dropped(event.dataTransfer);
  });

  return {
    element: root,
    get options() {
      return {
        polarity: /** @type {Polarity} */ (polarity.select.value),
        framing: /** @type {Framing} */ (framing.select.value),
        orientation: /** @type {Orientation} */ (orientation.select.value),
      };
    },
    /** Refuses files during an import. @param {boolean} importing */
    setBusy(importing) {
      busy = importing;
      for (const control of controls) control.disabled = importing;
    },
    offerAgain() {
      repeat.hidden = false;
    },
  };
}
