/** One group of settings as a form, built from their declarations. */

import { html } from '../fetch/trusted.js';
import { t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { formatSetting } from './format-setting.js';
import {
  AUGMENTATIONS,
  adapt,
  BUNDLED_DIGITS,
  choicesOf,
  DECLARATIONS,
  hasEffect,
  parseSetting,
} from './schema.js';

/**
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('./schema.js').Declaration} Declaration
 * @typedef {import('./schema.js').Group} Group
 */

/** The example in the help of "shifts": this many digits become FEW * AUGMENTATIONS.shifts. */
const FEW = 1000;

/** @param {Declaration} declaration */
function helpFor({ key }) {
  // The layers have an editor of their own.
  const name = /** @type {Exclude<typeof key, 'layers'>} */ (key);
  return t(`settings.${name}Help`, {
    total: BUNDLED_DIGITS,
    few: FEW,
    many: FEW * AUGMENTATIONS.shifts,
  });
}

export class SettingsForm {
  /**
   * @param {HTMLElement} host
   * @param {Group} group
   * @param {Settings} settings modified in place
   * @param {(declaration: Declaration) => void} changed
   */
  constructor(host, group, settings, changed) {
    this.declarations = DECLARATIONS.filter((declaration) => declaration.group === group);
    this.settings = settings;
    this.changed = changed;
    this.host = host;
    setTimeout(() => this.show()); // a task of its own, so that the page starts in short ones
  }

  /** Rebuilds the form from the current settings. */
  show() {
    this.host.replaceChildren(
      ...this.declarations.map((declaration) =>
        declaration.step ? this.#slider(declaration) : this.#field(declaration),
      ),
    );
  }

  /** @param {Declaration} declaration */
  #field(declaration) {
    const { key, choices, range } = declaration;
    const help = helpFor(declaration);
    const field = document.createElement('div');
    field.className = 'field';
    const id = `setting-${key}`;
    field.innerHTML = html`<label for="${id}"></label><small id="${id}-help"></small>`;
    /** @type {HTMLElement} */ (field.firstChild).textContent = t(`settings.${key}`);
    const note = /** @type {HTMLElement} */ (field.lastChild);
    note.textContent = help;
    const input = choices ? this.#select(declaration) : document.createElement('input');
    input.id = id;
    input.dataset.testid = id;
    input.setAttribute('aria-describedby', note.id);
    if (input instanceof HTMLInputElement && range) {
      Object.assign(input, { type: 'number', inputMode: 'numeric', min: range[0], max: range[1] });
      input.value = String(this.settings[key]);
    }
    input.addEventListener('change', () => {
      const value = parseSetting(declaration, input.value);
      field.classList.toggle('wrong', value === undefined);
      input.setAttribute('aria-invalid', String(value === undefined));
      note.textContent =
        value === undefined && range
          ? t('setup.wholeNumber', { least: range[0], most: range[1] })
          : help;
      if (value === undefined || value === this.settings[key]) return;
      Object.assign(this.settings, { [key]: value });
      adapt(declaration, this.settings);
      this.#refresh(declaration);
      this.changed(declaration);
    });
    note.before(input);
    return field;
  }

  /** @param {Declaration} declaration */
  #slider(declaration) {
    const { key, range = [0, 1], step } = declaration;
    const field = document.createElement('div');
    field.className = 'field slider';
    const id = `setting-${key}`;
    field.innerHTML = html`<label for="${id}"></label><output for="${id}"></output
      ><input type="range" id="${id}" data-testid="${id}" aria-describedby="${id}-help"
      ><small id="${id}-help"></small>`;
    const [name, output, input, note] = /** @type {any} */ (field.children);
    name.textContent = t(`settings.${key}`);
    note.textContent = helpFor(declaration);
    Object.assign(input, { min: range[0], max: range[1], step, value: this.settings[key] });
    // A value from the address may lie between the slider's steps.
    const showValue = (/** @type {number} */ value) => {
      output.textContent = formatSetting(declaration, value);
      input.setAttribute('aria-valuetext', output.textContent);
    };
    input.addEventListener('input', () => {
      showValue(Number(input.value));
      Object.assign(this.settings, { [key]: Number(input.value) });
      this.changed(declaration);
    });
    showValue(Number(this.settings[key]));
    input.disabled = !hasEffect(declaration, this.settings);
    return field;
  }

  /** Updates the fields that depend on a changed setting. @param {Declaration} changed */
  #refresh(changed) {
    for (const [i, declaration] of this.declarations.entries()) {
      if (declaration === changed) continue;
      const field = this.host.children[i];
      if (declaration.only) {
        const input = find(field, 'input', HTMLInputElement);
        input.disabled = !hasEffect(declaration, this.settings);
      } else if (declaration.suits?.setting === changed.key) {
        field.replaceWith(this.#field(declaration));
      }
    }
  }

  /** @param {Declaration} declaration */
  #select(declaration) {
    const select = document.createElement('select');
    const value = this.settings[declaration.key];
    const choices = choicesOf(declaration, this.settings);
    // A value from the address may be valid without being one of the choices.
    const all = choices.includes(value) ? choices : [...choices, value];
    for (const choice of all) {
      select.add(new Option(formatSetting(declaration, choice), String(choice)));
    }
    select.value = String(value);
    return select;
  }
}
