/**
 * The places: one panel at a time takes the room of the network's picture, beside the pad and the
 * answer. `data-place` on the root element is for the style sheet; ?place= in the address opens one.
 * Loaded when the first panel opens, and follows their toggle events from then on.
 */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';
import './words.js';

/**
 * The state of the entries in the browser's history. Entries without one were made by editing the
 * address.
 * @typedef {object} Entry
 * @property {string} place '' for the network
 * @property {boolean} [pushed] whether the entry before it is the network's
 */

const root = document.documentElement;

/** @param {HTMLElement} panel */
const idOf = (panel) => panel.dataset.testid?.replace('panel-', '') ?? '';

/** @returns {Partial<Entry>} */
const entry = () => history.state ?? {};

export class Places {
  /** The place that is open; null for the network. @type {HTMLDetailsElement | null} */
  #open = null;

  /**
   * @param {HTMLElement} host of the panels
   * @param {HTMLElement} links in the header
   * @param {import('../settings/address.js').Address} address
   */
  constructor(host, links, address) {
    this.panels = [...host.querySelectorAll('details')].filter((one) => one.parentElement === host);
    this.links = [...links.querySelectorAll('a')];
    for (const panel of this.panels) {
      panel.querySelector('summary')?.append(element('span', { class: 'back' }, t('place.back')));
    }
    // It does not bubble.
    host.addEventListener('toggle', () => this.#settle(), true);
    window.addEventListener('popstate', ({ state }) => {
      if (typeof state?.place !== 'string') return;
      // The entry may hold settings from before the last change.
      address.write();
      this.#show(state.place);
    });
    document.addEventListener('keydown', (event) => this.#press(event));
    this.#settle();
  }

  /** @param {string} id '' for the network */
  #show(id) {
    for (const panel of this.panels) panel.open = idOf(panel) === id;
    this.#settle();
  }

  /** Adapts the page to the panel that is open now. */
  #settle() {
    const opened = this.panels.filter((panel) => panel.open);
    const open = opened.find((panel) => panel !== this.#open) ?? opened[0] ?? null;
    // Browsers that know the name of <details> have closed the others.
    for (const other of opened) other.open = other === open;
    if (open === this.#open) return;
    const before = this.#open;
    this.#open = open;
    const id = open ? idOf(open) : '';
    if (open) root.dataset.place = id;
    else delete root.dataset.place;
    for (const link of this.links) {
      if (link.dataset.to === id) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (before && !open) this.#leave(before);
    // The browser restores its own position after a step back.
    this.#toTop();
    requestAnimationFrame(() => this.#toTop());
    this.#remember(id, before);
  }

  /** Moves the focus out of a place that closes. @param {HTMLElement} panel */
  #leave(panel) {
    const focused = document.activeElement;
    if (focused !== document.body && !panel.contains(focused)) return;
    const [network] = this.links;
    const next = network.offsetParent ? network : panel.querySelector('summary');
    next?.focus({ preventScroll: true });
  }

  /** Scrolls to the pad, and to the header if it has the links. */
  #toTop() {
    const main = /** @type {HTMLElement} */ (document.querySelector('main'));
    scrollTo(0, this.links[0].offsetParent ? 0 : main.offsetTop - 8);
  }

  /** Back closes a place, whichever were visited since the network. @param {string} id @param {unknown} before */
  #remember(id, before) {
    const { place, pushed } = entry();
    if (place === id) return; // comes from the history
    const address = new URL(location.href);
    if (id) address.searchParams.set('place', id);
    else address.searchParams.delete('place');
    if (id && !before && address.href !== location.href) {
      history.replaceState({ place: '' }, '');
      history.pushState({ place: id, pushed: true }, '', address);
    } else if (!id && pushed) history.back();
    else history.replaceState({ place: id, pushed }, '', address);
  }

  /** @param {KeyboardEvent} event */
  #press({ key, target, defaultPrevented }) {
    const open = this.#open;
    if (key !== 'Escape' || defaultPrevented || !open || !(target instanceof Element)) return;
    const outside = target !== document.body && !open.contains(target);
    if (outside || target.matches('input, select, textarea')) return;
    open.open = false;
  }
}
