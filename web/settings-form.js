/** A group of the settings as a form, built from their declarations. */
import { DECLARATIONS, parseSetting } from './state.js';

/**
 * @typedef {import('./state.js').Settings} Settings
 * @typedef {import('./state.js').Declaration} Declaration
 * @typedef {import('./state.js').Group} Group
 */

export class SettingsForm {
  /**
   * @param {HTMLElement} host
   * @param {Group} group
   * @param {Settings} settings shown, and changed by the form
   * @param {(declaration: Declaration) => void} changed
   */
  constructor(host, group, settings, changed) {
    this.declarations = DECLARATIONS.filter((declaration) => declaration.group === group);
    this.settings = settings;
    this.changed = changed;
    this.host = host;
    this.show();
  }

  /** Shows the settings as they are now. */
  show() {
    this.host.replaceChildren(
      ...this.declarations.map((declaration) =>
        declaration.step ? this.#slider(declaration) : this.#field(declaration),
      ),
    );
  }

  /** @param {Declaration} declaration */
  #field(declaration) {
    const { key, label, help, choices, range } = declaration;
    const field = document.createElement('div');
    field.className = 'field';
    const id = `setting-${key}`;
    field.innerHTML = `<label for="${id}"></label><small id="${id}-help"></small>`;
    /** @type {HTMLElement} */ (field.firstChild).textContent = label;
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
          ? `Choose a whole number from ${range[0].toLocaleString('en')} to ${range[1].toLocaleString('en')}.`
          : help;
      if (value === undefined || value === this.settings[key]) return;
      Object.assign(this.settings, { [key]: value });
      this.changed(declaration);
    });
    note.before(input);
    return field;
  }

  /** A number to slide, with its value beside it. @param {Declaration} declaration */
  #slider(declaration) {
    const { key, label, help, range = [0, 1], step, unit } = declaration;
    const field = document.createElement('div');
    field.className = 'field slider';
    const id = `setting-${key}`;
    field.innerHTML =
      `<label for="${id}"></label><output for="${id}"></output>` +
      `<input type="range" id="${id}" data-testid="${id}" aria-describedby="${id}-help">` +
      `<small id="${id}-help"></small>`;
    const [name, output, input, note] = /** @type {any} */ (field.children);
    name.textContent = label;
    note.textContent = help;
    Object.assign(input, { min: range[0], max: range[1], step, value: this.settings[key] });
    // An address may bring a value between the slider's steps.
    const showValue = (/** @type {number} */ value) => {
      output.textContent =
        unit === '%' ? `${Math.round(100 * value)} %` : `${value} ${unit}`.trim();
      input.setAttribute('aria-valuetext', output.textContent);
    };
    input.addEventListener('input', () => {
      showValue(Number(input.value));
      Object.assign(this.settings, { [key]: Number(input.value) });
      this.changed(declaration);
    });
    showValue(Number(this.settings[key]));
    return field;
  }

  /** @param {Declaration} declaration */
  #select({ key, choices = [] }) {
    const select = document.createElement('select');
    const value = this.settings[key];
    const known = choices.some((choice) => choice.value === value);
    // An address may bring a value that is allowed but not among the choices.
    const all = known ? choices : [...choices, { value, label: value.toLocaleString('en') }];
    for (const choice of all) select.add(new Option(choice.label, String(choice.value)));
    select.value = String(value);
    return select;
  }
}
