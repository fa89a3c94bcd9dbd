/** Where files come in: buttons, and a place to drop them; and how their ink is to be read. */

import { PIXELS, SIDE } from '../inkling/index.js';
import { formatShape, t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { pickedFiles, pickFolder } from './files.js';
import { FORMATS } from './formats/index.js';

/**
 * @typedef {import('../inkling/pictures.js').Polarity} Polarity
 * @typedef {import('../inkling/pictures.js').Framing} Framing
 * @typedef {import('./files.js').Input} Input
 */

/** The size of images, and the width of a row that holds one. */
const values = () => ({ size: formatShape({ height: SIDE, width: SIDE }), width: PIXELS });

/**
 * What can be chosen, with its words.
 * @type {{
 *   polarity: Record<Polarity, import('../text/index.js').Key>,
 *   framing: Record<Framing, import('../text/index.js').Key>,
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
};

/**
 * @param {'files' | 'folder'} kind
 * @param {(inputs: Input[]) => void} picked
 * @param {() => Promise<Input[]> | null} [choose] a better way than the input, where there is one
 */
function createInput(kind, picked, choose) {
  const input = element('input', { type: 'file', hidden: '', 'data-testid': `bring-${kind}` });
  if (kind === 'folder') input.webkitdirectory = true;
  else input.multiple = true;
  input.addEventListener('change', () => {
    if (input.files?.length) pickedFiles(input.files).then(picked);
    input.value = ''; // the same may be chosen again
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
 * @param {(inputs: Input[]) => void} events.picked none: no folder was opened
 * @param {(transfer: DataTransfer) => void} events.dropped
 * @param {() => void} events.again called to read the last files in another way
 */
export function createPicker({ picked, dropped, again }) {
  const files = createInput('files', picked);
  const folder = createInput('folder', picked, pickFolder);
  const polarity = createChoice('polarity');
  const framing = createChoice('framing');
  const repeat = element('button', { type: 'button', hidden: '' }, t('import.again'));
  repeat.dataset.testid = 'bring-again';
  repeat.addEventListener('click', again);
  const place = element(
    'div',
    { class: 'drop', 'data-testid': 'bring-drop' },
    element('p', {}, t('import.drop')),
    element('div', { class: 'tools' }, files.button, files.input, folder.button, folder.input),
  );
  const made = element(
    'div',
    {},
    element('p', { class: 'explain' }, t('import.intro')),
    place,
    element('div', { class: 'tools how' }, polarity.label, framing.label, repeat),
    element(
      'details',
      { class: 'formats' },
      element('summary', {}, t('import.formats')),
      element('ul', {}, ...FORMATS.map(({ words }) => element('li', {}, t(words, values())))),
    ),
  );
  const controls = [files.button, folder.button, polarity.select, framing.select, repeat];
  let resting = false;

  /** @param {DragEvent} event */
  const over = (event) => {
    event.preventDefault();
    place.classList.toggle('over', event.type === 'dragover' && !resting);
  };
  place.addEventListener('dragover', over);
  place.addEventListener('dragleave', over);
  place.addEventListener('drop', (event) => {
    over(event);
    if (event.dataTransfer && !resting) dropped(event.dataTransfer);
  });

  return {
    element: made,
    get options() {
      return {
        polarity: /** @type {Polarity} */ (polarity.select.value),
        framing: /** @type {Framing} */ (framing.select.value),
      };
    },
    /** Takes no files for the time of an import. @param {boolean} now */
    rest(now) {
      resting = now;
      for (const control of controls) control.disabled = now;
    },
    offerAgain() {
      repeat.hidden = false;
    },
  };
}
