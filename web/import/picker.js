/** Buttons and a drop zone for files, and options for how to read their ink. */

import { PIXELS, SIDE } from '../inkling/index.js';
import { formatList, formatShape, t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
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

/** @param {import('./evidence/labels.js').ClassSource} source @param {string[]} examples names of classes */
function sourceWords(source, examples) {
  const list = formatList(examples);
  if (source === 'list') return t('import.source_list', { list });
  if (source === 'names') return t('import.source_names', { list });
  return t('import.source_folder', { list });
}

export class Picker {
  #busy = false;

  /**
   * @param {object} events
   * @param {(inputs: Input[]) => void} events.picked empty if no folder was opened
   * @param {(transfer: DataTransfer) => void} events.dropped
   * @param {() => void} events.again re-reads the last files with other options
   */
  constructor({ picked, dropped, again }) {
    const files = createInput('files', picked);
    const folder = createInput('folder', picked, pickFolder);
    this.polarity = createChoice('polarity');
    this.framing = createChoice('framing');
    this.orientation = createChoice('orientation');
    this.source = {
      select: element('select', { 'data-testid': 'bring-source' }),
      label: element('label', { hidden: '' }, t('import.classSource')),
    };
    this.source.label.append(this.source.select);
    this.source.select.addEventListener('change', again);
    this.again = button('bring-again', t('import.again'), again);
    this.again.hidden = true;
    this.dropZone = element(
      'div',
      { class: 'drop', 'data-testid': 'bring-drop' },
      element('p', {}, t('import.drop')),
      element('div', { class: 'tools' }, files.button, files.input, folder.button, folder.input),
    );
    this.dropZone.addEventListener('dragover', (event) => this.#over(event));
    this.dropZone.addEventListener('dragleave', (event) => this.#over(event));
    this.dropZone.addEventListener('drop', (event) => {
      this.#over(event);
      if (event.dataTransfer && !this.#busy) dropped(event.dataTransfer);
    });
    this.element = element(
      'div',
      {},
      element('p', { class: 'explain' }, t('import.intro')),
      this.dropZone,
      element(
        'div',
        { class: 'tools options' },
        this.polarity.label,
        this.framing.label,
        this.orientation.label,
        this.source.label,
        this.again,
      ),
      element(
        'details',
        { class: 'formats' },
        element('summary', {}, t('import.formats')),
        element('ul', {}, ...FORMATS.map(({ words }) => element('li', {}, t(words, values())))),
      ),
    );
    const selects = [this.polarity, this.framing, this.orientation, this.source].map(
      ({ select }) => select,
    );
    this.controls = [files.button, folder.button, ...selects, this.again];
  }

  /** @param {DragEvent} event */
  #over(event) {
    event.preventDefault();
    this.dropZone.classList.toggle('over', event.type === 'dragover' && !this.#busy);
  }

  get options() {
    return {
      polarity: /** @type {Polarity} */ (this.polarity.select.value),
      framing: /** @type {Framing} */ (this.framing.select.value),
      orientation: /** @type {Orientation} */ (this.orientation.select.value),
      classSource: /** @type {import('./evidence/labels.js').ClassSource | 'detect'} */ (
        this.source.select.value || 'detect'
      ),
    };
  }

  /** Asks what names the classes, if more than one source does. @param {import('./evidence/labels.js').ClassChoice} [choice] */
  offerSources(choice) {
    this.source.label.hidden = !choice;
    this.source.select.replaceChildren(
      ...(choice?.offers ?? []).map(({ source, examples }) =>
        element('option', { value: source }, sourceWords(source, examples)),
      ),
    );
    if (choice) this.source.select.value = choice.used;
  }

  /** Refuses files during an import. @param {boolean} importing */
  setBusy(importing) {
    this.#busy = importing;
    for (const control of this.controls) control.disabled = importing;
  }

  offerAgain() {
    this.again.hidden = false;
  }
}
