/** The list of layers: as text to type, and as a table of what each layer makes of its input. */

import { MAX_TEXT } from './state.js';
import { formatNumber, t, tError } from './text.js';

/**
 * @typedef {import('./inkling.js').Inkling} Inkling
 * @typedef {import('./state.js').Settings} Settings
 */

/** What can be added, each with numbers to begin with. */
const KINDS = ['conv 3x3x16 same', 'relu', 'maxpool 2', 'dropout 0.25', 'dense 64'];

/** @param {string} text */
const split = (text) => text.split(',').map((layer) => layer.trim());

/** @param {import('./inkling.js').LayerInfo} info */
const shape = ({ height, width, channels }) =>
  height * width === 1 ? formatNumber(channels) : `${height}×${width}×${channels}`;

export class LayersEditor {
  /**
   * @param {HTMLElement} host
   * @param {Settings} settings
   * @param {() => void} changed called when settings.layers is another list that works
   */
  constructor(host, settings, changed) {
    this.settings = settings;
    this.changed = changed;
    /** @type {Inkling | null} */
    this.inkling = null;
    host.innerHTML = `
      <label for="setting-layers">${t('layers.asText')}</label>
      <textarea id="setting-layers" data-testid="setting-layers" rows="3" maxlength="${MAX_TEXT}"
        spellcheck="false" aria-describedby="layers-help layers-problem"></textarea>
      <small id="layers-help">${t('layers.help')}</small>
      <p class="problem" id="layers-problem" data-testid="layers-problem" role="alert"></p>
      <div class="layers-table"><table data-testid="layers-table">
        <thead><tr><th>${t('layers.layer')}</th><th>${t('layers.output')}</th>
          <th>${t('layers.parameters')}</th><td></td></tr></thead>
        <tbody></tbody><tfoot></tfoot>
      </table></div>
      <div class="add">
        <label for="add-layer">${t('layers.before')}</label>
        <select id="add-layer" data-testid="add-layer"></select>
        <button type="button" data-testid="add-button">${t('layers.add')}</button>
      </div>`;
    this.text = /** @type {HTMLTextAreaElement} */ (host.querySelector('textarea'));
    this.problem = /** @type {HTMLElement} */ (host.querySelector('.problem'));
    this.body = /** @type {HTMLElement} */ (host.querySelector('tbody'));
    this.foot = /** @type {HTMLElement} */ (host.querySelector('tfoot'));
    const add = /** @type {HTMLSelectElement} */ (host.querySelector('select'));
    for (const kind of KINDS) add.append(new Option(kind));
    host.querySelector('.add button')?.addEventListener('click', () => {
      const layers = split(this.text.value);
      layers.splice(layers.length - 1, 0, add.value);
      this.#edit(layers.join(', '));
    });
    this.text.addEventListener('change', () => this.#edit(this.text.value));
    this.show();
  }

  /** Lists can be checked from now on. @param {Inkling} inkling */
  use(inkling) {
    this.inkling = inkling;
    this.show();
  }

  /** Shows the list of the settings. */
  show() {
    this.text.value = this.settings.layers;
    this.#check(this.settings.layers);
  }

  /** Takes a new list if it works; if not, says why. @param {string} text */
  #edit(text) {
    const layers = split(text).join(', ');
    this.text.value = layers;
    if (!this.#check(layers) || layers === this.settings.layers) return;
    this.settings.layers = layers;
    this.changed();
  }

  /** Fills the table; returns whether the list works. @param {string} text */
  #check(text) {
    if (!this.inkling) return false;
    const { info, failure } = this.inkling.checkLayers(text);
    const layers = split(text);
    // What a layer is like is checked in order: the first without a shape is the one that fails.
    const culprit = failure?.code !== 'BAD_LAYER_TEXT' && layers[info.length];
    this.problem.textContent = failure
      ? `${culprit ? `“${culprit}”: ` : ''}${tError(failure)} ${t('layers.stays')}`
      : '';
    this.text.setAttribute('aria-invalid', String(Boolean(failure)));
    this.body.replaceChildren(
      ...layers.map((layer, i) => this.#row(layers, i, layer, info[i], Boolean(failure))),
    );
    const sum = info.reduce((total, { parameters }) => total + parameters, 0);
    this.foot.innerHTML = failure
      ? ''
      : `<tr><th>${t('layers.sum')}</th><td></td><td>${formatNumber(sum)}</td><td></td></tr>`;
    return !failure;
  }

  /**
   * @param {string[]} layers
   * @param {number} i
   * @param {string} name
   * @param {import('./inkling.js').LayerInfo | undefined} info
   * @param {boolean} failed
   */
  #row(layers, i, name, info, failed) {
    const row = document.createElement('tr');
    const cells = [
      name,
      info ? shape(info) : failed ? '?' : '',
      info ? formatNumber(info.parameters) : '',
    ];
    row.append(
      ...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })),
    );
    const last = document.createElement('td');
    if (layers.length > 1) {
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = '×';
      remove.setAttribute('aria-label', t('layers.removeLayer', { layer: name }));
      remove.addEventListener('click', () => {
        this.#edit(layers.filter((_, other) => other !== i).join(', '));
        // The row is gone; who goes by keyboard goes on with the one in its place.
        const left = this.body.querySelectorAll('button');
        (left[Math.min(i, left.length - 1)] ?? this.text).focus();
      });
      last.append(remove);
    }
    row.append(last);
    return row;
  }
}
