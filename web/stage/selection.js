/**
 * The unit of the picture that is selected, by pointer or keyboard. One button stands for it, moves to
 * it, and has its name, so that screen readers announce it.
 */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import { itemAt, neighbor } from './layout.js';
import { setPixels } from './pixels.js';
import './words.js';

/**
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./layout.js').Layout} Layout
 */

/** @type {Record<string, 'next' | 'before' | 'up' | 'down' | 'first' | 'last'>} */
const KEYS_OF_COLUMNS = {
  ArrowRight: 'next',
  ArrowLeft: 'before',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** @type {typeof KEYS_OF_COLUMNS} */
const KEYS_OF_ROWS = {
  ...KEYS_OF_COLUMNS,
  ArrowRight: 'down',
  ArrowLeft: 'up',
  ArrowUp: 'before',
  ArrowDown: 'next',
};

export class Selection {
  /** @type {Item | null} */
  item = null;
  /** Whether it stays when the pointer leaves. */
  #pinned = false;
  /** @type {Layout | null} */
  #layout = null;

  /**
   * @param {HTMLElement} host of the picture
   * @param {HTMLElement} inspector with the details of the selected unit
   * @param {() => void} changed
   */
  constructor(host, inspector, changed) {
    this.host = host;
    this.inspector = inspector;
    this.changed = changed;
    this.button = this.#createButton();
  }

  /** @param {HTMLElement} picture has the button */
  listen(picture) {
    const { host, inspector } = this;
    const at = (/** @type {MouseEvent} */ event) => {
      if (!this.#layout) return null;
      const box = picture.getBoundingClientRect();
      return itemAt(this.#layout, event.clientX - box.left, event.clientY - box.top);
    };
    picture.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse' && !this.#pinned) this.#select(at(event), false);
    });
    picture.addEventListener('pointerleave', () => {
      if (!this.#pinned) this.#select(null, false);
    });
    picture.addEventListener('click', (event) => {
      // Enter on the button also fires a click, on what is already selected.
      if (event.detail === 0) return;
      const item = at(event);
      const same =
        this.#pinned && item?.column === this.item?.column && item?.unit === this.item?.unit;
      this.#select(same ? null : item, Boolean(item) && !same);
    });
    picture.addEventListener('keydown', (event) => this.#press(event));
    inspector.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.button.focus();
      this.#select(null, false);
    });
    // The focus may go from a unit to its details.
    for (const part of [host, inspector]) {
      part.addEventListener('focusout', ({ relatedTarget }) => {
        const to = /** @type {Node | null} */ (relatedTarget);
        if (host.contains(to) || inspector.contains(to) || picture.matches(':hover')) return;
        this.#select(null, false);
      });
    }
  }

  /** Goes on in a new layout, with the same unit if that has it. @param {Layout} layout */
  place(layout) {
    const selected = Boolean(this.item);
    const before = this.buttonItem;
    this.#layout = layout;
    const item =
      before && layout.columns[before.column]?.items.find(({ unit }) => unit === before.unit);
    this.item = (selected && item) || null;
    this.#moveButton(item ?? layout.columns[0].items[0]);
  }

  /** The unit that the button stands for, selected or not. @returns {Item | null} */
  get buttonItem() {
    const { column = '0', unit = '0' } = this.button.dataset;
    const items = this.#layout?.columns[Number(column)]?.items;
    return items?.find((item) => item.unit === Number(unit)) ?? null;
  }

  /** @param {Item | null} item @param {boolean} held */
  #select(item, held) {
    this.#pinned = held;
    if (item === this.item) return;
    this.item = item;
    if (item) this.#moveButton(item);
    this.changed();
  }

  #createButton() {
    const button = element('button', {
      type: 'button',
      class: 'unit',
      'data-testid': 'stage-unit',
      'aria-label': t('stage.title'), // until there is a unit to name
      'aria-description': t('stage.keys'),
    });
    button.addEventListener('focus', () => {
      // A tap that focuses the button has made its own selection.
      if (button.matches(':focus-visible')) this.#select(this.buttonItem, true);
    });
    return button;
  }

  /** @param {Item} item */
  #moveButton({ column, unit, x, y }) {
    const { dataset } = this.button;
    dataset.column = String(column);
    dataset.unit = String(unit);
    setPixels(this.button, { x, y });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const layout = this.#layout;
    const from = this.buttonItem;
    if (!layout || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.#select(null, false);
      return;
    }
    let way = (layout.flow === 'columns' ? KEYS_OF_COLUMNS : KEYS_OF_ROWS)[event.key];
    if (!way) return;
    event.preventDefault();
    if (layout.mirrored && way === 'next') way = 'before';
    else if (layout.mirrored && way === 'before') way = 'next';
    const to = neighbor(layout, from, way);
    // A new button takes the focus, so that screen readers announce the new unit.
    const before = this.button;
    this.button = this.#createButton();
    this.#moveButton(to);
    before.after(this.button);
    this.#pinned = true;
    this.item = to;
    this.changed();
    this.button.focus();
    before.remove();
    this.button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
