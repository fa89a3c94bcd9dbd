/**
 * The layer list: as editable text, and as a table of output shapes and parameter counts. Owns the
 * list: the picture of the network edits it through this class.
 */

import { addLayerKinds, endsIn, withOutputs } from '../data/classes.js';
import { html } from '../fetch/trusted.js';
import { CLASSES, MAX_LAYERS, SIDE } from '../inkling/index.js';
import { Emitter } from '../messenger/events.js';
import {
  formatFacts,
  formatList,
  formatNumber,
  formatSentences,
  formatShape,
  t,
  tError,
} from '../text/index.js';
import { MAX_TEXT } from './schema.js';

/**
 * @typedef {import('../inkling/index.js').Inkling} Inkling
 * @typedef {import('../inkling/index.js').LayerKind} LayerKind
 * @typedef {import('./schema.js').Settings} Settings
 */

/**
 * Names and hints for layer kinds. Their module holds all languages, so it is loaded only when the
 * editor is opened; until then the core's own names have to do.
 * @type {typeof import('../text/layer-kinds.js').kindWords}
 */
let kindWords = () => ({ forward: '' });

/** @param {string} text */
const split = (text) => text.split(',').map((layer) => layer.trim());

/** Inserts a layer before the last. @param {string[]} layers @param {string} layer */
const withLayer = (layers, layer) =>
  [...layers.slice(0, -1), layer, ...layers.slice(-1)].join(', ');

/** The allowed ranges of a kind: 'kernel 1 to 9, channels 1 to 256'. @param {LayerKind} kind */
const ranges = ({ name, numbers }) =>
  formatList(
    numbers.map(({ name: field, min, max }) =>
      t('layers.range', { name: kindWords(name).numbers?.[field] ?? field, least: min, most: max }),
    ),
  );

/** How to write layers of a kind. @param {LayerKind} kind */
function description(kind) {
  const facts = [ranges(kind), kindWords(kind.name).hint ?? ''].filter(Boolean);
  const examples = formatList(kind.examples);
  return facts.length ? t('ui.aside', { what: examples, more: formatFacts(facts) }) : examples;
}

/** @extends {Emitter<{ list: undefined }>} list: another list may be in use */
export class LayersEditor extends Emitter {
  /**
   * @param {HTMLElement} host
   * @param {Settings} settings
   * @param {() => number} outputs how many the last layer must have
   * @param {() => void} changed called when settings.layers has a new, valid list
   */
  constructor(host, settings, outputs, changed) {
    super();
    this.settings = settings;
    this.outputs = outputs;
    this.changed = changed;
    /** @type {Inkling | null} */
    this.inkling = null;
    host.innerHTML = html`
      <label for="setting-layers">${t('layers.asText')}</label>
      <textarea id="setting-layers" data-testid="setting-layers" rows="3" maxlength="${MAX_TEXT}"
        spellcheck="false" dir="ltr" lang="en" aria-describedby="layers-help layers-problem"></textarea>
      <small id="layers-help"></small>
      <small data-testid="layers-outputs"></small>
      <p class="problem" id="layers-problem" data-testid="layers-problem" role="alert"></p>
      <div class="layers-table"><table data-testid="layers-table">
        <thead><tr><th>${t('layers.layer')}</th><th>${t('layers.output')}</th>
          <th>${t('layers.parameters')}</th><td></td></tr></thead>
        <tbody></tbody><tfoot></tfoot>
      </table></div>
      <div class="add">
        <label for="add-layer">${t('layers.before')}</label>
        <select id="add-layer" lang="en" data-testid="add-layer"></select>
        <button type="button" data-testid="add-button">${t('layers.add')}</button>
      </div>`;
    this.text = /** @type {HTMLTextAreaElement} */ (host.querySelector('textarea'));
    this.help = /** @type {HTMLElement} */ (host.querySelector('#layers-help'));
    this.note = /** @type {HTMLElement} */ (host.querySelector('[data-testid=layers-outputs]'));
    this.problem = /** @type {HTMLElement} */ (host.querySelector('.problem'));
    this.body = /** @type {HTMLElement} */ (host.querySelector('tbody'));
    this.foot = /** @type {HTMLElement} */ (host.querySelector('tfoot'));
    this.kinds = /** @type {HTMLSelectElement} */ (host.querySelector('select'));
    this.add = /** @type {HTMLButtonElement} */ (host.querySelector('.add button'));
    this.add.addEventListener('click', () =>
      this.edit(withLayer(split(this.text.value), this.kinds.value)),
    );
    this.text.addEventListener('change', () => this.edit(this.text.value));
    this.details = host.closest('details');
    this.details?.addEventListener('toggle', () => {
      if (!this.#open) return;
      this.#fill();
      this.loadWords();
    });
    this.show();
  }

  get #open() {
    return this.details?.open ?? true;
  }

  /** Shows what is only made while the editor is open: it takes a phone 60 ms. */
  #fill() {
    if (this.#open) this.#showHelp();
    this.#check(this.text.value);
  }

  /** Loads the names and hints of the kinds of layers. */
  async loadWords() {
    try {
      ({ kindWords } = await import('../text/layer-kinds.js'));
    } catch {
      return; // the editor works without them
    }
    this.#fill(); // messages about the list use these words, too
  }

  #showHelp() {
    const kinds = this.inkling?.layerKinds ?? [];
    this.help.textContent = t('layers.help', {
      size: formatShape({ height: SIDE, width: SIDE }),
      most: MAX_LAYERS,
      kinds: formatList(kinds.map(description)),
    });
  }

  /** Sets the module that checks lists. @param {Inkling} inkling */
  use(inkling) {
    this.inkling = inkling;
    addLayerKinds(inkling);
    this.kinds.replaceChildren(
      ...inkling.layerKinds.flatMap(({ examples }) => examples.map((layer) => new Option(layer))),
    );
    this.show();
    this.#fill();
  }

  /** The layers of the settings, with one output per class. */
  get list() {
    return withOutputs(this.settings.layers, this.outputs());
  }

  /** The same, layer by layer. */
  get layers() {
    return split(this.list);
  }

  /** Shows the list in use. */
  show() {
    const count = this.outputs();
    this.text.value = this.list;
    this.note.textContent = count === CLASSES ? '' : t('layers.outputs', { count });
    this.#check(this.text.value);
    this.emit('list');
  }

  /** Applies a valid list; otherwise shows what is wrong with it. @param {string} text */
  edit(text) {
    const layers = split(text).join(', ');
    this.text.value = layers;
    // Settings always hold ten outputs, whatever the dataset; see Setup's #apply.
    const stored = withOutputs(layers, CLASSES);
    if (!this.#check(layers) || stored === this.settings.layers) return;
    this.settings.layers = stored;
    this.changed();
    this.emit('list');
  }

  /** Says what is wrong with a list; returns whether it is valid. @param {string} text */
  #check(text) {
    if (!this.inkling) return false;
    const { info, reason } = this.checked(this.inkling, text);
    const layers = split(text);
    this.problem.textContent = reason && formatSentences([reason, t('layers.stays')]);
    this.text.setAttribute('aria-invalid', String(reason !== ''));
    if (this.#open) this.#fillTable(layers, info, reason);
    return !reason;
  }

  /** @param {string[]} layers @param {import('../inkling/index.js').LayerInfo[]} info @param {string} reason */
  #fillTable(layers, info, reason) {
    this.body.replaceChildren(
      ...layers.map((layer, i) => this.#row(layers, i, layer, info[i], reason !== '')),
    );
    if (!reason) this.#offer(layers);
    const sum = info.reduce((total, { parameters }) => total + parameters, 0);
    this.foot.innerHTML = reason
      ? html``
      : html`<tr><th>${t('layers.sum')}</th><td></td><td>${formatNumber(sum)}</td><td></td></tr>`;
  }

  /**
   * The shapes that a list produces, and why it is invalid: '' if it is not.
   * @param {Inkling} inkling @param {string} text
   */
  checked(inkling, text) {
    const { info, failure } = inkling.checkLayers(text);
    const layers = split(text);
    if (info.length === layers.length && (!failure || failure.code === 'BAD_LAYERS')) {
      const { height, width, channels } = info[info.length - 1];
      const count = this.outputs();
      const fits = height * width * channels === count && endsIn(text, count);
      const reason = fits ? '' : t('layers.last', { count });
      return { info, reason };
    }
    /** Adds what to do about it. @param {string} problem */
    const advise = (problem) => {
      if (failure?.code === 'BAD_LAYER_TEXT') {
        const examples = formatList(inkling.layerKinds.flatMap((kind) => kind.examples));
        return formatSentences([problem, t('layers.forExample', { examples })]);
      }
      if (failure?.code !== 'BAD_ARGUMENT') return problem;
      const [{ type }] = inkling.parseLayers(layers[info.length]);
      const kind = inkling.layerKinds.find(({ name }) => name === type);
      if (!kind) return problem;
      const more = t('ui.labeled', { label: kind.word, value: ranges(kind) });
      return t('ui.aside', { what: problem, more });
    };
    // Layers are checked in order, so the first one without a shape is the one that fails.
    const what = failure?.code !== 'BAD_LAYER_TEXT' && layers[info.length];
    const reason = failure ? tError(failure) : '';
    return { info, reason: advise(what ? t('ui.about', { what, reason }) : reason) };
  }

  /** Enables the layers that can be added. @param {string[]} layers a valid list */
  #offer(layers) {
    for (const option of this.kinds.options) {
      option.disabled = Boolean(this.inkling?.checkLayers(withLayer(layers, option.value)).failure);
    }
    if (this.kinds.selectedOptions[0]?.disabled) {
      this.kinds.selectedIndex = [...this.kinds.options].findIndex(({ disabled }) => !disabled);
    }
    this.add.disabled = this.kinds.selectedIndex < 0;
  }

  /**
   * @param {string[]} layers
   * @param {number} i
   * @param {string} name
   * @param {import('../inkling/index.js').LayerInfo | undefined} info
   * @param {boolean} failed
   */
  #row(layers, i, name, info, failed) {
    const row = document.createElement('tr');
    const cells = [
      '',
      info ? formatShape(info) : failed ? '?' : '',
      info ? formatNumber(info.parameters) : '',
    ];
    row.append(
      ...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })),
    );
    // Layers read from left to right in every language; the column follows the page's direction.
    const layer = Object.assign(document.createElement('span'), { lang: 'en', dir: 'ltr' });
    layer.textContent = name;
    row.cells[0].append(layer);
    const last = document.createElement('td');
    if (layers.length > 1) {
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.textContent = '×';
      remove.setAttribute('aria-label', t('layers.removeLayer', { layer: name }));
      remove.addEventListener('click', () => {
        this.edit(layers.filter((_, other) => other !== i).join(', '));
        // The focused row is gone: move the focus to the one that takes its place.
        const left = this.body.querySelectorAll('button');
        (left[Math.min(i, left.length - 1)] ?? this.text).focus();
      });
      last.append(remove);
    }
    row.append(last);
    return row;
  }
}
