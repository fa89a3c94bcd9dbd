/**
 * Messages that stay until they are dismissed or resolved, most with at most one action. A toast
 * answers something that the visitor did: it floats near the pad, then takes its place in the list.
 */

import { t } from '../text/index.js';
import { markLayers } from './mark-layers.js';

/** How long a toast floats, in seconds. */
const FLOATS = 12;

/** @param {'alert' | 'status'} role */
function createRegion(role) {
  const region = document.createElement('div');
  region.setAttribute('role', role);
  // Alerts are atomic by default: adding a notice would read out all of them.
  region.setAttribute('aria-atomic', 'false');
  return region;
}

/** @param {string} name @param {string} address */
function createField(name, address) {
  const field = document.createElement('input');
  field.readOnly = true;
  field.dir = 'ltr';
  field.value = address;
  field.setAttribute('aria-label', name);
  return field;
}

export class Notices {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    // Gets the focus when a focused notice is removed; otherwise it would jump to the top of the page.
    list.tabIndex = -1;
    // Screen readers announce additions to a live region, but not reliably a region that is itself added.
    this.regions = { error: createRegion('alert'), info: createRegion('status') };
    list.append(this.regions.error, this.regions.info);
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
  }

  /**
   * Shows a message, replacing one with the same key.
   * @param {string} key
   * @param {string} text
   * @param {object} [options]
   * @param {'error' | 'info'} [options.kind]
   * @param {string} [options.action] the label of its button
   * @param {() => void} [options.act]
   * @param {[label: string, act: () => void][]} [options.more] further actions
   * @param {boolean} [options.toast]
   * @param {number} [options.seconds] until it disappears by itself
   * @param {string} [options.address] shown in a focused field to copy from
   * @param {string} [options.layers] a list of layers in the text
   * @returns {HTMLElement} the notice
   */
  show(
    key,
    text,
    { kind = 'error', action, act, more = [], toast, seconds, address, layers = '' } = {},
  ) {
    this.hide(key);
    const actions = action ? [/** @type {const} */ ([action, act ?? (() => {})]), ...more] : more;
    const item = document.createElement('div');
    item.className = `notice ${kind}`;
    if (toast) {
      // A later one takes its place.
      this.settle();
      item.classList.add('toast');
    }
    item.dataset.testid = `notice-${key}`;
    const words = document.createElement('p');
    words.append(...markLayers(text, layers));
    item.append(words);
    const field = address ? createField(text, address) : null;
    if (field) item.append(field);
    const buttons = actions.map(([label, act]) =>
      this.#button(label, () => {
        this.hide(key);
        act();
      }),
    );
    if (buttons.length > 1) {
      const row = document.createElement('div');
      row.className = 'choices';
      row.append(...buttons);
      item.append(row);
    } else item.append(...buttons);
    const close = this.#button('×', () => this.hide(key));
    close.className = 'close';
    close.setAttribute('aria-label', t('notices.dismiss'));
    item.append(close);
    this.regions[kind].append(item);
    this.shown.set(key, item);
    field?.focus();
    field?.select();
    if (seconds) this.#after(seconds, item, () => this.shown.get(key) === item && this.hide(key));
    else if (toast) {
      this.#after(FLOATS, item, () => {
        item.classList.remove('toast');
        item.classList.add('seen');
      });
    }
    return item;
  }

  /** Moves a toast to its place in the list. Nothing is announced again. */
  settle() {
    for (const item of this.shown.values()) item.classList.remove('toast');
  }

  /** Waits, but not while a notice is being read or used. @param {number} seconds @param {HTMLElement} item @param {() => void} act */
  #after(seconds, item, act) {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const start = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => (item.matches(':hover, :focus-within') ? start() : act()),
        seconds * 1000,
      );
    };
    for (const event of ['pointerleave', 'focusout']) item.addEventListener(event, start);
    start();
  }

  /** @param {string} key */
  hide(key) {
    const item = this.shown.get(key);
    if (!item) return;
    if (item.contains(document.activeElement)) this.list.focus();
    item.remove();
    this.shown.delete(key);
  }

  /** @param {string} words @param {() => void} act */
  #button(words, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words;
    button.addEventListener('click', act);
    return button;
  }
}
