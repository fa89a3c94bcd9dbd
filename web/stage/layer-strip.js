/**
 * The strip of the layer editor: a toolbar with a button for each layer, above the columns they belong to where
 * that fits. It knows its buttons, keys, and places; what they do is the editor's.
 */

import { SIDE } from '../inkling/types.js';
import { formatShape, t } from '../text/index.js';
import { button, element } from '../ui/elements.js';
import { keyed, layerName } from './layer-card.js';
import { listOf, spread } from './layer-list.js';
import './editor-words.js';

/**
 * @typedef {import('./layer-list.js').Group} Group
 * @typedef {import('./layout.js').Layout} Layout
 *
 * @typedef {{ value: number, min: number, max: number }} Width of a layer, and its limits
 *
 * @typedef {object} Acts what buttons and keys do; `at` is the place of a layer in the list
 * @property {(kind: 'layer' | 'insert', at: number) => void} open
 * @property {() => void} close
 * @property {(at: number, way: 1 | -1) => void} widen
 * @property {(at: number, way: 1 | -1) => void} shift
 * @property {(at: number) => void} remove
 */

/** Room for the button between two columns. */
const BETWEEN = 26;

export class LayerStrip {
  /** @param {HTMLElement} host @param {Acts} acts */
  constructor(host, acts) {
    this.host = host;
    this.acts = acts;
    this.element = element('div', {
      class: 'strip',
      role: 'toolbar',
      'aria-label': t('editor.name'),
      'data-testid': 'stage-strip',
    });
    this.element.addEventListener('keydown', (event) => this.#press(event));
  }

  get #buttons() {
    return [...this.element.querySelectorAll('button')];
  }

  /**
   * @param {string[]} layers @param {Group[]} groups
   * @param {(at: number) => Width | null} widthOf null if it can't be changed
   */
  build(layers, groups, widthOf) {
    const image = element(
      'div',
      { class: 'group image' },
      element('b', {}, t('lens.input')),
      element('small', {}, formatShape({ height: SIDE, width: SIDE })),
    );
    this.element.replaceChildren(
      image,
      ...groups.flatMap(({ first, last }) => {
        const names = layers.slice(first, last + 1);
        return [
          this.#insertButton(first, layers[first]),
          element(
            'div',
            { class: 'group', role: 'group', 'aria-label': listOf(names) },
            this.#name(layers[first], first),
            ...this.#widthButtons(layers[first], first, widthOf(first)),
            ...names.slice(1).map((name, i) => this.#name(name, first + 1 + i)),
          ),
        ];
      }),
    );
    this.#makeTabStop(this.#buttons[0]);
  }

  /** @param {number} at @param {string} layer that follows */
  #insertButton(at, layer) {
    const made = button(`stage-insert-${at}`, '+', () => this.acts.open('insert', at), 'insert');
    made.setAttribute('aria-label', t('editor.insert', { layer }));
    made.title = t('editor.insert', { layer });
    return keyed(`insert-${at}`, made);
  }

  /** @param {string} layer @param {number} at */
  #name(layer, at) {
    const made = button(`stage-layer-${at}`, '', () => this.acts.open('layer', at), 'name');
    made.append(layerName(layer));
    made.setAttribute('aria-expanded', 'false');
    made.setAttribute('aria-description', t('editor.keys'));
    return keyed(`layer-${at}`, made);
  }

  /** @param {string} layer @param {number} at @param {Width | null} width */
  #widthButtons(layer, at, width) {
    if (!width) return [];
    const { value, min, max } = width;
    return /** @type {const} */ (['less', 'more']).map((key) => {
      const way = key === 'more' ? 1 : -1;
      const made = button(`stage-${key}-${at}`, way > 0 ? '+' : '−', () =>
        this.acts.widen(at, way),
      );
      made.className = `width ${key}`;
      made.setAttribute('aria-label', t(`editor.${key}`, { layer }));
      made.disabled = way > 0 ? value >= max : value <= min;
      return keyed(`${key}-${at}`, made);
    });
  }

  /** Aligns the groups with the columns of the picture, if there is room. @param {Layout | null} layout null if it shows another list */
  align(layout) {
    const { element: strip, host } = this;
    host.classList.remove('aligned');
    strip.style.removeProperty('--tall');
    if (!layout || strip.hidden) return;
    const groups = /** @type {HTMLElement[]} */ ([...strip.querySelectorAll('.group')]);
    const { columns, flow, width, mirrored } = layout;
    if (flow !== 'columns' || columns.length !== groups.length) return;
    host.classList.add('aligned');
    const along = (/** @type {number} */ x) => (mirrored ? width - x : x);
    const widths = groups.map(({ offsetWidth }) => offsetWidth);
    const wanted = columns.map(({ start, end }) => along((start + end) / 2));
    const centers = width > strip.clientWidth ? null : spread(wanted, widths, BETWEEN, width);
    if (!centers) {
      host.classList.remove('aligned');
      return;
    }
    const put = (/** @type {HTMLElement} */ one, /** @type {number} */ center) =>
      one.style.setProperty('--x', String(Math.round(along(center))));
    for (const [i, group] of groups.entries()) put(group, centers[i]);
    const inserts = /** @type {HTMLElement[]} */ ([...strip.querySelectorAll('.insert')]);
    for (const [i, one] of inserts.entries()) {
      const [from, to] = [centers[i] + widths[i] / 2, centers[i + 1] - widths[i + 1] / 2];
      put(one, (from + to) / 2);
    }
    const tall = Math.max(...groups.map(({ offsetHeight }) => offsetHeight));
    strip.style.setProperty('--tall', String(tall));
  }

  /** Marks the button whose card is open. @param {string | null} key */
  markOpen(key) {
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (
      this.element.querySelectorAll('.name, .insert')
    )) {
      one.setAttribute('aria-expanded', String(one.dataset.key === key));
    }
  }

  /** Focuses a button; the first one if there is none of that key. @param {string} key */
  focus(key) {
    const buttons = this.#buttons;
    const found =
      buttons.find(({ dataset, disabled }) => dataset.key === key && !disabled) ?? buttons[0];
    if (!found || this.element.hidden) return;
    this.#makeTabStop(found);
    found.focus();
  }

  /** The strip is a single tab stop; arrows go from button to button. @param {HTMLButtonElement} found */
  #makeTabStop(found) {
    for (const one of this.#buttons) one.tabIndex = one === found ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const [kind, index] = (target.dataset.key ?? '').split('-');
    const at = Number(index);
    const towards = document.documentElement.dir === 'rtl' ? -1 : 1;
    const arrow = { ArrowRight: towards, ArrowDown: 1, ArrowLeft: -towards, ArrowUp: -1 }[
      event.key
    ];
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (kind !== 'layer' || !arrow) return;
      event.preventDefault();
      this.acts.shift(at, arrow > 0 ? 1 : -1);
      return;
    }
    const buttons = this.#buttons.filter(({ disabled }) => !disabled);
    const now = buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
    if (arrow || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const next =
        event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : now + (arrow ?? 0);
      const { key = '' } = buttons[Math.max(0, Math.min(buttons.length - 1, next))].dataset;
      this.focus(key);
    } else if (kind === 'layer' && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      this.acts.remove(at);
    } else if (kind === 'layer' && (event.key === '+' || event.key === '-')) {
      event.preventDefault();
      this.acts.widen(at, event.key === '+' ? 1 : -1);
    } else if (event.key === 'Escape') this.acts.close();
  }
}
